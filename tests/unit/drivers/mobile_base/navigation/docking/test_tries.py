"""Docking in the simulated hall: from anywhere in the zone, and with everything that can be wrong."""

import dataclasses
import math

import pytest

from drivers.mobile_base.navigation.docking.docking import LIMIT_S, TOUCHED, UNSEEN
from drivers.motion import STILL
from simulator.hall.dock import Dock
from simulator.hall.hall import Hall
from simulator.hall.poses import Pose
from tests.support.dock_tries import DOCK, attempt, room

TRIES, MOST_FAILED = 60, 1
WALLS = room()
AHEAD = Pose(0.1, 2.0, -math.pi / 2)
LOST_AT_S = 12.0


def test_it_docks_from_anywhere_in_the_zone_and_never_touches_with_its_bumper():
    tries = [attempt(seed, walls=WALLS) for seed in range(1, TRIES + 1)]
    assert sum(not each.docked for each in tries) <= MOST_FAILED, [t.seed for t in tries if not t.docked]
    assert not any(each.touched for each in tries)
    assert max(each.seconds for each in tries) < 70
    assert max(each.fastest_m_s for each in tries if each.docked) <= 0.06


@pytest.mark.parametrize(
    ("x", "y"), [(1.0, 0.3), (-1.0, 0.3), (0.0, 0.35), (0.95, 4.9), (-0.95, 4.9), (0.04, 0.45)]
)
@pytest.mark.parametrize("yaw", [0.0, math.pi])
def test_it_docks_from_the_corners_of_the_zone(x: float, y: float, yaw: float):
    assert attempt(3, Pose(x, y, yaw), walls=WALLS).docked


def test_a_dock_without_power_is_told_as_such_and_nothing_is_driven_onto():
    dark = dataclasses.replace(DOCK, powered=False)
    tried = attempt(1, AHEAD, dock=dark, walls=WALLS)
    assert tried.step.failed == UNSEEN
    assert tried.step.twist == STILL
    assert not tried.touched
    assert tried.seconds < LIMIT_S + 1


def test_a_dock_that_loses_its_power_under_way_is_not_driven_at_in_the_dark():
    def cut(hall: Hall, now: float) -> None:
        if now >= LOST_AT_S and hall.dock is not None:
            hall.dock = dataclasses.replace(hall.dock, powered=False)

    tried = attempt(1, AHEAD, cut, walls=WALLS)
    assert UNSEEN in tried.step.failed
    assert not tried.touched


def test_somebody_who_stands_between_for_a_while_only_costs_time():
    stands: list[int] = []

    def stand(hall: Hall, now: float) -> None:
        if now >= LOST_AT_S and not stands:
            stands.append(hall.add_obstacle(0.0, 0.35, 0.1))
        elif now >= LOST_AT_S + 5 and stands[0] in hall.obstacles:
            hall.remove_obstacle(stands[0])

    tried = attempt(1, AHEAD, stand, walls=WALLS)
    assert stands
    assert tried.docked


def test_a_dock_that_is_moved_under_way_is_found_again():
    def move(hall: Hall, now: float) -> None:
        if now >= LOST_AT_S:
            hall.dock = Dock(0.4, 0.0, math.pi / 2 + 0.2)

    moved = attempt(1, Pose(0.1, 3.5, -math.pi / 2), move, walls=WALLS)
    assert moved.step.done


def test_it_gives_up_when_its_bumper_is_pressed():
    def put(hall: Hall, now: float) -> None:
        if hall.pose.y < 3.0 and not hall.obstacles:
            hall.add_obstacle(0.2, hall.pose.y - 0.3, 0.05)
            hall.add_obstacle(-0.2, hall.pose.y - 0.3, 0.05)

    tried = attempt(1, Pose(0.0, 3.5, -math.pi / 2), put, walls=WALLS)
    assert tried.touched
    assert tried.step.failed == TOUCHED
    assert tried.step.twist == STILL
