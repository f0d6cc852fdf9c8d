"""Ways for people through a hall: costs to go on a coarse grid, kept for each goal."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from simulator.hall.walls import Walls

CELL_M = 0.2
ROOM_M = 0.28  # to the nearest wall, for the widest of people
LOOK_AHEAD = 3  # cells
Point = tuple[float, float]


class Ways:
    """Where people can walk. Points are in the map, metres."""

    def __init__(self, walls: Walls) -> None:
        wide, high = walls.size_m
        self._corner = walls.corner
        self._shape = (max(1, int(high / CELL_M)), max(1, int(wide / CELL_M)))
        rows, columns = np.indices(self._shape)
        at = ((np.stack((rows, columns)) + 0.5) * CELL_M / walls.resolution_m).astype(np.intp)
        self.open: NDArray[np.bool_] = walls.free[*at] & (walls.distance_m[*at] >= ROOM_M)
        self._graph = _graph(self.open)
        self._known: dict[int, tuple[NDArray[np.float64], NDArray[np.int32]]] = {}
        self._points = [self._point_of(int(cell)) for cell in np.flatnonzero(self.open)]

    @property
    def points(self) -> list[Point]:
        """The middle of every cell where somebody can stand."""
        return self._points

    def cost(self, of: Point, to: Point) -> float:
        """How long the way is, m; inf = there is none."""
        start = self._cell(of)
        return math.inf if start is None else float(self._to(to)[0][start])

    def next_point(self, of: Point, to: Point) -> Point | None:
        """Where to walk next; None = there is no way."""
        cell = self._cell(of)
        if cell is None:
            return None
        costs, before = self._to(to)
        if not math.isfinite(costs[cell]):
            return None
        for _ in range(LOOK_AHEAD):
            if before[cell] < 0:
                return to
            cell = int(before[cell])
        return self._point_of(cell)

    def _to(self, goal: Point) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        cell = self._cell(goal)
        if cell is None:
            return np.full(self.open.size, math.inf), np.full(self.open.size, -1, np.int32)
        if cell not in self._known:
            costs, before = dijkstra(self._graph, directed=False, indices=cell, return_predecessors=True)
            self._known[cell] = costs, before
        return self._known[cell]

    def _cell(self, point: Point) -> int | None:
        """The open cell nearest to a point, among its own and those around it."""
        row, column = ((point[axis] - self._corner[axis]) / CELL_M for axis in (1, 0))
        around = [
            (math.hypot(r + 0.5 - row, c + 0.5 - column), r * self._shape[1] + c)
            for r in range(int(row) - 1, int(row) + 2)
            for c in range(int(column) - 1, int(column) + 2)
            if 0 <= r < self._shape[0] and 0 <= c < self._shape[1] and self.open[r, c]
        ]
        return min(around)[1] if around else None

    def _point_of(self, cell: int) -> Point:
        row, column = divmod(cell, self._shape[1])
        return self._corner[0] + (column + 0.5) * CELL_M, self._corner[1] + (row + 0.5) * CELL_M


def _graph(is_open: NDArray[np.bool_]) -> csr_array:
    """Neighbours of open cells, eight around, none across a corner."""
    rows, columns = is_open.shape
    number = np.arange(is_open.size).reshape(is_open.shape)
    froms, tos, lengths = [], [], []
    for dr, dc in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = (slice(0, rows - dr), slice(max(0, -dc), columns - max(0, dc)))
        there = (slice(dr, rows), slice(max(0, dc), columns - max(0, -dc)))
        both = is_open[here] & is_open[there]
        if dr and dc:
            both &= is_open[here[0], there[1]] & is_open[there[0], here[1]]
        froms.append(number[here][both])
        tos.append(number[there][both])
        lengths.append(np.full(int(both.sum()), CELL_M * math.hypot(dr, dc)))
    size = is_open.size
    edges = (np.concatenate(froms), np.concatenate(tos))
    return csr_array((np.concatenate(lengths), edges), shape=(size, size))
