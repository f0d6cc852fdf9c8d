"""Distances of a map, looked up by point."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.maps.grid import OCCUPIED, OccupancyGrid

FAR_M = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """`values_m`: one value a cell of `grid`; points outside have `outside_m`."""

    grid: OccupancyGrid
    values_m: NDArray[np.float32]
    outside_m: float

    def at(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """The values of (…, 2) points, of the cells they lie in."""
        rows, columns = self.grid.cell_of(xy[..., 0], xy[..., 1])
        inside = self.grid.holds(rows, columns)
        found = self.values_m[np.where(inside, rows, 0), np.where(inside, columns, 0)]
        return np.where(inside, found, self.outside_m).astype(np.float64)


def walls_of(grid: OccupancyGrid) -> Field:
    """How far the next occupied cell is: what the lidar may see of this map."""
    occupied = grid.cells == OCCUPIED
    if not occupied.any():
        return Field(grid, np.full(grid.cells.shape, FAR_M, np.float32), FAR_M)
    distance = cv2.distanceTransform((~occupied).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return Field(grid, (distance * np.float32(grid.resolution_m)).astype(np.float32), FAR_M)
