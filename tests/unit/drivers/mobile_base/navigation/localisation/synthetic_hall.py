"""Halls made of rectangles, a scanner in them and a base that slips: the truth localisation is judged by."""

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

from drivers.mobile_base.navigation.localisation.localiser import MonteCarloLocaliser
from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, OccupancyGrid
from drivers.motion import Pose

SCAN_S, SIGHT_M, NOISE_M = 0.1, 12.0, 0.015
BEARINGS = np.linspace(-math.pi, math.pi, 360, endpoint=False)
TRACING_STEPS = 60


def hall(width_m, height_m, *boxes, resolution_m=0.05, walled=True):
    """A grid with walls around; `boxes`: (x, y, width, height) of what stands in it."""
    rows, columns = round(height_m / resolution_m), round(width_m / resolution_m)
    cells = np.full((rows, columns), FREE, np.uint8)
    if walled:
        cells[:2] = cells[-2:] = OCCUPIED
        cells[:, :2] = cells[:, -2:] = OCCUPIED
    for box in boxes:
        x, y, w, h = (round(m / resolution_m) for m in box)
        cells[y : y + h, x : x + w] = OCCUPIED
    return OccupancyGrid(resolution_m, Pose(0.0, 0.0, 0.0), cells)


def office():
    """16 × 10 m: counters, pillars, a niche, waiting rows."""
    return hall(
        16, 10, (0, 8.6, 11, 0.4), (11, 7.2, 0.4, 2.8), (0, 3, 0.6, 1.2), (14.8, 2, 1.2, 0.8),
        (4, 2, 2.6, 0.5), (4, 4.4, 2.6, 0.5), (9, 2, 2.6, 0.5), (9, 4.4, 2.6, 0.5), (13.2, 5.4, 0.4, 0.4),
    )  # fmt: skip


def station():
    """40 × 50 m, with shops, pillars and a bend, none like another."""
    return hall(
        40, 50, (0, 12, 9, 0.3), (9, 12, 0.3, 5), (22, 0, 0.3, 11), (27, 8, 13, 0.3), (30, 20, 10, 14),
        (0, 30, 6, 8), (12, 41, 0.4, 9), (18, 44, 8, 0.5), (15, 20, 0.6, 0.6), (22, 20, 0.6, 0.6),
        (15, 28, 0.6, 0.6), (22, 29, 0.9, 0.9), (12, 34, 3, 0.5), (33, 41, 2, 2), (5, 5, 2.5, 1),
        (14, 6, 1, 3),
    )  # fmt: skip


@dataclass
class World:
    """What is really there: the walls of `grid`, `circles` (x, y, radius) that no map shows, a base."""

    grid: OccupancyGrid
    pose: tuple[float, float, float]
    rng: np.random.Generator
    circles: np.ndarray = field(default_factory=lambda: np.empty((0, 3)))
    slip: float = 0.05
    drift_rad_s: float = 0.002
    sight_m: float = SIGHT_M

    def __post_init__(self):
        clear = (self.grid.cells != OCCUPIED).astype(np.uint8)
        if clear.all():
            self._walls_m = np.full(clear.shape, self.sight_m)
        else:
            walls = cv2.distanceTransform(clear, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
            self._walls_m = walls * self.grid.resolution_m
        self._bias = 1 + self.rng.uniform(-self.slip, self.slip)

    def clearance_m(self, x, y):
        row, column = self.grid.cell_of(x, y)
        inside = self.grid.holds(row, column)
        found = self._walls_m[np.where(inside, row, 0), np.where(inside, column, 0)]
        return np.where(inside, found, self.sight_m)

    def ranges_m(self):
        """By sphere tracing and circles; NaN where nothing is."""
        x, y, yaw = self.pose
        cos, sin = np.cos(BEARINGS + yaw), np.sin(BEARINGS + yaw)
        along = np.zeros(len(BEARINGS))
        for _ in range(TRACING_STEPS):
            step = self.clearance_m(x + along * cos, y + along * sin)
            along = np.where(step > 0, along + np.maximum(step - 0.02, 0.01), along)
        along = np.minimum(along, self._to_circles_m(cos, sin))
        noisy = along + self.rng.normal(0, NOISE_M, len(along))
        return np.where(along < self.sight_m, noisy, np.nan)

    def _to_circles_m(self, cos, sin):
        if not len(self.circles):
            return np.full(len(cos), np.inf)
        dx, dy, radius = (self.circles - (self.pose[0], self.pose[1], 0)).T
        ahead = np.outer(cos, dx) + np.outer(sin, dy)
        aside = np.outer(cos, dy) - np.outer(sin, dx)
        hit = (np.abs(aside) < radius) & (ahead > 0)
        depth = np.sqrt(np.maximum(radius**2 - aside**2, 0))
        return np.where(hit, ahead - depth, np.inf).min(axis=1)

    def scan(self):
        """(n, 2) ends in the base's frame and whether something reflected there."""
        ranges = self.ranges_m()
        hit = ~np.isnan(ranges)
        reach = np.where(hit, ranges, self.sight_m)
        return np.stack([reach * np.cos(BEARINGS), reach * np.sin(BEARINGS)], axis=1), hit

    def drive(self, v_m_s, w_rad_s):
        """For the time of one scan; what wheels and gyro say of it."""
        x, y, yaw = self.pose
        distance, turn = v_m_s * SCAN_S, w_rad_s * SCAN_S
        along = yaw + turn / 2
        self.pose = (x + distance * math.cos(along), y + distance * math.sin(along), yaw + turn)
        wheels = distance * self._bias * (1 + self.rng.normal(0, self.slip / 2))
        return wheels, turn + (self.drift_rad_s * SCAN_S if distance or turn else 0.0)


class Tour:
    """Drives round `stops` for ever, and lets the localiser watch."""

    def __init__(self, world, localiser, stops, around=None):
        self.world, self.localiser, self.stops = world, localiser, stops
        self.around = around or (lambda world: None)
        self.now, self._next = 0.0, 0
        self.errors_m, self.errors_rad, self.lost_at = [], [], []

    def run(self, seconds, standing=False):
        for _ in range(round(seconds / SCAN_S)):
            self.now += SCAN_S
            self.localiser.move(*self.world.drive(*((0.0, 0.0) if standing else self._setpoint())))
            self.around(self.world)
            points, hit = self.world.scan()
            self.localiser.observe(points, self.now, hit)
            self._note()
        return self

    def _setpoint(self):
        x, y, yaw = self.world.pose
        goal = self.stops[self._next % len(self.stops)]
        if math.hypot(goal[0] - x, goal[1] - y) < 0.3:
            self._next += 1
        off = turned(math.atan2(goal[1] - y, goal[0] - x) - yaw)
        return (0.3 if abs(off) < 0.5 else 0.0), max(-1.0, min(1.0, 2 * off))

    def _note(self):
        estimate, (x, y, yaw) = self.localiser.estimate, self.world.pose
        self.errors_m.append(math.hypot(estimate.pose.x_m - x, estimate.pose.y_m - y))
        self.errors_rad.append(abs(turned(estimate.pose.yaw_rad - yaw)))
        if estimate.lost:
            self.lost_at.append(self.now)

    def seconds_until_found(self, limit_s, standing=False):
        """inf: still lost after that time."""
        begin = self.now
        while self.now - begin < limit_s:
            self.run(SCAN_S, standing)
            if not self.localiser.estimate.lost:
                return self.now - begin
        return math.inf


def turned(angle):
    return (angle + math.pi) % math.tau - math.pi


def crowd(rng, people, nearest_m=0.6, farthest_m=2.5):
    """Walks along with the robot, and hides the hall from it."""
    angles, distances = rng.uniform(0, math.tau, people), rng.uniform(nearest_m, farthest_m, people)
    speeds = rng.normal(0, 0.15, people)

    def around(world):
        nonlocal angles
        angles = angles + speeds * SCAN_S
        x, y, _ = world.pose
        world.circles = np.stack(
            [x + distances * np.cos(angles), y + distances * np.sin(angles), np.full(people, 0.22)], axis=1
        )

    return around


def started(grid, pose, seed=0, **of_world):
    """A world and a localiser that was told where it stands, nearly."""
    rng = np.random.default_rng(seed)
    world = World(grid, pose, rng, **of_world)
    localiser = MonteCarloLocaliser(grid, np.random.default_rng(seed + 1000))
    localiser.place(Pose(pose[0] + rng.normal(0, 0.1), pose[1] + rng.normal(0, 0.1), pose[2]), 0.15, 0.08)
    return world, localiser
