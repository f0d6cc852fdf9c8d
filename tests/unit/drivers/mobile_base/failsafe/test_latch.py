"""What stays until a person has looked."""

import random

from drivers.mobile_base.failsafe import LATCHED, Condition, Latch


def test_a_stop_outlasts_its_condition_and_ends_by_release_only():
    latch = Latch()
    latch.see({Condition.BUMPER})
    latch.see(set())
    assert latch.held == (Condition.BUMPER,)
    latch.release()
    assert latch.held == ()


def test_what_is_still_there_is_not_released():
    latch = Latch()
    latch.see({Condition.BUMPER, Condition.EMERGENCY_STOP})
    latch.see({Condition.EMERGENCY_STOP})
    latch.release()
    assert latch.held == (Condition.EMERGENCY_STOP,)
    latch.see(set())
    assert latch.held == (Condition.EMERGENCY_STOP,)
    latch.release()
    assert latch.held == ()


def test_what_is_not_grave_enough_is_not_kept():
    latch = Latch()
    latch.see(set(Condition) - LATCHED)
    assert latch.held == ()


def test_what_happened_at_once_is_kept_and_may_be_released():
    latch = Latch()
    latch.hold(Condition.POWER_CUT)
    latch.see({Condition.CLIFF})
    assert latch.held == (Condition.CLIFF, Condition.POWER_CUT)
    latch.release()
    assert latch.held == (Condition.CLIFF,)


def test_in_fifty_thousand_steps_nothing_ends_but_by_a_person():
    chance, latch = random.Random(7), Latch()
    kinds = list(Condition)
    present: set[Condition] = set()
    for _ in range(50_000):
        before, dice = set(latch.held), chance.random()
        if dice < 0.02:
            latch.release()
            assert set(latch.held) == before & present
        else:
            present = set(chance.sample(kinds, chance.choice((0, 0, 1, 2))))
            latch.see(present)
            assert set(latch.held) == before | (present & LATCHED)
        present &= LATCHED
