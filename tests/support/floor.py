"""A flat floor with walls, posts and people for a robot that moves on it: kinematics, no wires, no clock.

The robot knows its pose exactly; its lidar turns at once, ten times a second; its setpoint takes effect one
step later, within the limits of its acceleration.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from drivers.motion import STILL, Pose, Twist

RADIUS_M = 0.18
STEP_S = 0.05
BEAMS = 450
REACH_M = 12.0
POST_M = 0.075

Array = NDArray[np.float64]


@dataclass(slots=True)
class Walker:
    """A person, a circle, who goes as it goes and looks at nothing."""

    x_m: float
    y_m: float
    vx_m_s: float
    vy_m_s: float
    radius_m: float = 0.22
    touching: bool = False


@dataclass(slots=True)
class Floor:
    """`posts` (n, 3): x, y, radius. `walls` (m, 4): x, y, x, y. `contacts`: caused by the robot."""

    pose: Pose
    rng: np.random.Generator
    posts: Array = field(default_factory=lambda: np.empty((0, 3)))
    walls: Array = field(default_factory=lambda: np.empty((0, 4)))
    walkers: list[Walker] = field(default_factory=list)
    noise_m: float = 0.015
    now: float = 0.0
    twist: Twist = STILL
    setpoint: Twist = STILL
    clearance_m: float = math.inf
    contacts: int = 0
    touched: int = 0
    way_m: float = 0.0

    def scan(self) -> Array:
        """(n, 2) echoes in the base frame, in turning order."""
        bearings = np.linspace(-math.pi, math.pi, BEAMS, endpoint=False) + self.rng.uniform(
            0.0, math.tau / BEAMS
        )
        rays = np.stack([np.cos(bearings + self.pose.yaw_rad), np.sin(bearings + self.pose.yaw_rad)], 1)
        here = np.array([self.pose.x_m, self.pose.y_m])
        ranges = np.minimum(_to_circles(here, rays, self._circles()), _to_walls(here, rays, self.walls))
        seen = ranges < REACH_M
        noisy = ranges[seen] + self.rng.normal(0.0, self.noise_m, int(seen.sum()))
        return noisy[:, None] * np.stack([np.cos(bearings[seen]), np.sin(bearings[seen])], 1)

    def step(self, setpoint: Twist) -> None:
        """STEP_S later."""
        wanted, self.setpoint = self.setpoint, setpoint
        v = self.twist.v_m_s + _within(wanted.v_m_s - self.twist.v_m_s, 0.5 * STEP_S)
        w = self.twist.w_rad_s + _within(wanted.w_rad_s - self.twist.w_rad_s, 3.5 * STEP_S)
        self.twist = Twist(v, w)
        middle = self.pose.yaw_rad + w * STEP_S / 2.0
        x = self.pose.x_m + v * STEP_S * math.cos(middle)
        y = self.pose.y_m + v * STEP_S * math.sin(middle)
        self.pose = Pose(x, y, math.remainder(self.pose.yaw_rad + w * STEP_S, math.tau))
        self.way_m += abs(v) * STEP_S
        self.now += STEP_S
        for walker in self.walkers:
            walker.x_m += walker.vx_m_s * STEP_S
            walker.y_m += walker.vy_m_s * STEP_S
        self._count()

    def _circles(self) -> Array:
        people = [(walker.x_m, walker.y_m, walker.radius_m) for walker in self.walkers]
        return np.concatenate([self.posts, np.array(people).reshape(-1, 3)])

    def _count(self) -> None:
        """Contacts; a robot that stands, or moves away, causes none."""
        here = np.array([self.pose.x_m, self.pose.y_m])
        gaps = np.hypot(*(self.posts[:, :2] - here).T) - self.posts[:, 2] - RADIUS_M
        walls = _from_walls(here, self.walls) - RADIUS_M
        standing = min(gaps.min(initial=math.inf), walls.min(initial=math.inf))
        self.clearance_m = min(self.clearance_m, float(standing))
        self.contacts += standing < 0.0
        heading = np.array([math.cos(self.pose.yaw_rad), math.sin(self.pose.yaw_rad)])
        for walker in self.walkers:
            away = np.array([walker.x_m, walker.y_m]) - here
            touching = bool(np.hypot(*away) < RADIUS_M + walker.radius_m)
            if touching and not walker.touching:
                self.touched += 1
                self.contacts += self.twist.v_m_s * float(away @ heading) / float(np.hypot(*away)) > 0.05
            walker.touching = touching


def room(width_m: float, height_m: float) -> Array:
    """Four walls, from the origin."""
    corners = [(0.0, 0.0), (width_m, 0.0), (width_m, height_m), (0.0, height_m)]
    return np.array([(*one, *other) for one, other in zip(corners, corners[1:] + corners[:1], strict=True)])


def _within(change: float, most: float) -> float:
    return max(-most, min(most, change))


def _to_circles(here: Array, rays: Array, circles: Array) -> Array:
    """(n,): along each of the unit `rays` (n, 2) to the first circle."""
    if not len(circles):
        return np.full(len(rays), np.inf)
    off = circles[:, :2] - here
    along = rays @ off.T
    aside = (off * off).sum(1) - along * along
    depth = circles[:, 2] ** 2 - aside
    entry = along - np.sqrt(np.maximum(depth, 0.0))
    return np.where((depth > 0.0) & (entry > 0.0), entry, np.inf).min(1)


def _to_walls(here: Array, rays: Array, walls: Array) -> Array:
    """The same to the first wall."""
    if not len(walls):
        return np.full(len(rays), np.inf)
    start, edge = walls[:, :2] - here, walls[:, 2:] - walls[:, :2]
    cross = rays[:, 0, None] * edge[:, 1] - rays[:, 1, None] * edge[:, 0]
    cross = np.where(np.abs(cross) < 1e-12, np.nan, cross)
    along = (start[:, 0] * edge[:, 1] - start[:, 1] * edge[:, 0]) / cross
    share = (start[:, 0] * rays[:, 1, None] - start[:, 1] * rays[:, 0, None]) / cross
    return np.where((along > 0.0) & (share >= 0.0) & (share <= 1.0), along, np.inf).min(1)


def _from_walls(here: Array, walls: Array) -> Array:
    edge = walls[:, 2:] - walls[:, :2]
    share = ((here - walls[:, :2]) * edge).sum(1) / np.maximum((edge * edge).sum(1), 1e-12)
    nearest = walls[:, :2] + np.clip(share, 0.0, 1.0)[:, None] * edge
    return np.hypot(*(nearest - here).T)
