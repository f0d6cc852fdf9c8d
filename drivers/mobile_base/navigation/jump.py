"""Whether the robot was carried off: it sees another place, and odometry knows of no such move. Pure."""

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.frames import seen_from
from drivers.motion import Pose

SECTORS = 72
APART_M = 0.3  # beyond what somebody who runs, or the robot's own motion, makes of a sector in a turn
LEAST_SECTORS = 24  # with an echo then and now: fewer say nothing
SAME_SHARE = 0.5  # of them; people near by change fewer from one turn to the next
FARTHER_SHARE = 0.15  # of them: what is only nearer has come in front


class Jump:
    """Compares every turn with the one before, from where odometry says that the robot was then."""

    def __init__(self) -> None:
        self._points: NDArray[np.float64] = np.empty((0, 2))
        self._odometry = Pose(0.0, 0.0, 0.0)

    def seen(self, points: NDArray[np.float64], odometry: Pose) -> bool:
        """`points`: (n, 2) echoes in the base's frame, at this pose of its odometry."""
        before, then = self._points, self._odometry
        self._points, self._odometry = points, odometry
        expected, found = _nearest(_moved(before, seen_from(odometry, then))), _nearest(points)
        known = np.isfinite(expected) & np.isfinite(found)
        if np.count_nonzero(known) < LEAST_SECTORS:
            return False
        farther_m = found[known] - expected[known]
        same, farther = np.abs(farther_m) < APART_M, farther_m >= APART_M
        return bool(same.mean() < SAME_SHARE and farther.mean() > FARTHER_SHARE)


def _moved(points: NDArray[np.float64], pose: Pose) -> NDArray[np.float64]:
    """Points of a frame that is at `pose`."""
    cos, sin = np.cos(pose.yaw_rad), np.sin(pose.yaw_rad)
    x, y = points[:, 0], points[:, 1]
    return np.stack([pose.x_m + x * cos - y * sin, pose.y_m + x * sin + y * cos], axis=1)


def _nearest(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """(SECTORS,) the distance of the nearest point of each sector; inf without one."""
    bearings = np.arctan2(points[:, 1], points[:, 0])
    sectors = ((bearings / (2 * np.pi) + 0.5) * SECTORS).astype(np.intp) % SECTORS
    nearest = np.full(SECTORS, np.inf)
    np.minimum.at(nearest, sectors, np.hypot(points[:, 0], points[:, 1]))
    return nearest
