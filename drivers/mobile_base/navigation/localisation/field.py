"""How far everything is from what reflects on the map."""

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.localisation.settings import LocaliserSettings
from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, OccupancyGrid

Floats = NDArray[np.float32]
Poses = NDArray[np.float64]

FAR_M = 2.0


class ReflectorField:
    """Looks up distances and likelihoods; nothing reflects outside the map.

    `distance_m`: (rows + 2, columns + 2), at most FAR_M, with a border of one cell around the map.
    """

    def __init__(self, grid: OccupancyGrid, settings: LocaliserSettings) -> None:
        self.grid = grid
        self.resolution_m = grid.resolution_m
        clear = grid.cells != OCCUPIED
        self.distance_m = _distances(clear, grid.resolution_m)
        self.free = np.pad(grid.cells == FREE, 1)
        self._columns = np.int32(self.distance_m.shape[1])
        self._last = np.float32(self.distance_m.shape[1] - 1), np.float32(self.distance_m.shape[0] - 1)
        near = np.exp(
            -0.5 * np.square(_to_surface(self.distance_m, clear, grid.resolution_m) / settings.echo_sigma_m)
        )
        self._gain = np.log1p(near / settings.floor).astype(np.float32).ravel()
        self._flat = self.distance_m.ravel()

    def gain(self, poses: Poses, points: Floats) -> Floats:
        """(n,) log-likelihood of (b, 2) `points` seen from (n, 3) `poses`, above that of unmapped things."""
        gains: Floats = self._gain[self._cells(poses, points)].sum(axis=1)
        return gains

    def distances(self, poses: Poses, points: Floats) -> Floats:
        """(n, b) metres from `points`, seen from `poses`, to what is on the map."""
        found: Floats = self._flat[self._cells(poses, points)]
        return found

    def distances_at(self, x_m: Floats, y_m: Floats) -> Floats:
        """Metres from points of the map to what is on it."""
        found: Floats = self._flat[self._index(self._column(x_m), self._row(y_m))]
        return found

    def _cells(self, poses: Poses, points: Floats) -> NDArray[np.int32]:
        per_m = 1.0 / self.resolution_m
        cos = (np.cos(poses[:, 2]) * per_m).astype(np.float32)[:, None]
        sin = (np.sin(poses[:, 2]) * per_m).astype(np.float32)[:, None]
        ahead, left = points[:, 0], points[:, 1]
        columns = cos * ahead - sin * left + self._column(poses[:, 0])[:, None]
        rows = sin * ahead + cos * left + self._row(poses[:, 1])[:, None]
        return self._index(columns, rows)

    def _column(self, x_m: NDArray[np.floating]) -> Floats:
        return ((x_m - self.grid.origin.x_m) / self.resolution_m + 1.0).astype(np.float32)

    def _row(self, y_m: NDArray[np.floating]) -> Floats:
        return ((y_m - self.grid.origin.y_m) / self.resolution_m + 1.0).astype(np.float32)

    def _index(self, columns: Floats, rows: Floats) -> NDArray[np.int32]:
        np.clip(columns, 0.0, self._last[0], out=columns)
        np.clip(rows, 0.0, self._last[1], out=rows)
        return rows.astype(np.int32) * self._columns + columns.astype(np.int32)


def _distances(clear: NDArray[np.bool_], resolution_m: float) -> Floats:
    """From the middle of each cell to that of the next one that is not clear; a border of FAR_M around."""
    if clear.all():  # OpenCV gives anything then
        return np.full(np.add(clear.shape, 2), FAR_M, np.float32)
    cells = cv2.distanceTransform(clear.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    near = np.minimum(np.asarray(cells, np.float32) * np.float32(resolution_m), np.float32(FAR_M))
    return np.pad(near, 1, constant_values=FAR_M)


def _to_surface(outside_m: Floats, clear: NDArray[np.bool_], resolution_m: float) -> Floats:
    """To the faces of what reflects, from within it too: thick walls must not draw echoes in."""
    inside_m = _distances(~clear, resolution_m)
    return np.maximum(np.maximum(outside_m, inside_m) - np.float32(resolution_m / 2), np.float32(0.0))
