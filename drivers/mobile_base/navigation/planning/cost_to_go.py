"""What the way to one goal costs from everywhere."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from drivers.mobile_base.navigation.planning.clearance import Clearances, Mask
from drivers.mobile_base.navigation.planning.path import Line, points_between, rounded, straightened
from drivers.mobile_base.navigation.planning.planning_grid import Costs, PlanningGrid, cost_of

FARTHEST = 1e7  # any cost beyond is no way
ESCAPE_M = 0.5  # so far a robot that stands too near to something looks for room
ESCAPE_COST = 12.0  # for a metre of it
GOAL_M = 0.3  # so far beside a goal that is blocked is good enough

Point = tuple[float, float]


class CostToGo:
    """The field of one goal; `extra`: more blocked cells of the map (`PlanningGrid.mask_of`).

    `goal`: the point the ways lead to, up to 0.3 m beside the one that was asked for; None, there is none.
    `most`: ways that cost more are not looked for, which takes less time.
    """

    def __init__(
        self, planning: PlanningGrid, goal_m: Point, extra: Mask | None = None, most: float = FARTHEST
    ) -> None:
        self._planning = planning
        self.clearance = planning.clearance if extra is None else planning.clearance_with(extra)
        self._cost = planning.cost if extra is None else cost_of(self.clearance, planning.radius_m)
        self.goal = self._near_room(goal_m)
        self._field: Costs = np.full(self._cost.shape, np.inf)
        if self.goal is not None:
            self._field = self._spread(self.goal, min(most, FARTHEST))

    def cost_at(self, point_m: Point) -> float:
        """What the way from there costs, at least its metres; inf = no way."""
        return self._entry(point_m)[1]

    def path_from(self, point_m: Point) -> NDArray[np.float64]:
        """(n, 2) points 5 to 10 cm apart from there to the goal, (0, 2) where there is no way."""
        cell, cost = self._entry(point_m)
        if self.goal is None or not np.isfinite(cost):
            return np.empty((0, 2))
        start, cells = np.atleast_2d(point_m), self._planning.points_of(self._descent(cell))
        if np.isfinite(self._costs_at(start)[0]):
            corners = straightened(np.vstack((start, cells[1:-1], self.goal)), self._costs_at)
        else:  # out of the tight place first
            corners = np.vstack((start, straightened(np.vstack((cells[:-1], self.goal)), self._costs_at)))
        return rounded(corners, self._clearances_at)

    def _spread(self, goal: Point, most: float) -> Costs:
        """Dijkstra's field over all cells from where the way costs no more than so."""
        steps = self._planning.steps
        cost = self._cost.flat[steps.nodes]
        weights = (cost[steps.sources] + cost[steps.targets]) * steps.half_m
        graph = csr_array((weights, steps.targets, steps.starts), shape=(len(cost), len(cost)))
        row, column = self._planning.cell_of(goal)
        start = int(np.searchsorted(steps.nodes, row * self._cost.shape[1] + column))
        field = np.full(self._cost.size, np.inf)
        field[steps.nodes] = dijkstra(graph, indices=start, limit=most)
        return field.reshape(self._cost.shape)

    def _near_room(self, goal_m: Point) -> Point | None:
        """The goal, or the middle of the nearest cell where the robot fits."""
        if np.isfinite(self._cost[self._planning.cell_of(goal_m)]):
            return goal_m
        cells, distances = self._around(goal_m, GOAL_M)
        fits = np.isfinite(self._cost.flat[cells])
        if not fits.any():
            return None
        nearest = cells[fits][np.argmin(distances[fits])]
        x, y = self._planning.points_of(nearest)
        return float(x), float(y)

    def _entry(self, point_m: Point) -> tuple[int, float]:
        """The cell (flat) a way begins in, and what the way costs from the point.

        From too near to something: the cheapest cell that is reached without coming nearer to anything.
        """
        row, column = self._planning.cell_of(point_m)
        here = int(row * self._field.shape[1] + column)
        if np.isfinite(self._field.flat[here]):
            return here, float(self._field.flat[here])
        cells, distances = self._around(point_m, ESCAPE_M)
        costs = self._field.flat[cells] + ESCAPE_COST * distances
        for choice in np.argsort(costs):
            if not np.isfinite(costs[choice]):
                break
            if self._gives_way(point_m, self._planning.points_of(cells[choice])):
                return int(cells[choice]), float(costs[choice])
        return here, np.inf

    def _around(self, point_m: Point, within_m: float) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Flat indices of the cells with their middle so near, and how near."""
        reach = int(np.ceil(within_m / self._planning.resolution_m))
        rows, columns = self._planning.shape
        row, column = map(int, self._planning.cell_of(point_m))
        tall = np.arange(max(0, row - reach), min(rows, row + reach + 1))
        wide = np.arange(max(0, column - reach), min(columns, column + reach + 1))
        cells = (tall[:, None] * columns + wide[None, :]).ravel()
        distances = np.hypot(*(self._planning.points_of(cells) - point_m).T)
        near = distances <= within_m
        return cells[near], distances[near]

    def _gives_way(self, start: Point, end: ArrayLike) -> bool:
        """Whether nothing is nearer on the straight line than at its start."""
        along = self._clearances_at(points_between(start, end))
        return bool((along >= along[0] - 1e-6).all())

    def _costs_at(self, points: Line) -> Costs:
        return np.asarray(self._cost[self._planning.cell_of(points)])

    def _clearances_at(self, points: Line) -> Clearances:
        return np.asarray(self.clearance[self._planning.cell_of(points)])

    def _descent(self, cell: int) -> list[int]:
        """Flat indices from `cell` down to the goal's."""
        field, width = self._field.ravel(), self._field.shape[1]
        cost = self._cost.ravel()
        around = np.array([-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1])
        half_m = self._planning.resolution_m / 2 * np.array([2**0.5, 1, 2**0.5, 1, 1, 2**0.5, 1, 2**0.5])
        cells = [cell]
        while field[cell] > 0:
            nearer = cell + around
            through = field[nearer] + half_m * (cost[nearer] + cost[cell])
            cell = int(nearer[np.argmin(through)])
            cells.append(cell)
        return cells
