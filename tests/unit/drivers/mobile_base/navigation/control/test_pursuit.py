"""The piece of path ahead."""

import math

import numpy as np
import pytest

from drivers.mobile_base.navigation.control.pursuit import ahead_of, bearing, curvature
from drivers.motion import Pose

CORNER = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 3.0]])


def test_it_begins_beside_the_robot_and_knows_what_is_left() -> None:
    ahead = ahead_of(CORNER, np.array([0.5, 0.2]))
    assert ahead.points[0] == pytest.approx([0.5, 0.0])
    assert ahead.remaining_m == pytest.approx(3.5)
    assert ahead.at(1.0) == pytest.approx([1.0, 0.5])


def test_at_the_end_the_last_point_stays_ahead() -> None:
    ahead = ahead_of(CORNER, np.array([1.0, 3.4]))
    assert ahead.remaining_m == 0.0
    assert ahead.at(0.5) == pytest.approx([1.0, 3.0])


def test_a_path_of_one_point() -> None:
    ahead = ahead_of(np.array([[2.0, 1.0]]), np.zeros(2))
    assert ahead.remaining_m == 0.0
    assert ahead.at(0.3) == pytest.approx([2.0, 1.0])


def test_the_price_of_a_point_is_the_way_back_and_on() -> None:
    ahead = ahead_of(CORNER, np.zeros(2))
    on, off, beyond = ahead.cost(np.array([[0.5, 0.0], [0.5, -0.2], [1.0, 1.0]]))
    assert on < off
    assert beyond < on
    assert ahead.cost(np.zeros((1, 2)))[0] == pytest.approx(4.0)


def test_its_first_piece_does_not_know_what_lies_behind_a_corner() -> None:
    there_and_back = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 0.3], [0.0, 0.3]])
    ahead = ahead_of(there_and_back, np.zeros(2))
    assert ahead.first(0.7).cost(np.array([[0.0, 0.15]]))[0] > ahead.remaining_m


def test_bearing_and_curvature() -> None:
    pose = Pose(1.0, 1.0, math.pi / 2)
    assert bearing(pose, np.array([0.0, 1.0])) == pytest.approx(math.pi / 2)
    assert curvature(pose, np.array([0.0, 2.0])) == pytest.approx(1.0)
    assert curvature(pose, np.array([1.0, 5.0])) == pytest.approx(0.0)
