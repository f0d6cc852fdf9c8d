"""Where a base has come to, and what a turn of the scanner looked like from there."""

import math

import numpy as np
import pytest

from drivers.mobile_base.navigation.odometry import Odometry
from drivers.mobile_base.navigation.undistort import OPEN_M, undistorted
from drivers.motion import BaseReading, Pose
from drivers.range_scan import RangeScan


def reading(
    at_s: float, left_m: float, right_m: float, yaw_rad: float = 0.0, rate: float = 0.0
) -> BaseReading:
    return BaseReading(at_s, left_m, right_m, yaw_rad, rate)


def driven(speed_m_s: float, turn_rad_s: float, seconds: float) -> Odometry:
    odometry = Odometry()
    for step in range(round(seconds / 0.02) + 1):
        at = step * 0.02
        odometry.add(reading(at, speed_m_s * at, speed_m_s * at, turn_rad_s * at, turn_rad_s))
    return odometry


def test_straight_on_is_straight_on():
    odometry = driven(0.3, 0.0, 2.0)
    assert odometry.pose.x_m == pytest.approx(0.6)
    assert odometry.pose.y_m == 0.0
    assert odometry.travelled_m == pytest.approx(0.6)
    assert (odometry.twist.v_m_s, odometry.twist.w_rad_s) == (pytest.approx(0.3), 0.0)


def test_a_circle_ends_where_it_began_and_its_heading_goes_on():
    odometry = driven(0.3, 0.5, 2 * math.pi / 0.5)
    assert math.hypot(odometry.pose.x_m, odometry.pose.y_m) < 0.02
    assert odometry.pose.yaw_rad == pytest.approx(2 * math.pi, abs=0.02)


def test_the_heading_is_the_gyros_and_not_the_wheels():
    odometry = Odometry()
    odometry.add(reading(0.0, 0.0, 0.0))
    odometry.add(reading(0.02, -0.01, 0.01, 0.0))  # the wheels spun, the base did not turn
    assert odometry.pose == Pose(0.0, 0.0, 0.0)


def test_backwards_counts_down():
    odometry = driven(-0.1, 0.0, 1.0)
    assert odometry.travelled_m == pytest.approx(-0.1)
    assert odometry.twist.v_m_s == pytest.approx(-0.1)


@pytest.mark.parametrize(
    ("at_s", "left_m", "yaw_rad"),
    [(0.04, 5.0, 0.0), (0.04, 0.006, 3.0), (1.5, 0.1, 0.0)],
    ids=["too far", "turned too far", "after a gap"],
)
def test_a_base_that_counts_anew_has_not_jumped(at_s, left_m, yaw_rad):
    odometry = Odometry()
    odometry.add(reading(0.0, 0.0, 0.0))
    odometry.add(reading(0.02, 0.006, 0.006))
    odometry.add(reading(at_s, left_m, left_m, yaw_rad))
    assert odometry.pose == Pose(pytest.approx(0.006), 0.0, 0.0)
    odometry.add(reading(at_s + 0.02, left_m + 0.006, left_m + 0.006, yaw_rad))
    assert odometry.travelled_m == pytest.approx(0.012)


def test_where_it_was_is_between_its_readings_and_held_at_the_ends():
    odometry = driven(0.5, 0.0, 0.2)
    was = odometry.at(np.array([-1.0, 0.03, 9.0]))
    assert was[:, 0] == pytest.approx([0.0, 0.015, 0.1])
    assert Odometry().at(np.array([1.0])).tolist() == [[0.0, 0.0, 0.0]]


def seen_while(speed_m_s: float, turn_rad_s: float, scanner: Pose) -> tuple[np.ndarray, np.ndarray]:
    """A turn of 0.1 s around a base that ends at its odometry's pose: one post at (2, 1) of the odometry."""
    odometry = driven(speed_m_s, turn_rad_s, 1.0)
    count = 50
    angles, ranges = [], []
    for echo in range(1, count + 1):
        x, y, yaw = odometry.at(np.array([1.0 - 0.1 * (1 - echo / count)]))[0]
        x += scanner.x_m * math.cos(yaw) - scanner.y_m * math.sin(yaw)
        y += scanner.x_m * math.sin(yaw) + scanner.y_m * math.cos(yaw)
        angles.append(math.atan2(1 - y, 2 - x) - yaw - scanner.yaw_rad)
        ranges.append(math.hypot(2 - x, 1 - y))
    ranges[7] = math.nan
    scan = RangeScan(1.0, np.float32(angles), np.float32(ranges), 0.1)
    ends, echoed = undistorted(scan, odometry, scanner)
    cos, sin = math.cos(odometry.pose.yaw_rad), math.sin(odometry.pose.yaw_rad)
    in_odometry = ends @ np.array([[cos, sin], [-sin, cos]]) + (odometry.pose.x_m, odometry.pose.y_m)
    return in_odometry, echoed


@pytest.mark.parametrize("speeds", [(0.0, 0.0), (0.7, 0.0), (0.0, 1.5), (0.5, -1.0)])
@pytest.mark.parametrize("scanner", [Pose(0, 0, 0), Pose(0.1, -0.05, math.pi / 2)])
def test_a_post_stays_one_post_however_the_base_moves(speeds, scanner):
    ends, echoed = seen_while(*speeds, scanner)
    assert not echoed[7]
    assert echoed.sum() == 49
    assert np.abs(ends[echoed] - (2, 1)).max() < 0.002
    assert np.hypot(*ends[7]) > OPEN_M - 2
