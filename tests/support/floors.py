"""Floors to try: fields of posts that the map does not show, and people who cross."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.control.local import Blocker, LocalControl, LocalDecision
from drivers.mobile_base.navigation.control.pursuit import ahead_of
from drivers.mobile_base.navigation.control.settings import ControlSettings
from drivers.mobile_base.navigation.maps.grid import OccupancyGrid
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.planning.cost_to_go import CostToGo
from drivers.mobile_base.navigation.planning.path import length_m
from drivers.mobile_base.navigation.planning.planning_grid import PlanningGrid
from drivers.motion import Pose
from tests.support.floor import POST_M, STEP_S, Floor, Walker, room

CELL_M = 0.15
RESOLUTION_M = 0.05


def empty_hall(width_m: float, height_m: float) -> HallMap:
    """A map of nothing but four walls around."""
    rows, columns = round(height_m / RESOLUTION_M) + 2, round(width_m / RESOLUTION_M) + 2
    cells = np.zeros((rows, columns), np.uint8)
    cells[[0, -1], :] = cells[:, [0, -1]] = 100
    return HallMap(OccupancyGrid(RESOLUTION_M, Pose(-RESOLUTION_M, -RESOLUTION_M, 0.0), cells))


def field_of_posts(seed: int, most: int = 290) -> Floor:
    """A room of 14 × 5 m with 10 × 5 m of posts in clumps; a way 0.5 m wide leads through."""
    rng = np.random.default_rng(seed)
    while True:
        posts = _clumps(rng)
        if 200 <= len(posts) <= most and _has_way(posts, 0.25):
            return Floor(Pose(1.0, 2.5, 0.0), rng, posts, room(14.0, 5.0))


def _clumps(rng: np.random.Generator) -> NDArray[np.float64]:
    filled = rng.random((33, 66)) < rng.uniform(0.15, 0.3)
    for _ in range(int(rng.integers(1, 4))):
        around = cv2.filter2D(filled.astype(np.float32), -1, np.ones((3, 3)), borderType=cv2.BORDER_CONSTANT)
        around -= filled
        filled = (around >= 5) | (filled & (around > 1))
    rows, columns = np.nonzero(filled)
    middles = np.stack([2.0 + (columns + 0.5) * CELL_M, (rows + 0.5) * CELL_M], 1)
    return np.column_stack([middles, np.full(len(middles), POST_M)])


def _has_way(posts: NDArray[np.float64], wide_m: float) -> bool:
    x, y = np.meshgrid(np.arange(0.0, 14.0, 0.05), np.arange(0.0, 5.0, 0.05))
    far = np.hypot(x[..., None] - posts[:, 0], y[..., None] - posts[:, 1]).min(2) - POST_M
    free = (far > wide_m) & (y > wide_m) & (y < 5.0 - wide_m)
    _, parts = cv2.connectedComponents(free.astype(np.uint8), connectivity=4)
    return bool(free[50, 20] and parts[50, 20] == parts[50, 260])


class Traveller:
    """A robot with a planner that plans anew each half second, and local control."""

    def __init__(
        self, hall: HallMap, goal: tuple[float, float], settings: ControlSettings | None = None
    ) -> None:
        self.goal = goal
        self.control = LocalControl(hall.grid, PlanningGrid.of(hall, 0.0).clearance, settings)
        self._planning = PlanningGrid.of(hall, 0.21)
        self._path = np.empty((0, 2))
        self._planned_s = -math.inf
        self._ticks = 0
        self._blocked = False

    def arrived(self, floor: Floor) -> bool:
        """Within 15 cm of the goal."""
        return math.dist(self.goal, (floor.pose.x_m, floor.pose.y_m)) < 0.15

    def step(self, floor: Floor) -> LocalDecision:
        """See, plan, go on."""
        if self._ticks % 2 == 0:
            self.control.observe(floor.pose, floor.scan(), floor.now)
        self._ticks += 1
        free = bool(len(self._path)) and (self._ticks % 4 != 0 or self._is_free())
        free = free and math.dist(self._path[-1], self.goal) < 0.05
        if not free or floor.now - self._planned_s > 1.0:
            self.plan(floor, keep=free)
        if not len(self._path):
            return LocalDecision()
        decision = self.control.follow(floor.pose, floor.twist, self._path, floor.now)
        floor.step(decision.twist)
        self._blocked = decision.blocked_by is Blocker.OBSTACLE
        return decision

    def _is_free(self) -> bool:
        return not self._blocked and self.control.path_is_free(self._path)

    def plan(self, floor: Floor, keep: bool) -> None:
        """Round all that was seen; a way that is still free is kept for all but a much shorter one."""
        extra = self.control.mask(self._planning.map)
        here = (floor.pose.x_m, floor.pose.y_m)
        found = CostToGo(self._planning, self.goal, extra).path_from(here)
        self._planned_s = floor.now
        left = ahead_of(self._path, np.array(here)).remaining_m if keep else math.inf
        if len(found) and (not keep or length_m(found) < 0.7 * left):
            self._path = found


def crossing(seed: int, people: int = 10) -> Floor:
    """A room of 12 × 8 m with people who walk to and fro and turn as they like."""
    rng = np.random.default_rng(seed)
    floor = Floor(Pose(1.0, 4.0, 0.0), rng, walls=room(12.0, 8.0))
    for _ in range(people):
        way, speed = rng.uniform(0.0, math.tau), rng.uniform(0.4, 1.5)
        place = rng.uniform((2.0, 0.5), (11.5, 7.5))
        floor.walkers.append(Walker(*map(float, place), speed * math.cos(way), speed * math.sin(way)))
    return floor


def wander(floor: Floor, width_m: float = 12.0, height_m: float = 8.0) -> None:
    """One step of those people: they turn at walls, and now and then anywhere."""
    for walker in floor.walkers:
        if floor.rng.random() < 0.15 * STEP_S:
            way, speed = floor.rng.uniform(0.0, math.tau), floor.rng.choice([0.0, 0.5, 1.0, 1.5])
            walker.vx_m_s, walker.vy_m_s = speed * math.cos(way), speed * math.sin(way)
        if not 0.3 < walker.x_m + walker.vx_m_s * 0.1 < width_m - 0.3:
            walker.vx_m_s = -walker.vx_m_s
        if not 0.3 < walker.y_m + walker.vy_m_s * 0.1 < height_m - 0.3:
            walker.vy_m_s = -walker.vy_m_s
