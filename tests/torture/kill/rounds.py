"""Many rounds: days side by side, each on a folder of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from tests.torture.kill.day import Day, Result

DAY_ROUNDS = 200  # the journal and the pile of papers of one day stay small
LANES = 2


def days(rounds: int, seed: int, day_rounds: int) -> Iterator[tuple[int, int]]:
    """The seed and the rounds of each day."""
    chance = Random(seed)
    while rounds > 0:
        yield chance.randrange(1, 1_000_000), min(rounds, day_rounds)
        rounds -= day_rounds


def run(
    folder: Path,
    rounds: int,
    seed: int,
    *,
    day_rounds: int = DAY_ROUNDS,
    lanes: int = LANES,
    told: Callable[[Result], None] = lambda _: None,
) -> Result:
    """Do `rounds` rounds, `lanes` days at a time; `told` hears what there is after each day."""
    total = Result()

    def one(day: tuple[int, int]) -> Result:
        day_seed, count = day
        result = Day(folder / f"day-{day_seed}", day_seed).run(count)
        result.wrong = [f"day {day_seed}: {wrong}" for wrong in result.wrong]
        return result

    with ThreadPoolExecutor(lanes) as pool:
        for result in pool.map(one, days(rounds, seed, day_rounds)):
            total.add(result)
            told(total)
    return total
