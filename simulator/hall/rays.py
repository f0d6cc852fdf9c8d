"""Casts rays into a hall: in strides as long as the walls allow, then exactly to the cell that was hit."""

import cv2
import numpy as np
from numpy.typing import NDArray

from simulator.hall.walls import Walls

Floats = NDArray[np.float64]
STEPS = 12
SHORTEST = 0.7  # cells
TINY = 1e-6  # cells


class RayCaster:
    """Rays against walls, metres."""

    def __init__(self, walls: Walls) -> None:
        self._res = walls.resolution_m
        self._corner = np.array([[walls.corner[0]], [walls.corner[1]]]) - self._res
        solid = np.pad(walls.solid, 1)
        beside = cv2.dilate(solid.astype(np.uint8), np.ones((3, 3), np.uint8))
        beside[0, 0] = 1  # the rim counts for nothing, and without any OpenCV gives anything
        # from a cell's square to the nearest solid one's
        between = cv2.distanceTransform(1 - beside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        strides = np.maximum(between, SHORTEST).astype(np.float64)
        strides[solid] = 0.0
        strides[0, :] = strides[-1, :] = strides[:, 0] = strides[:, -1] = 0.0
        self._rows, self._columns = solid.shape
        self._solid, self._strides = solid.ravel(), strides.ravel()

    def to_walls(self, origins: Floats, heading: Floats, farthest_m: float) -> Floats:
        """(n,) distances to the first wall of each ray; more than `farthest_m` if there is none by then.

        `origins`, `heading`: (2, n); headings of length 1.
        """
        start = (origins - self._corner) / self._res
        np.clip(start[0], 0.0, self._columns - 1e-6, out=start[0])
        np.clip(start[1], 0.0, self._rows - 1e-6, out=start[1])
        far = np.zeros(start.shape[1])
        self._march(start, heading, far)
        limit = farthest_m / self._res + 1
        if len(moving := self._moving(start, heading, far, limit)):
            few, theirs, on = start[:, moving], heading[:, moving], far[moving]
            self._march(few, theirs, on)
            if len(last := self._moving(few, theirs, on, limit)):
                on[last] = self._walk(few[:, last], theirs[:, last], on[last], limit)
            far[moving] = on
        return self._exactly(start, heading, far)

    def _moving(self, start: Floats, heading: Floats, far: Floats, limit: float) -> NDArray[np.intp]:
        return np.flatnonzero((self._stride_at(start, heading, far) > 0) & (far < limit))

    def _march(self, start: Floats, heading: Floats, far: Floats) -> None:
        """Go on for STEPS, each ray until it is in a solid cell or at the rim of the map."""
        for _ in range(STEPS):
            far += self._stride_at(start, heading, far)

    def _walk(self, start: Floats, heading: Floats, far: Floats, limit: float) -> Floats:
        """To the end at once, in the shortest strides: for the few rays that go along a wall."""
        fars = far + np.arange(0.0, limit - far.min(), SHORTEST)[:, None]
        columns = (heading[0] * fars + start[0]).astype(np.intp)
        rows = (heading[1] * fars + start[1]).astype(np.intp)
        there = self._strides.take(rows * self._columns + columns, mode="clip") == 0
        walked: Floats = np.where(there.any(0), fars[there.argmax(0), np.arange(len(far))], limit)
        return walked

    def _stride_at(self, start: Floats, heading: Floats, far: Floats) -> Floats:
        strides: Floats = self._strides.take(self._index(start, heading, far), mode="clip")
        return strides

    def _index(self, start: Floats, heading: Floats, far: Floats) -> NDArray[np.intp]:
        cells = (heading * far + start).astype(np.intp)
        index: NDArray[np.intp] = cells[1] * self._columns + cells[0]
        return index

    def _exactly(self, start: Floats, heading: Floats, far: Floats) -> Floats:
        """Where each ray has come into what is solid, in metres; inf if it has not."""
        solid = self._solid.take(self._index(start, heading, far), mode="clip")
        entered = _entered(start, heading, far)
        for _ in range(2):  # a stride may have cut the corner of the cell before
            inside = np.flatnonzero(
                self._solid.take(self._index(start, heading, entered - TINY), mode="clip")
            )
            if not len(inside):
                break
            entered[inside] = _entered(start[:, inside], heading[:, inside], entered[inside] - TINY)
        ranges: Floats = np.where(solid, entered * self._res, np.inf)
        return ranges


def headings(bearings: Floats) -> Floats:
    """(2, n) of length 1, from (n,) radians."""
    return np.stack((np.cos(bearings), np.sin(bearings)))


def _entered(start: Floats, heading: Floats, far: Floats) -> Floats:
    """Where each ray has come into the cell it is in at `far`, in cells."""
    cells = np.floor(heading * far + start)
    with np.errstate(divide="ignore", invalid="ignore"):
        rims = (cells + (heading < 0) - start) / heading
    rims[~(rims <= far + TINY)] = 0.0  # along the rim of a cell, or on it: says nothing
    entered: Floats = np.maximum(rims.max(0), 0.0)
    return entered


def to_circles(origins: Floats, heading: Floats, farthest_m: float, circles: Floats) -> Floats:
    """(n,) distances to the first of `circles`, (m, 3) of x, y, radius; inf where there is none."""
    circles = _in_sight(origins, heading, farthest_m, circles)
    if not len(circles):
        return np.full(origins.shape[1], np.inf)
    x = circles[:, 0, None] - origins[0]
    y = circles[:, 1, None] - origins[1]
    along = x * heading[0] + y * heading[1]
    square = circles[:, 2, None] ** 2 - (x * x + y * y - along * along)
    met = (square > 0) & (along > 0)
    ranges: Floats = np.where(met, along - np.sqrt(np.maximum(square, 0)), np.inf).min(0)
    return np.maximum(ranges, 0.0)


def _in_sight(origins: Floats, heading: Floats, farthest_m: float, circles: Floats) -> Floats:
    """The circles that rays of one sector, all from about the same point, can meet."""
    if len(circles) < 8:
        return circles
    x, y = circles[:, 0] - origins[0, 0], circles[:, 1] - origins[1, 0]
    distance = np.hypot(x, y)
    kept = distance < farthest_m + circles[:, 2]
    middle = heading[:, len(heading[0]) // 2]
    half = heading[:, 0] @ middle  # cosine of half the sector, if it is one of less than half a turn
    if half > 0.2 and heading[:, -1] @ middle > 0.2:
        # the nearer the circle and the larger, the wider it is seen
        wide = np.arcsin(np.minimum((circles[:, 2] + 0.1) / np.maximum(distance, 1e-6), 1.0))
        off = np.arccos(np.clip((x * middle[0] + y * middle[1]) / np.maximum(distance, 1e-6), -1, 1))
        kept &= off < np.arccos(min(half, heading[:, -1] @ middle)) + wide
    seen: Floats = circles[kept]
    return seen
