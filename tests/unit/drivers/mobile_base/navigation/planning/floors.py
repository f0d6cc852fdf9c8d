"""Floors to find a way on, drawn in figures."""

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, OccupancyGrid
from drivers.mobile_base.navigation.maps.hall_map import HallMap, Zone
from drivers.mobile_base.navigation.planning.planning_grid import PlanningGrid
from drivers.motion import Pose

RADIUS_M = 0.18
CELL_M = 0.05

Box = tuple[float, float, float, float]  # from x, y to x, y


def floor(
    width_m: float, height_m: float, *boxes: Box, cell_m: float = CELL_M, zones: tuple[Zone, ...] = ()
) -> HallMap:
    """An empty floor with these boxes on it; its corner is the origin."""
    cells = np.full((round(height_m / cell_m), round(width_m / cell_m)), FREE, np.uint8)
    for west, south, east, north in boxes:
        left, low, right, high = (round(value / cell_m) for value in (west, south, east, north))
        cells[low:high, left:right] = OCCUPIED
    return HallMap(OccupancyGrid(cell_m, Pose(0.0, 0.0, 0.0), cells), zones=zones)


def planning(hall: HallMap, radius_m: float = RADIUS_M, resolution_m: float | None = None) -> PlanningGrid:
    """Its cells for planning."""
    return PlanningGrid.of(hall, radius_m, resolution_m)


def bends_rad(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much the line turns at each of its points."""
    turns = np.diff(np.arctan2(*np.diff(path, axis=0).T[::-1]))
    return np.asarray(np.abs((turns + np.pi) % (2 * np.pi) - np.pi))
