"""The machine: all rules under one judge, and how it is run from a seed."""

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.model.counter_rules import AtTheCounters
from tests.torture.model.door_rules import AtTheDoor
from tests.torture.model.judge import Judged
from tests.torture.model.life_rules import Life
from tests.torture.model.paper_rules import OnPaper

PHASES = (Phase.generate, Phase.shrink)
STEPS_A_DAY, DAYS_A_BATCH = 100, 20
RARE = frozenset(
    {
        "a first treat because a person asked",
        "another paper because a person asked",
        "another treat because a person asked",
        "a doubt was closed",
        "a login",
        "a name is locked",
        "a reprint is uncertain too",
        "a request was repeated",
        "a session held",
        "a session was over",
        "a wait was estimated",
        "a wrong PIN",
        "closed",
        "cut after the commit, before the answer",
        "cut before the commit",
        "cut between the intent and the first byte",
        "the clock was set back",
        "undone: back",
        "undone: call",
        "undone: finish",
        "undone: finish and call",
        "undone: no_show",
        "undone: transfer",
    }
)


class WholeDesk(AtTheCounters, OnPaper, AtTheDoor, Life, Judged):
    """Two robots, three counters, three services."""


def settings_for(days: int) -> settings:
    """So many runs of `STEPS_A_DAY` steps; nothing is remembered from other runs."""
    return settings(
        max_examples=days,
        stateful_step_count=STEPS_A_DAY,
        phases=PHASES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )


def run(first_seed: int, steps: int) -> int:
    """Run batches, each with the next seed, until so many steps were executed; how many that were."""
    begun = WholeDesk.tally.steps
    while (done := WholeDesk.tally.steps - begun) < steps:
        try:
            run_state_machine_as_test(seed(first_seed)(WholeDesk), settings=settings_for(DAYS_A_BATCH))
        except BaseException as error:
            error.add_note(f"replay: python -m tests.torture model --seed {first_seed} --steps 1 --jobs 1")
            raise
        first_seed += 1
    return done
