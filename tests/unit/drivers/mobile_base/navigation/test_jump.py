"""A robot that is carried off notices it by what it sees; driving, turning and people near by are no jump."""

import math

import numpy as np
import pytest

from drivers.mobile_base.navigation.frames import seen_from
from drivers.mobile_base.navigation.jump import Jump
from drivers.motion import Pose

HERE = Pose(3.0, 2.0, 0.0)


def room(pose: Pose, wide_m: float = 8.0, deep_m: float = 5.0) -> np.ndarray:
    """What is seen of a room from there, 1° apart, in the robot's frame."""
    bearings = np.radians(np.arange(-180, 180))
    cos, sin = np.cos(bearings + pose.yaw_rad), np.sin(bearings + pose.yaw_rad)
    with np.errstate(divide="ignore"):
        x = np.where(cos > 0, (wide_m - pose.x_m) / cos, -pose.x_m / cos)
        y = np.where(sin > 0, (deep_m - pose.y_m) / sin, -pose.y_m / sin)
    reach = np.minimum(np.abs(x), np.abs(y))
    return np.stack([reach * np.cos(bearings), reach * np.sin(bearings)], axis=1)


@pytest.mark.parametrize("then", [HERE, Pose(3.07, 2.0, 0.0), Pose(3.0, 2.0, 0.3), Pose(3.0, 2.0, math.pi)])
def test_what_odometry_knows_of_is_no_jump(then):
    jump = Jump()
    jump.seen(room(HERE), seen_from(HERE, HERE))
    assert not jump.seen(room(then), seen_from(HERE, then))


@pytest.mark.parametrize("there", [Pose(6.5, 3.5, 1.0), Pose(1.0, 1.0, 2.5), Pose(5.0, 3.0, 0.0)])
def test_another_place_is_one(there):
    jump = Jump()
    jump.seen(room(HERE), HERE)
    assert jump.seen(room(there), HERE)
    assert not jump.seen(room(there), HERE)


def test_people_who_suddenly_stand_all_around_are_none():
    jump, points = Jump(), room(HERE)
    jump.seen(points, HERE)
    hidden = points.copy()
    hidden *= 0.5 / np.hypot(*points.T)[:, np.newaxis]  # and all around
    assert not jump.seen(hidden, HERE)


def test_with_hardly_an_echo_nothing_is_said():
    jump = Jump()
    jump.seen(room(HERE)[:60], HERE)
    assert not jump.seen(room(Pose(1.0, 1.0, 2.0))[:60], HERE)
