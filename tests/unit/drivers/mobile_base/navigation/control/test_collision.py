"""Where speeds lead, and how near that comes to things."""

import math

import numpy as np
import pytest

from drivers.mobile_base.navigation.control.collision import arcs, nearest, stops, towards
from drivers.mobile_base.navigation.control.settings import ControlSettings
from drivers.mobile_base.navigation.control.surroundings import Surroundings
from drivers.motion import STILL, Pose, Twist

SETTINGS = ControlSettings()
HOME = Pose(0.0, 0.0, 0.0)
NONE = np.empty((0, 2))


def test_a_speed_changes_no_faster_than_it_can() -> None:
    speeds = towards(0.2, np.array([0.3, -0.3, 0.2]), 0.5, np.array([0.1, 0.4, 2.0]))
    assert speeds.tolist() == [
        [0.25, 0.3, 0.3],
        [pytest.approx(0.15), pytest.approx(0.0), -0.3],
        [0.2, 0.2, 0.2],
    ]


def test_straight_on_and_a_quarter_of_a_circle() -> None:
    wanted = np.array([[0.5, 0.0], [0.5, 0.5]])
    ways, times = arcs(HOME, Twist(0.5, 0.0), wanted[:1], 2.0, 20, SETTINGS)
    assert ways[0, -1] == pytest.approx([1.0, 0.0, 0.0])
    assert (times[0], times[-1]) == (pytest.approx(0.1), 2.0)
    ways, _ = arcs(HOME, Twist(0.5, 0.5), wanted[1:], math.pi, 60, SETTINGS)
    assert ways[0, -1] == pytest.approx([1.0, 1.0, math.pi / 2], abs=2e-3)


@pytest.mark.parametrize("v", [0.1, 0.3, 0.7, -0.2])
def test_a_stop_takes_the_time_to_react_and_to_brake(v: float) -> None:
    ways, times, speeds = stops(HOME, Twist(v, 0.0), np.array([[v, 0.0]]), SETTINGS)
    assert times[0, -1] == pytest.approx(0.25 + abs(v) / 0.5)
    assert speeds[0, -1] == pytest.approx(0.0, abs=1e-9)
    assert abs(ways[0, -1, 0]) == pytest.approx(abs(v) * 0.25 + v * v, rel=0.12)


def test_it_brakes_on_its_curve() -> None:
    ways, _, _ = stops(HOME, Twist(0.3, 0.6), np.array([[0.3, 0.6]]), SETTINGS)
    x, y, yaw = ways[0].T
    assert np.hypot(x, y - 0.5) == pytest.approx(np.full(len(x), 0.5), abs=2e-3)
    assert yaw[-1] > 0.0


def test_the_least_distance_to_things_and_to_people_who_come() -> None:
    ways = np.array([[[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]])
    times = np.array([0.0, 1.0])
    standing = nearest(ways, times, np.array([[2.0, 0.0]]), np.zeros((1, 2)), np.array([0.2]))
    assert standing[0] == pytest.approx([1.8, 0.8])
    walking = nearest(ways, times, np.array([[2.0, 0.0]]), np.array([[-0.5, 0.0]]), np.array([0.2]))
    assert walking[0] == pytest.approx([1.8, 0.3])
    assert np.isinf(nearest(ways, times, NONE, NONE, np.empty(0))).all()


def test_what_touches_already_may_be_left_but_not_approached() -> None:
    around = Surroundings.around(np.zeros(2), np.array([[0.19, 0.0]]), NONE, NONE, SETTINGS)
    ways, times, _ = stops(HOME, STILL, np.array([[0.1, 0.0], [-0.1, 0.0], [0.0, 1.0]]), SETTINGS)
    assert (around.spare(ways, times).min(1) >= 0.0).tolist() == [False, True, True]


def test_people_get_more_room_than_things() -> None:
    there = np.array([[0.18 + 0.1, 0.0]])
    ways = np.array([[[0.0, 0.0, 0.0], [0.05, 0.0, 0.0]]])
    thing = Surroundings.around(np.zeros(2), there, NONE, NONE, SETTINGS)
    person = Surroundings.around(np.zeros(2), NONE, there, np.array([[0.0, 1e-9]]), SETTINGS)
    assert thing.spare(ways, np.zeros(2)).min() > 0.0
    assert person.spare(ways, np.zeros(2)).min() < 0.0
    assert not len(person.standing().points)


def test_only_what_is_in_reach_matters() -> None:
    points = np.array([[0.5, 0.0], [3.0, 0.0]])
    around = Surroundings.around(np.zeros(2), points, points + 1.0, np.array([[-2.0, 0.0]] * 2), SETTINGS)
    assert around.within(np.zeros(2), 0.6, 1.0).points.tolist() == [[0.5, 0.0], [1.5, 1.0]]
