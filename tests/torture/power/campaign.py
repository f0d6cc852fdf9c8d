"""Many seeds of several cases on several processes, until each case has its states."""

import math
import multiprocessing
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from time import monotonic

from tests.torture.power.cases import CASES, CONTROL, PLANTED, PRODUCT
from tests.torture.power.explore import explore
from tests.torture.power.tally import Tally

WORKERS = 2
FIRST_GUESS = 2500  # states of a seed, until one has been counted
ASIDE, MOST_ASIDE = 0.03, 5000  # of the product's states, so many for each planted error and the control
Told = Callable[[Tally], None]


def goals(states: int) -> dict[str, int]:
    """How many states of each case: `states` of the product as it is, a few of the others."""
    few = min(round(states * ASIDE), MOST_ASIDE)
    aside = dict.fromkeys((case.name for case in (*PLANTED, *CONTROL)), few)
    return {case.name: -(-states // len(PRODUCT)) for case in PRODUCT} | aside


def run(
    goals: Mapping[str, int], first_seed: int, longest_s: float = math.inf, told: Told = lambda tally: None
) -> dict[str, Tally]:
    """Each case with the seeds from `first_seed` on, none begun after `longest_s`; `told` hears of each."""
    campaign, end = _Campaign(goals, first_seed), monotonic() + longest_s
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=spawn) as pool:
        running: set[Future[Tally]] = set()
        while True:
            while len(running) < WORKERS and monotonic() < end and (following := campaign.following()):
                running.add(pool.submit(_explore, *following))
            if not running:
                return campaign.tallies
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                campaign.take(future.result())
                told(future.result())


class _Campaign:
    """Which seed of which case is the next one."""

    def __init__(self, goals: Mapping[str, int], first_seed: int) -> None:
        self.tallies = {name: Tally(name) for name in goals}
        self._goals = goals
        self._first_seed = first_seed
        self._begun: Counter[str] = Counter()

    def following(self) -> tuple[str, int] | None:
        """A seed of the case that is farthest behind; None when all have or will have their states."""
        name = min(self.tallies, key=self._share)
        if self._share(name) >= 1:
            return None
        self._begun[name] += 1
        return name, self._first_seed + self._begun[name] - 1

    def take(self, tally: Tally) -> None:
        """What was found in a seed."""
        self.tallies[tally.case].add(tally)

    def _share(self, name: str) -> float:
        tally = self.tallies[name]
        of_a_seed = tally.states / tally.seeds if tally.seeds else FIRST_GUESS
        expected = tally.states + (self._begun[name] - tally.seeds) * of_a_seed
        return expected / self._goals[name]


def _explore(name: str, seed: int) -> Tally:
    return explore(CASES[name], seed)
