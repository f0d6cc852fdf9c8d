"""The way to a goal, planned anew as things turn up that the map does not show. Pure."""

import math
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.planning.cost_to_go import CostToGo
from drivers.mobile_base.navigation.planning.planning_grid import PlanningGrid
from drivers.motion import Pose

Path = NDArray[np.float64]
Point = tuple[float, float]

NO_PATH: Path = np.empty((0, 2))
SHORTER_M, ON_IT_M = 0.4, 0.3
NEAR_M = 1.0  # as near as this to a goal that is taken counts
USUAL, USUAL_M = 1.25, 2.0  # a way round costs seldom more than so much of the way on the map, and so much


class Way(StrEnum):
    """What kind of way there is."""

    FREE = "free"
    BESIDE = "beside"  # the goal itself is taken: the way ends as near to it as there is room
    CLOSED = "closed"  # there is one on the map, and something stands in it
    NONE = "none"  # not even on the map


class Route:
    """From wherever the robot is to one goal."""

    def __init__(self, grid: PlanningGrid, goal: Point) -> None:
        self._grid = grid
        self._goal = goal
        self._on_map = CostToGo(grid, goal)
        self.way = Way.NONE
        self.path = NO_PATH
        self.planned_s = -math.inf
        self._left_m: NDArray[np.float64] = np.empty(0)
        self._looks_far = True

    def plan(self, pose: Pose, seen: NDArray[np.float64], now: float, is_free: bool = False) -> None:
        """Plan from `pose` round `seen`, (n, 2) points of things the map does not show.

        `is_free`: nothing stands in the way it has; another must be much shorter to be taken.
        """
        found = self._planned((pose.x_m, pose.y_m), seen)
        self.planned_s = -math.inf if found is None else now
        if found is None:
            return
        way, path = found
        if is_free and self.remaining_m(pose) < _length_m(path) + SHORTER_M and self._is_on_it(pose):
            return
        self.way, self.path = way, path
        steps = np.hypot(*np.diff(self.path, axis=0).T) if len(self.path) > 1 else np.empty(0)
        self._left_m = np.append(np.cumsum(steps[::-1])[::-1], 0.0)

    def remaining_m(self, pose: Pose) -> float:
        """Along the path, from where it is nearest to `pose`; infinite without one."""
        if not len(self.path):
            return math.inf
        away_m = np.hypot(self.path[:, 0] - pose.x_m, self.path[:, 1] - pose.y_m)
        nearest = int(np.argmin(away_m))
        return float(away_m[nearest] + self._left_m[nearest])

    def shortest_m(self, pose: Pose) -> float:
        """Of the way on the map; infinite without one."""
        path = self._on_map.path_from((pose.x_m, pose.y_m))
        return _length_m(path) if len(path) else math.inf

    @property
    def end(self) -> Point:
        """Where the path ends."""
        return (float(self.path[-1, 0]), float(self.path[-1, 1])) if len(self.path) else self._goal

    @property
    def ends_beside_m(self) -> float:
        """How far from the goal."""
        return math.dist(self.end, self._goal)

    def _is_on_it(self, pose: Pose) -> bool:
        return bool(np.hypot(self.path[:, 0] - pose.x_m, self.path[:, 1] - pose.y_m).min() < ON_IT_M)

    def _planned(self, here: Point, seen: NDArray[np.float64]) -> tuple[Way, Path] | None:
        """None: no usual way is left; the next time it looks farther, which takes longer."""
        on_map = self._on_map.cost_at(here)
        if not math.isfinite(on_map):
            return Way.NONE, NO_PATH
        mask = self._grid.mask_of(seen)
        if not mask.any():
            return Way.FREE, self._on_map.path_from(here)
        most = math.inf if self._looks_far else USUAL * on_map + USUAL_M
        around = CostToGo(self._grid, self._goal, mask, most)
        path = around.path_from(here)
        looked_far, self._looks_far = self._looks_far, not len(path)
        if len(path):
            return Way.FREE, path
        if around.goal is not None and not looked_far:
            return None
        if around.goal is None and len(path := self._beside(here, mask)):
            return Way.BESIDE, path
        return Way.CLOSED, self._on_map.path_from(here)

    def _beside(self, here: Point, mask: NDArray[np.bool_]) -> Path:
        """To the reachable spot that is nearest to the goal, within a metre of it; empty without one."""
        from_here = CostToGo(self._grid, here, mask)
        for spot in _around(self._goal):
            if math.isfinite(from_here.cost_at(spot)):
                return CostToGo(self._grid, spot, mask).path_from(here)
        return NO_PATH


def _length_m(path: Path) -> float:
    return float(np.hypot(*np.diff(path, axis=0).T).sum())


def _around(goal: Point) -> list[Point]:
    """Spots from half a metre to nearly a metre around, the nearest first."""
    bearings = np.linspace(0.0, 2 * np.pi, 24, endpoint=False)
    return [
        (goal[0] + away * math.cos(bearing), goal[1] + away * math.sin(bearing))
        for away in np.arange(0.5, NEAR_M - 0.05, 0.1)
        for bearing in bearings
    ]
