"""Regulated pure pursuit: the piece of path ahead, and the curves that lead back to it.

Source: R. Craig Coulter, "Implementation of the Pure Pursuit Path Tracking Algorithm" (1992): the arc to a
point at (x, y) in the robot's frame has the curvature 2y/(x² + y²).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drivers.motion import Pose

Array = NDArray[np.float64]
SPACING_M = 0.05
AHEAD_M = 2.5
OFF_PRICE = 2.5  # of a metre beside the path


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """The path from its point nearest to the robot on, SPACING_M apart; `left_m` (n,): what is after each."""

    points: Array
    left_m: Array

    @property
    def remaining_m(self) -> float:
        """To the path's end."""
        return float(self.left_m[0])

    def at(self, along_m: float) -> Array:
        """The point so far on, or the last."""
        point: Array = self.points[min(int(along_m / SPACING_M), len(self.points) - 1)]
        return point

    def cost(self, xy: Array) -> Array:
        """(c,): for each of (c, 2) points, the way back to the path and on along it, where that is least."""
        off = np.hypot(xy[:, None, 0] - self.points[:, 0], xy[:, None, 1] - self.points[:, 1])
        best: Array = (off * OFF_PRICE + self.left_m).min(1)
        return best

    def first(self, length_m: float) -> "Ahead":
        """Only so much of it: what is near to a point is not beyond what the path leads round."""
        count = max(2, int(length_m / SPACING_M) + 1)
        return Ahead(self.points[:count], self.left_m[:count])


def ahead_of(path: Array, xy: Array) -> Ahead:
    """The piece of `path` (n ≥ 1, 2) that is ahead of the robot at `xy`."""
    steps = np.hypot(*np.diff(path, axis=0).T)
    run = np.concatenate([[0.0], np.cumsum(steps)])
    count = max(2, math.ceil(run[-1] / SPACING_M) + 1)
    marks = np.minimum(np.arange(count) * SPACING_M, run[-1])
    dense = np.stack([np.interp(marks, run, path[:, axis]) for axis in (0, 1)], 1)
    first = int(np.hypot(*(dense - xy).T).argmin())
    last = min(first + int(AHEAD_M / SPACING_M), count)
    return Ahead(dense[first : last + 1], run[-1] - marks[first : last + 1])


def in_frame(pose: Pose, point: Array) -> tuple[float, float]:
    """A point of the map in the frame of `pose`."""
    dx, dy = float(point[0]) - pose.x_m, float(point[1]) - pose.y_m
    cos, sin = math.cos(pose.yaw_rad), math.sin(pose.yaw_rad)
    return cos * dx + sin * dy, cos * dy - sin * dx


def bearing(pose: Pose, point: Array) -> float:
    """Of a point of the map, seen from `pose`; left positive."""
    x, y = in_frame(pose, point)
    return math.atan2(y, x)


def curvature(pose: Pose, point: Array) -> float:
    """Of the arc from `pose` to the point; left positive, 1/m."""
    x, y = in_frame(pose, point)
    return 2.0 * y / max(x * x + y * y, 1e-4)
