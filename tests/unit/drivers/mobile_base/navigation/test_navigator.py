"""Trips from their beginning to their end, and all that may end them or keep them from beginning."""

import math
from dataclasses import replace

import pytest

from drivers.mobile_base.navigation.localisation.localiser import MonteCarloLocaliser
from drivers.mobile_base.navigation.trip import Aim, Goal
from drivers.mobile_base.navigation.watch import Health
from drivers.motion import STILL, Charger, Hold, MotionState, Notice, Pose, TripEnd, Twist
from tests.unit.drivers.mobile_base.navigation.room import PLACES, Room


@pytest.fixture
def room() -> Room:
    return Room()


def away_m(room: Room, place: str) -> float:
    goal = PLACES[place]
    return math.hypot(room.pose.x_m - goal.x_m, room.pose.y_m - goal.y_m)


def test_it_goes_to_a_place_and_faces_as_it_should(room):
    number = room.begin("desk")
    assert room.until_end(number) is TripEnd.ARRIVED
    assert away_m(room, "desk") < 0.12
    assert abs(math.remainder(room.pose.yaw_rad - PLACES["desk"].yaw_rad, math.tau)) < math.radians(10)
    outcome = room.pass_time(0.1)
    assert (outcome.report.state, outcome.report.place, outcome.twist) == (MotionState.IDLE, "desk", STILL)


def test_the_report_tells_of_the_trip_under_way(room):
    room.begin("desk")
    report = room.pass_time(3.0).report
    assert report.state is MotionState.MOVING
    assert report.trip is not None
    assert (report.trip.goal, report.trip.guiding) == ("desk", False)
    assert 3.0 < report.trip.remaining_m < 5.0
    assert report.path[-1] == (pytest.approx(5.0, abs=0.05), pytest.approx(3.0, abs=0.05))
    assert report.speed_m_s == pytest.approx(0.3, abs=0.06)
    assert report.confidence > 0.5


def test_without_a_trip_it_stands(room):
    assert room.pass_time(5.0).twist == STILL
    assert room.pose == PLACES["door"]


def test_told_to_stop_it_stops_and_the_trip_is_over(room):
    number = room.begin("desk")
    room.pass_time(3.0)
    room.navigator.cancel()
    assert room.pass_time(0.05).twist == STILL
    assert room.ends[number] is TripEnd.CANCELLED


def test_a_new_trip_ends_the_one_before(room):
    first = room.begin("desk")
    room.pass_time(2.0)
    second = room.begin("door")
    room.pass_time(0.05)
    assert room.ends == {first: TripEnd.CANCELLED}
    assert room.until_end(second) is TripEnd.ARRIVED


@pytest.mark.parametrize("why", [Hold.STAFF_PAUSE, Hold.VISIT, Hold.SCREEN_TOUCHED, Hold.MAINTENANCE])
def test_held_it_stands_at_once_and_goes_on_when_it_is_let(room, why):
    number = room.begin("desk")
    room.pass_time(3.0)
    room.navigator.hold(why, True)
    outcome = room.pass_time(0.05)
    assert (outcome.twist, outcome.report.state) == (None, MotionState.PAUSED)
    assert outcome.report.causes == (why.value,)
    stood = room.pose
    room.pass_time(20.0)
    assert room.pose == stood
    room.navigator.hold(why, False)
    assert room.until_end(number) is TripEnd.ARRIVED


def test_held_by_two_it_waits_for_both(room):
    room.begin("desk")
    room.navigator.hold(Hold.VISIT, True)
    room.navigator.hold(Hold.STAFF_PAUSE, True)
    room.navigator.hold(Hold.VISIT, False)
    assert room.pass_time(1.0).twist is None
    room.navigator.hold(Hold.STAFF_PAUSE, False)
    assert room.pass_time(1.0).twist is not None


def test_whoever_is_held_does_not_set_out(room):
    room.navigator.hold(Hold.VISIT, True)
    room.pass_time(0.1)
    number = room.begin("desk")
    room.pass_time(0.1)
    assert room.ends[number] is TripEnd.REFUSED


def test_what_the_base_has_latched_ends_the_trip_and_refuses_the_next(room):
    number = room.begin("desk")
    room.pass_time(3.0)
    room.health = Health(latched=("bumper",))
    outcome = room.pass_time(0.05)
    assert (outcome.twist, outcome.report.state) == (None, MotionState.STOPPED)
    assert room.ends[number] is TripEnd.STOPPED
    again = room.begin("desk")
    room.pass_time(0.1)
    assert room.ends[again] is TripEnd.REFUSED
    room.health = Health()
    outcome = room.pass_time(10.0)
    assert outcome.twist == STILL  # released, it does not go on by itself


def test_a_lost_base_ends_the_trip(room):
    number = room.begin("desk")
    room.pass_time(1.0)
    room.health = Health(base_online=False)
    assert room.pass_time(0.05).report.state is MotionState.OFFLINE
    assert room.ends[number] is TripEnd.FAILED


def test_without_a_fresh_scan_it_stands_within_half_a_second_and_goes_on_with_the_next(room):
    number = room.begin("desk")
    room.pass_time(3.0)
    room.sees = False
    assert room.pass_time(0.5).twist is None
    room.pass_time(3.0)
    room.sees = True
    assert room.until_end(number) is TripEnd.ARRIVED


def test_wheels_that_do_not_turn_are_noticed(room):
    number = room.begin("desk")
    room.pass_time(2.0)
    room.drives = False
    room.pass_time(2.5)
    assert room.ends[number] is TripEnd.FAILED
    assert room.notices == [Notice.CALLS_STAFF]


@pytest.mark.parametrize(
    ("percent", "aim", "ends"), [(15, Aim.GO, True), (15, Aim.DOCK, False), (5, Aim.DOCK, False)]
)
def test_with_a_low_battery_it_only_sets_out_for_its_dock(room, percent, aim, ends):
    room.battery_percent = percent
    room.pass_time(0.1)
    number = room.begin("desk", aim)
    room.pass_time(1.0)
    assert (room.ends.get(number) is TripEnd.BATTERY) is ends
    assert (room.twist != STILL and room.twist is not None) is not ends


def test_a_trip_goes_on_with_a_low_battery_and_not_with_a_critical_one(room):
    number = room.begin("desk")
    room.pass_time(2.0)
    room.battery_percent = 15
    room.pass_time(2.0)
    assert number not in room.ends
    room.battery_percent = 5
    room.pass_time(0.1)
    assert room.ends[number] is TripEnd.BATTERY


def test_a_place_without_a_way_is_unreachable(room):
    number = room.navigator.begin(replace_goal(room, x_m=5.5, y_m=0.3), room.now)
    assert room.until_end(number, 5.0) is TripEnd.UNREACHABLE


def replace_goal(room: Room, **changes: float) -> Goal:
    return replace(Goal("", 0.0, 0.0, None, 0.25), **changes)


def test_something_on_the_way_is_driven_round(room):
    room.circles = [(3.2, 0.9, 0.15)]
    number = room.navigator.begin(replace_goal(room, x_m=4.3, y_m=0.9), room.now)
    assert room.until_end(number) is TripEnd.ARRIVED


def test_closed_in_it_asks_tries_and_calls_somebody(room):
    room.circles = [
        (1.0 + 0.6 * math.cos(a), 1.0 + 0.6 * math.sin(a), 0.15) for a in (n * math.pi / 8 for n in range(16))
    ]
    number = room.begin("desk")
    assert room.until_end(number) is TripEnd.BLOCKED
    assert Notice.ASKS_FOR_WAY in room.notices
    assert room.notices[-1] is Notice.CALLS_STAFF
    assert math.hypot(room.pose.x_m - 1.0, room.pose.y_m - 1.0) < 0.27


def test_a_goal_that_is_taken_is_reached_beside(room):
    room.circles = [(5.0, 3.0, 0.2)]
    number = room.begin("desk")
    assert room.until_end(number) is TripEnd.ARRIVED
    assert 0.4 < away_m(room, "desk") < 1.2


def test_it_waits_for_a_guest_and_gives_up_on_one_who_has_gone(room):
    number = room.begin("desk", Aim.GUIDE)
    room.pass_time(10.0)
    assert room.notices == [Notice.WAITS_FOR_GUEST]
    assert (room.twist, room.states[-1]) == (STILL, MotionState.WAITING)
    assert room.until_end(number, 80.0) is TripEnd.CANCELLED


def test_guided_it_goes_slower_and_on_while_somebody_follows(room):
    number = room.begin("desk", Aim.GUIDE)
    fastest = 0.0
    while number not in room.ends and room.now < 100:
        back = room.pose.yaw_rad + math.pi
        room.circles = [(room.pose.x_m + 0.9 * math.cos(back), room.pose.y_m + 0.9 * math.sin(back), 0.2)]
        room.pass_time(0.1)
        fastest = max(fastest, room.twist.v_m_s if room.twist else 0.0)
    assert room.ends[number] is TripEnd.ARRIVED
    assert fastest == pytest.approx(0.25, abs=0.02)


def test_from_the_dock_it_drives_out_backwards_first():
    room = Room(PLACES["dock"], located=False)
    room.charger = Charger.DOCK_CHARGING
    outcome = room.pass_time(1.0)
    assert outcome.report.state is MotionState.CHARGING
    assert outcome.report.pose.x_m == pytest.approx(0.5, abs=0.06)  # on its dock it knows where it is
    number = room.begin("desk")
    room.pass_time(2.0)
    assert room.twist == Twist(-0.1, 0.0)
    room.charger = Charger.NONE
    assert room.until_end(number) is TripEnd.ARRIVED


def test_one_reading_of_a_dock_does_not_put_it_there(room):
    before = room.pass_time(0.5).report.pose
    room.charger = Charger.DOCK_CHARGING
    room.pass_time(0.05)
    room.charger = Charger.NONE
    pose = room.pass_time(0.5).report.pose
    assert (pose.x_m, pose.y_m) == pytest.approx((before.x_m, before.y_m), abs=0.1)


def test_on_its_dock_it_is_docked(room):
    room.charger = Charger.DOCK_CHARGED
    room.pass_time(0.1)
    number = room.begin("dock", Aim.DOCK)
    room.pass_time(0.1)
    assert room.ends[number] is TripEnd.ARRIVED


def test_one_who_does_not_know_where_he_is_does_not_drive_and_says_so(monkeypatch):
    monkeypatch.setattr(MonteCarloLocaliser, "observe", lambda *_: None)
    room = Room(located=False, search_s=8.0)
    number = room.begin("desk")
    twists = set()
    while number not in room.ends and room.now < 20:
        room.pass_time(0.05)
        twists.add(room.twist.v_m_s if room.twist else 0.0)
    assert twists == {0.0}
    assert room.ends[number] is TripEnd.LOST
    assert room.states[-1] is MotionState.LOST


def test_kidnapped_it_stands_finds_itself_and_goes_on(room):
    number = room.begin("desk")
    room.pass_time(3.0)
    room.pose = Pose(1.2, 3.0, 2.0)
    room.pass_time(8.0)
    assert room.until_end(number) in (TripEnd.ARRIVED, TripEnd.LOST)
    if room.ends[number] is TripEnd.ARRIVED:
        assert away_m(room, "desk") < 0.15


def test_found_again_it_forgets_what_it_saw_in_the_wrong_place(room, monkeypatch):
    forgotten = []
    monkeypatch.setattr(type(room.navigator._control), "forget", lambda _: forgotten.append(room.now))
    estimate = room.navigator.whereabouts.estimate
    for lost in (True, False):
        monkeypatch.setattr(type(room.navigator.whereabouts), "estimate", replace(estimate, lost=lost))
        room.pass_time(0.3)
    assert len(forgotten) == 1
