"""A turn of the range scanner as it would look had the base not driven on while it looked round."""

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.odometry import Odometry
from drivers.motion import Pose
from drivers.range_scan import RangeScan

OPEN_M = 12.0  # how far a ray without an echo is taken to reach


def undistorted(
    scan: RangeScan, odometry: Odometry, scanner: Pose
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(n, 2): where its rays end, in metres, seen from where the base is now; (n,): whether in an echo."""
    count = len(scan.ranges_m)
    times_s = scan.at_s - scan.turn_s * (1.0 - np.arange(1, count + 1) / max(count, 1))
    echoed = np.isfinite(scan.ranges_m)
    ranges = np.where(echoed, scan.ranges_m, OPEN_M).astype(np.float64)
    angles = scan.angles_rad + scanner.yaw_rad
    x = scanner.x_m + ranges * np.cos(angles)
    y = scanner.y_m + ranges * np.sin(angles)
    return _seen_from(odometry.pose, _placed(odometry.at(times_s), x, y)), echoed


def _placed(
    poses: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Points that were seen from `poses`, each from its own, in their frame."""
    cos, sin = np.cos(poses[:, 2]), np.sin(poses[:, 2])
    return np.stack([poses[:, 0] + cos * x - sin * y, poses[:, 1] + sin * x + cos * y], axis=1)


def _seen_from(pose: Pose, points: NDArray[np.float64]) -> NDArray[np.float64]:
    cos, sin = np.cos(pose.yaw_rad), np.sin(pose.yaw_rad)
    x, y = points[:, 0] - pose.x_m, points[:, 1] - pose.y_m
    return np.stack([cos * x + sin * y, cos * y - sin * x], axis=1)
