"""The cells a way is looked for in, and the steps between them; made once for a hall."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from drivers.mobile_base.navigation.maps.grid import OccupancyGrid
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.planning.clearance import Clearances, Mask, blocked_cells, clearance_m

FINEST_M = 0.05
MOST_CELLS = 250_000
NEAR_COST = 4.0  # added to 1 for a metre along things, at the least distance
FALLOFF_PER_M = 8.0
STEPS = ((0, 1), (1, 0), (1, 1), (1, -1))  # rows, columns; the other four are these backwards

Costs = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Steps between neighbouring cells that are never blocked by the map, as a sparse matrix has them.

    `nodes`: flat indices of those cells. Step s leads from node `sources[s]` to `targets[s]`, sorted by
    source; `half_m`: half its length.
    """

    nodes: NDArray[np.int32]
    starts: NDArray[np.int32]
    sources: NDArray[np.int32]
    targets: NDArray[np.int32]
    half_m: NDArray[np.float64]


class PlanningGrid:
    """A hall cut into cells for planning, for a round robot of `radius_m`.

    Each is `factor` × `factor` cells of the map and as good as the best of them, so a gap in the map is a gap
    here.
    """

    def __init__(self, grid: OccupancyGrid, blocked: Mask, radius_m: float, factor: int) -> None:
        self.map = grid
        self.radius_m = radius_m
        self.resolution_m = grid.resolution_m * factor
        self._blocked = blocked
        self._factor = factor
        self.clearance = self._pooled(clearance_m(blocked, grid.resolution_m))
        self.cost = cost_of(self.clearance, radius_m)

    @classmethod
    def of(cls, hall: HallMap, radius_m: float, resolution_m: float | None = None) -> "PlanningGrid":
        """For `hall`; by default in the finest cells from 5 cm on of which 250,000 cover it."""
        finest = resolution_m or FINEST_M
        factor = max(1, round(finest / hall.grid.resolution_m))
        while resolution_m is None and hall.grid.cells.size / factor**2 > MOST_CELLS:
            factor += 1
        return cls(hall.grid, blocked_cells(hall), radius_m, factor)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.clearance.shape
        return int(rows), int(columns)

    def cell_of(self, points_m: ArrayLike) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows and columns of (..., 2) points; those outside get the nearest cell."""
        corner = (self.map.origin.x_m, self.map.origin.y_m)
        cells = np.floor((np.asarray(points_m, np.float64) - corner) / self.resolution_m).astype(np.intp)
        rows, columns = self.shape
        return np.clip(cells[..., 1], 0, rows - 1), np.clip(cells[..., 0], 0, columns - 1)

    def points_of(self, flat: ArrayLike) -> NDArray[np.float64]:
        """(n, 2) middles of cells by their flat index."""
        rows, columns = np.divmod(np.asarray(flat), self.shape[1])
        corner = (self.map.origin.x_m, self.map.origin.y_m)
        return np.asarray(np.stack((columns + 0.5, rows + 0.5), axis=-1) * self.resolution_m + corner)

    def mask_of(self, points_m: ArrayLike) -> Mask:
        """An extra mask with these (n, 2) points of the map blocked."""
        points = np.asarray(points_m, np.float64).reshape(-1, 2)
        rows, columns = self.map.cell_of(points[:, 0], points[:, 1])
        inside = self.map.holds(rows, columns)
        mask = np.zeros(self._blocked.shape, np.bool_)
        mask[rows[inside], columns[inside]] = True
        return mask

    def clearance_with(self, extra: Mask) -> Clearances:
        """As `clearance`, with more cells of the map blocked."""
        return self._pooled(clearance_m(self._blocked | extra, self.map.resolution_m))

    @cached_property
    def steps(self) -> Steps:
        """The steps there are when nothing but the map is in the way."""
        rows, columns = self.shape
        passable = self.clearance >= self.radius_m
        nodes = np.flatnonzero(passable).astype(np.int32)
        number = np.full((rows, columns), -1, np.int32)
        number.flat[nodes] = np.arange(len(nodes), dtype=np.int32)
        pairs = [_pairs(number, step) for step in STEPS]
        sources = np.concatenate([side for a, b in pairs for side in (a, b)])
        targets = np.concatenate([side for a, b in pairs for side in (b, a)])
        lengths = [math.hypot(*step) for step in STEPS]
        half_m = np.repeat(
            [self.resolution_m / 2 * length for length in lengths], [2 * len(a) for a, _ in pairs]
        )
        order = np.argsort(sources, kind="stable")
        counts = np.bincount(sources, minlength=len(nodes))
        starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        return Steps(nodes, starts, sources[order], targets[order], half_m[order])

    def _pooled(self, fine: Clearances) -> Clearances:
        """The outermost cells count as blocked, so that every cell with a way has eight neighbours."""
        factor = self._factor
        rows, columns = fine.shape
        padded = np.pad(fine, ((0, -rows % factor), (0, -columns % factor)))
        corners = [padded[down::factor, right::factor] for down in range(factor) for right in range(factor)]
        pooled = np.maximum.reduce(corners) if factor > 1 else padded.copy()
        pooled[[0, -1], :] = pooled[:, [0, -1]] = 0.0
        return np.asarray(pooled)


def cost_of(clearance: Clearances, radius_m: float) -> Costs:
    """What a metre costs: 1 in the open, more near things, inf where the robot does not fit."""
    cost = 1.0 + NEAR_COST * np.exp(-FALLOFF_PER_M * (clearance.astype(np.float64) - radius_m))
    cost[clearance < radius_m] = np.inf
    return np.asarray(cost)


def _pairs(number: NDArray[np.int32], step: tuple[int, int]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Numbers of the cells one `step` apart of which both have one."""
    down, right = step
    rows, columns = number.shape
    before = number[: rows - down, max(0, -right) : columns - max(0, right)]
    after = number[down:, max(0, right) : columns + min(0, right)]
    both = (before >= 0) & (after >= 0)
    return before[both], after[both]
