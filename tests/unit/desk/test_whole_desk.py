"""The whole desk – queue, journal, staff door, two robots that die at will – against a naive judge."""

from tests.torture.model.command import run_jobs
from tests.torture.model.machine import RARE, WholeDesk, run

STEPS, JOBS, SEED = 50_000, 2, 3


def test_a_short_run_agrees_with_the_judge():
    assert run(SEED, 1000) >= 1000
    assert WholeDesk.tally.reached


def test_fifty_thousand_steps_agree_with_the_judge_and_reach_every_named_state():
    done, reached = run_jobs(SEED, STEPS, JOBS)
    assert done >= STEPS
    assert reached >= RARE, f"never reached: {sorted(RARE - reached)}"
