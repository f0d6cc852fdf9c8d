"""Which conditions are in force, and what a robot does that is lost."""

from dataclasses import replace

import pytest

from drivers.mobile_base.failsafe import Condition
from drivers.mobile_base.navigation.localisation.localiser import Estimate
from drivers.mobile_base.navigation.search import STAND_S, Search
from drivers.mobile_base.navigation.settings import NavigationSettings
from drivers.mobile_base.navigation.watch import GONE_S, Health, Watch
from drivers.motion import STILL, BaseReading, Charger, Hold, Pose

WELL = Health()
READING = BaseReading(10.0, 0.0, 0.0, 0.0, 0.0, battery_percent=80)


def conditions(
    now: float = 10.0,
    health: Health = WELL,
    reading: BaseReading | None = READING,
    scan_at_s: float | None = 10.0,
    holds: frozenset[Hold] = frozenset(),
) -> set[Condition]:
    return Watch().conditions(now, health, reading, scan_at_s, holds)


def test_nothing_is_wrong_with_a_robot_that_is_well():
    assert conditions() == set()


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"now": 10.11, "scan_at_s": 10.1}, {Condition.BASE_SILENT}),
        ({"reading": None}, {Condition.BASE_SILENT}),
        ({"scan_at_s": 9.59}, {Condition.LIDAR_STALE}),
        ({"scan_at_s": None}, {Condition.LIDAR_STALE}),
        ({"health": Health(scanner_online=False)}, {Condition.LIDAR_STALE}),
        ({"health": Health(base_online=False)}, {Condition.LINK_LOST}),
        ({"health": Health(latched=("bumper", "cliff"))}, {Condition.BUMPER, Condition.CLIFF}),
        ({"holds": frozenset({Hold.VISIT})}, {Condition.VISIT}),
        ({"holds": frozenset({Hold.STAFF_PAUSE})}, {Condition.STAFF_PAUSE}),
        ({"holds": frozenset({Hold.UNSEEN})}, {Condition.POWER_CUT}),
    ],
)
def test_each_condition_has_its_cause(given, found):
    assert conditions(**given) == found


def test_every_hold_is_a_condition_of_its_own():
    assert len(conditions(holds=frozenset(Hold))) == len(Hold)


def test_a_scan_that_is_old_but_not_stale_is_enough():
    assert conditions(scan_at_s=9.65) == set()


def test_a_scanner_that_does_not_come_back_is_lost_like_a_base():
    watch, gone = Watch(), Health(scanner_online=False)
    reading = replace(READING, at_s=10.0 + GONE_S)
    assert watch.conditions(10.0, gone, READING, 9.0, frozenset()) == {Condition.LIDAR_STALE}
    later = watch.conditions(10.0 + GONE_S, gone, reading, 9.0, frozenset())
    assert {Condition.LIDAR_STALE, Condition.LINK_LOST} <= later


def test_a_step_that_was_late_is_noticed_once():
    watch = Watch()
    assert watch.conditions(9.5, WELL, replace(READING, at_s=9.5), 9.5, frozenset()) == set()
    assert watch.conditions(10.0, WELL, READING, 10.0, frozenset()) == {Condition.COMMAND_SILENCE}
    assert watch.conditions(10.05, WELL, READING, 10.0, frozenset()) == set()


@pytest.mark.parametrize(
    ("percent", "charger", "found"),
    [
        (21, Charger.NONE, set()),
        (20, Charger.NONE, {Condition.BATTERY_LOW}),
        (8, Charger.NONE, {Condition.BATTERY_LOW, Condition.BATTERY_CRITICAL}),
        (8, Charger.DOCK_CHARGING, {Condition.BATTERY_LOW}),
        (None, Charger.NONE, set()),
    ],
)
def test_the_battery_is_low_and_then_critical(percent, charger, found):
    assert conditions(reading=replace(READING, battery_percent=percent, charger=charger)) == found


def test_a_low_battery_is_low_until_it_is_well_charged():
    watch = Watch()
    found = [
        watch.conditions(10.0, WELL, replace(READING, battery_percent=percent), 10.0, frozenset())
        for percent in (25, 20, 25, 29, 30, 25)
    ]
    low = {Condition.BATTERY_LOW}
    assert found == [set(), low, low, low, set(), set()]


def estimate(lost: bool, turning_helps: bool = True) -> Estimate:
    return Estimate(Pose(0, 0, 0), 0.1, 0.1, 0.5, lost, turning_helps=turning_helps)


def test_one_who_knows_where_he_is_does_not_search():
    assert Search(NavigationSettings()).step(0.0, estimate(False), True) == STILL


def test_a_lost_robot_stands_then_turns_then_says_so():
    search = Search(NavigationSettings())
    found = [search.step(now, estimate(True), True) for now in (0.0, STAND_S, STAND_S + 0.1, 30.0, 30.1)]
    assert found[:2] == [STILL, STILL]
    assert found[2].v_m_s == 0.0
    assert found[2].w_rad_s != 0.0
    assert found[3] == found[2]
    assert found[4] is None


@pytest.mark.parametrize(("has_trip", "helps"), [(False, True), (True, False)])
def test_it_does_not_turn_in_vain_nor_unasked(has_trip, helps):
    search = Search(NavigationSettings())
    assert {search.step(now, estimate(True, helps), has_trip) for now in (0.0, 10.0, 20.0)} == {STILL}


def test_once_found_or_told_it_begins_anew():
    search = Search(NavigationSettings())
    search.step(0.0, estimate(True), True)
    search.step(29.0, estimate(False), True)
    assert search.step(40.0, estimate(True), True) == STILL
    search.forget()
    assert search.step(75.0, estimate(True), True) == STILL
