"""How far the lidar saw, bearing by bearing."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drivers.motion import Pose

Array = NDArray[np.float64]
BINS = 450
OPEN_M = 4.0  # an echo that did not come back says less than one that came from far: things can be black
_WIDTH_RAD = math.tau / BINS


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What one turn of the lidar saw from `pose`. `free_m`: by bearing, how far it is surely free."""

    pose: Pose
    free_m: Array

    @classmethod
    def of(cls, pose: Pose, points: Array, open_rad: Array | None = None) -> "View":
        """From (n, 2) echoes around the scanner, and bearings without one."""
        return cls(pose, free_ranges(points, open_rad))

    def beyond(self, xy: Array) -> tuple[Array, Array]:
        """For (n, 2) points of the map: how far it saw beyond each, if at all, and how far each is."""
        dx, dy = xy[:, 0] - self.pose.x_m, xy[:, 1] - self.pose.y_m
        distance = np.hypot(dx, dy)
        return self.free_m[bins_of(np.arctan2(dy, dx) - self.pose.yaw_rad)] - distance, distance


def free_ranges(points: Array, open_rad: Array | None) -> Array:
    """For each bearing, how far it is surely free; 0 where nothing is known.

    A bearing counts together with both its neighbours, so that a thin edge is not seen through.
    """
    nearest = np.full(BINS, np.inf)
    np.minimum.at(
        nearest, bins_of(np.arctan2(points[:, 1], points[:, 0])), np.hypot(points[:, 0], points[:, 1])
    )
    if open_rad is not None and open_rad.size:
        np.minimum.at(nearest, bins_of(open_rad), OPEN_M)
    around = np.minimum(np.minimum(np.roll(nearest, 1), nearest), np.roll(nearest, -1))
    return np.where(np.isfinite(around), around, 0.0)


def bins_of(bearings_rad: Array) -> NDArray[np.intp]:
    """Indices of the bearings."""
    turns: NDArray[np.intp] = np.floor(bearings_rad / _WIDTH_RAD).astype(np.intp) % BINS
    return turns
