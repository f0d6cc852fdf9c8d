"""What stands in a hall for good: a grid of cells, solid or not, and exact distances to the solid ones."""

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

EXACT_WITHIN_M = 0.5  # beyond, distances are interpolated and right to about a cell
TILE_M = 0.25


class Nearest(NamedTuple):
    """The nearest point of a wall: how far, and in which direction from where it was asked (unit vector)."""

    distance_m: float
    toward_x: float
    toward_y: float


class Walls:
    """`solid`, `free`: (rows, columns) of bool, row 0 at the lowest y; what is neither is unknown.

    `corner`: the map's x and y of the lower left corner, m.
    """

    def __init__(
        self,
        solid: NDArray[np.bool_],
        free: NDArray[np.bool_],
        resolution_m: float,
        corner: tuple[float, float],
    ) -> None:
        self.solid, self.free = solid.copy(), free & ~solid
        self.resolution_m, self.corner = resolution_m, corner
        self.distance_m = _distances(self.solid, resolution_m)
        self._edges = self._edge_cells()
        self._tiles: dict[tuple[int, int], NDArray[np.float64]] = {}

    @property
    def size_m(self) -> tuple[float, float]:
        """How wide and how high the map is."""
        rows, columns = self.solid.shape
        return columns * self.resolution_m, rows * self.resolution_m

    def cell_of(self, x: float, y: float) -> tuple[int, int]:
        """Row and column; may lie outside."""
        return (
            math.floor((y - self.corner[1]) / self.resolution_m),
            math.floor((x - self.corner[0]) / self.resolution_m),
        )

    def is_free(self, x: float, y: float) -> bool:
        """Whether there is known floor."""
        row, column = self.cell_of(x, y)
        rows, columns = self.solid.shape
        return 0 <= row < rows and 0 <= column < columns and bool(self.free[row, column])

    def rough_m(self, x: float, y: float) -> float:
        """About how far the nearest wall is, to within a cell; 0 inside it and outside the map."""
        row, column = self.cell_of(x, y)
        rows, columns = self.solid.shape
        return float(self.distance_m[row, column]) if 0 <= row < rows and 0 <= column < columns else 0.0

    def nearest(self, x: float, y: float) -> Nearest:
        """The nearest wall: exact within EXACT_WITHIN_M, beyond that a distance without a direction."""
        rough = self.rough_m(x, y)
        if rough == 0.0:
            return Nearest(0.0, 0.0, 0.0)
        if rough > EXACT_WITHIN_M:
            return Nearest(rough, 0.0, 0.0)
        corners = self._near(x, y)
        if not len(corners):
            return Nearest(max(rough, EXACT_WITHIN_M), 0.0, 0.0)
        dx = np.clip(x, corners[:, 0], corners[:, 0] + self.resolution_m) - x
        dy = np.clip(y, corners[:, 1], corners[:, 1] + self.resolution_m) - y
        squares = dx * dx + dy * dy
        at = int(squares.argmin())
        distance = math.sqrt(squares[at]) or 1e-9
        return Nearest(distance, float(dx[at]) / distance, float(dy[at]) / distance)

    def _near(self, x: float, y: float) -> NDArray[np.float64]:
        """Lower left corners of the solid cells that can be the nearest to points of the tile of (x, y)."""
        key = math.floor(x / TILE_M), math.floor(y / TILE_M)
        if key not in self._tiles:
            reach = EXACT_WITHIN_M + TILE_M
            middle = np.array([(key[0] + 0.5) * TILE_M, (key[1] + 0.5) * TILE_M])
            near = np.abs(self._edges + self.resolution_m / 2 - middle).max(1) < reach
            self._tiles[key] = self._edges[near]
        return self._tiles[key]

    def _edge_cells(self) -> NDArray[np.float64]:
        """Solid cells that touch one that is not."""
        padded = np.pad(self.solid, 1)
        inner = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
        rows, columns = np.nonzero(self.solid & ~inner)
        corners: NDArray[np.float64] = np.stack((columns, rows), 1) * self.resolution_m + np.array(
            self.corner
        )
        return corners


def _distances(solid: NDArray[np.bool_], resolution_m: float) -> NDArray[np.float32]:
    """From the middle of each cell to the nearest solid cell's rim; 0 in solid cells."""
    if not solid.any():
        return np.full(solid.shape, 1e3, np.float32)
    pixels = cv2.distanceTransform((~solid).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    rims: NDArray[np.float32] = (np.maximum(pixels - 0.5, 0) * resolution_m).astype(np.float32)
    return rims
