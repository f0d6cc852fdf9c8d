"""Whether somebody who is guided still follows. Pure."""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from drivers.motion import Pose

NEAR_M = 2.0
STANDING_NEAR_M = 1.5
BESIDE_RAD = math.radians(80.0)  # from straight ahead: who is further back than this follows
PATIENCE_S = 4.0
GIVE_UP_S = 60.0


class Guest:
    """One guided trip's follower, seen by the range scanner only: whoever is behind."""

    def __init__(self, now: float) -> None:
        self._seen_s = now

    def look(
        self, pose: Pose, people: Iterable[tuple[float, float]], standing: NDArray[np.float64], now: float
    ) -> None:
        """`people`, who walk, and `standing`, (n, 2) what the map does not show: all in the map."""
        walking = np.array(list(people), dtype=float).reshape(-1, 2)
        if _is_behind(pose, walking, NEAR_M) or _is_behind(pose, standing, STANDING_NEAR_M):
            self._seen_s = now

    def is_missed(self, now: float) -> bool:
        """Nobody has followed for a while: wait."""
        return now - self._seen_s > PATIENCE_S

    def is_gone(self, now: float) -> bool:
        """Nobody comes any more."""
        return now - self._seen_s > GIVE_UP_S

    def paused(self, seconds: float) -> None:
        """Time in which nobody was to follow does not count."""
        self._seen_s += seconds


def _is_behind(pose: Pose, points: NDArray[np.float64], near_m: float) -> bool:
    if not len(points):
        return False
    x, y = points[:, 0] - pose.x_m, points[:, 1] - pose.y_m
    ahead = x * math.cos(pose.yaw_rad) + y * math.sin(pose.yaw_rad)
    distance = np.hypot(x, y)
    return bool(np.any((distance <= near_m) & (ahead <= distance * math.cos(BESIDE_RAD))))
