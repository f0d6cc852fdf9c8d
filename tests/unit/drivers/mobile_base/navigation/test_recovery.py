"""What is tried when a trip does not get on."""

import pytest

from drivers.mobile_base.navigation.recovery import BY_OBSTACLE, BY_PERSON, MOVES_S, Deed, Recovery
from drivers.motion import Notice


def tried(by_person: bool, until_s: float = 70.0, remaining_m: float = 5.0) -> list[tuple[float, Deed]]:
    recovery = Recovery(0.0)
    recovery.step(0.0, remaining_m, by_person)
    steps = [(n * 0.05, recovery.step(n * 0.05, remaining_m, by_person)) for n in range(1, int(until_s * 20))]
    return [(at, rung.deed) for at, rung in steps if rung is not None]


@pytest.mark.parametrize(("by_person", "rungs"), [(True, BY_PERSON), (False, BY_OBSTACLE)])
def test_everything_is_tried_once_in_its_order_and_given_up_at_the_end(by_person, rungs):
    done = tried(by_person)
    assert [deed for _, deed in done] == [rung.deed for rung in rungs]
    assert [at for at, _ in done] == pytest.approx([rung.after_s for rung in rungs], abs=0.06)
    assert done[-1][1] is Deed.GIVE_UP


@pytest.mark.parametrize("rungs", [BY_PERSON, BY_OBSTACLE])
def test_the_last_thing_is_to_call_somebody(rungs):
    assert rungs[-1].notice is Notice.CALLS_STAFF
    assert all(rung.deed is not Deed.GIVE_UP for rung in rungs[:-1])
    assert [rung.after_s for rung in rungs] == sorted(rung.after_s for rung in rungs)


def test_a_person_is_asked_before_anything_is_tried():
    assert BY_PERSON[0].notice is Notice.ASKS_FOR_WAY


def test_who_gets_on_needs_nothing():
    recovery = Recovery(0.0)
    assert not [n for n in range(1000) if recovery.step(n * 0.1, 100 - n * 0.02, False)]
    assert recovery.begun == 0


def test_swaying_to_and_fro_is_not_getting_on():
    recovery = Recovery(0.0)
    recovery.step(0.0, 5.0, False)
    rungs = [recovery.step(n * 0.1, 5.0 + 0.1 * (-1) ** n, False) for n in range(1, 100)]
    assert [rung.deed for rung in rungs if rung][:2] == [Deed.LOOK_AGAIN, Deed.BACK_UP]


def test_a_much_longer_way_begins_anew_and_a_little_longer_one_does_not():
    recovery = Recovery(0.0)
    recovery.step(0.0, 5.0, False)
    recovery.planned(5.5, 1.0)
    assert recovery.waited_s(2.0) == 2.0
    recovery.planned(7.0, 2.0)
    assert recovery.waited_s(2.0) == 0.0
    assert recovery.step(4.0, 7.0, False) is None


def test_time_it_was_held_does_not_count():
    recovery = Recovery(0.0)
    recovery.step(0.0, 5.0, False)
    recovery.paused(100.0)
    assert recovery.step(102.0, 5.0, False) is None
    assert recovery.step(102.6, 5.0, False).deed is Deed.LOOK_AGAIN


def test_what_was_tried_is_counted_and_asking_is_not():
    recovery = Recovery(0.0)
    recovery.step(0.0, 5.0, True)
    for at in (3.1, 9.1, 14.1, 19.1):
        assert recovery.step(at, 5.0, True) is not None
    assert recovery.begun == 2


def test_backing_up_and_coming_back_is_not_getting_on():
    recovery = Recovery(0.0)
    recovery.step(0.0, 5.0, False)
    assert recovery.step(4.1, 5.0, False).deed is Deed.BACK_UP
    recovery.planned(5.4, 6.0)
    recovery.step(7.0, 5.1, False)
    assert recovery.waited_s(7.0) == 7.0


def test_turning_freely_is_no_waiting_but_not_for_ever():
    recovery = Recovery(0.0)
    recovery.step(0.0, 5.0, False)
    due = []
    for tick in range(1, 400):
        recovery.moves(0.05)
        due += [tick * 0.05] if recovery.step(tick * 0.05, 5.0, False) else []
    assert due[0] == pytest.approx(MOVES_S + BY_OBSTACLE[0].after_s, abs=0.11)
