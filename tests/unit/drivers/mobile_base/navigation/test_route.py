"""The way to a goal, planned anew."""

import math

import numpy as np

from drivers.mobile_base.navigation.route import Route, Way
from drivers.motion import Pose
from tests.unit.drivers.mobile_base.navigation.planning.floors import RADIUS_M, floor, planning

START, GOAL = Pose(1.0, 2.0, 0.0), (7.0, 2.0)
HALL = floor(8.0, 10.0, (4.0, 3.5, 4.2, 8.5))  # ways below the wall, and a far one above it


def row(from_y_m: float, to_y_m: float) -> np.ndarray:
    """Things that stand across at x = 4.1."""
    y = np.arange(from_y_m, to_y_m, 0.05)
    return np.stack([np.full(y.size, 4.1), y], 1)


def begun() -> Route:
    """One with a way that is free."""
    route = Route(planning(HALL, RADIUS_M + 0.01), GOAL)
    route.plan(START, np.empty((0, 2)), 1.0)
    return route


def test_a_usual_way_round_is_found_at_once() -> None:
    route = begun()
    route.plan(START, row(1.5, 2.5), 2.0)
    assert route.way is Way.FREE
    assert route.planned_s == 2.0
    assert 6.0 < route.remaining_m(START) < 7.5


def test_a_far_way_round_is_found_by_the_next_plan_and_the_old_one_kept_until_then() -> None:
    route = begun()
    route.plan(START, row(1.5, 2.5), 2.0)
    before = route.path
    route.plan(START, row(0.0, 3.5), 3.0)
    assert route.path is before
    assert route.planned_s == -math.inf
    route.plan(START, row(0.0, 3.5), 3.1)
    assert route.way is Way.FREE
    assert route.remaining_m(START) > 14.0


def test_a_closed_way_is_told_and_does_not_stay_closed() -> None:
    route = begun()
    everything = np.concatenate([row(0.0, 3.5), row(8.5, 10.0)])
    for now in (2.0, 2.1):
        route.plan(START, everything, now)
    assert route.way is Way.CLOSED
    route.plan(START, row(0.0, 3.5), 3.0)
    assert route.way is Way.FREE


def test_a_way_that_is_free_is_kept_for_one_that_is_hardly_shorter() -> None:
    route = begun()
    route.plan(START, row(1.5, 2.5), 2.0)
    round_it = route.path
    route.plan(START, np.empty((0, 2)), 3.0, is_free=True)
    assert route.path is round_it
    route.plan(START, np.empty((0, 2)), 4.0)
    assert route.path is not round_it
