"""A hall cut into square cells, each free, occupied or unknown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from drivers.motion import Pose

FREE, OCCUPIED, UNKNOWN = 0, 100, 255

Cells = NDArray[np.uint8]
Indices = NDArray[np.intp]
Metres = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class OccupancyGrid:
    """`cells`: (rows, columns) uint8 of FREE, OCCUPIED, UNKNOWN; row 0 has lowest y, column 0 lowest x.

    `origin`: the outer corner of cell (0, 0) in the map. Raises ValueError for a map that is turned.
    """

    resolution_m: float
    origin: Pose
    cells: Cells

    def __post_init__(self) -> None:
        if self.origin.yaw_rad:
            raise ValueError(
                f"a map turned by {self.origin.yaw_rad:g} rad is not supported (turn the picture)"
            )

    @property
    def rows(self) -> int:
        """Cells from south to north."""
        return int(self.cells.shape[0])

    @property
    def columns(self) -> int:
        """Cells from west to east."""
        return int(self.cells.shape[1])

    @property
    def size_m(self) -> tuple[float, float]:
        """Width and height."""
        return self.columns * self.resolution_m, self.rows * self.resolution_m

    def cell_of(self, x_m: ArrayLike, y_m: ArrayLike) -> tuple[Indices, Indices]:
        """Row and column of the cells these points lie in; outside the map they are negative or too large."""
        columns = np.floor((np.asarray(x_m, np.float64) - self.origin.x_m) / self.resolution_m)
        rows = np.floor((np.asarray(y_m, np.float64) - self.origin.y_m) / self.resolution_m)
        return rows.astype(np.intp), columns.astype(np.intp)

    def point_of(self, row: ArrayLike, column: ArrayLike) -> tuple[Metres, Metres]:
        """The middle of these cells, x and y."""
        x = self.origin.x_m + (np.asarray(column, np.float64) + 0.5) * self.resolution_m
        y = self.origin.y_m + (np.asarray(row, np.float64) + 0.5) * self.resolution_m
        return x, y

    def holds(self, row: ArrayLike, column: ArrayLike) -> NDArray[np.bool_]:
        """Whether these cells are on the map."""
        rows, columns = np.asarray(row), np.asarray(column)
        return (rows >= 0) & (rows < self.rows) & (columns >= 0) & (columns < self.columns)

    def at(self, x_m: ArrayLike, y_m: ArrayLike) -> Cells:
        """What is at these points; UNKNOWN outside the map."""
        rows, columns = self.cell_of(x_m, y_m)
        inside = self.holds(rows, columns)
        found = self.cells[np.where(inside, rows, 0), np.where(inside, columns, 0)]
        return np.where(inside, found, np.uint8(UNKNOWN)).astype(np.uint8)
