"""Local control: from where the robot is, its path and what the lidar sees, to the next speeds.

Responsible for: remembering what the map does not show, following people, choosing speeds that touch nothing,
saying who is in the way. Not responsible for: where the robot is (localisation/), the path (planning/), what
to do about being blocked (navigator.py), whether it may move at all (drivers/mobile_base/failsafe).
Turn of the loop: `observe` with every scan, then `follow` or `guard` every 50 ms.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.control.choice import HORIZON_S, ROOM_M, choose, slowed
from drivers.mobile_base.navigation.control.collision import Array, stops
from drivers.mobile_base.navigation.control.field import Field, walls_of
from drivers.mobile_base.navigation.control.limits import by_people, by_remaining
from drivers.mobile_base.navigation.control.obstacles import ObstacleMemory
from drivers.mobile_base.navigation.control.people import SIZE_M, People
from drivers.mobile_base.navigation.control.polar import View
from drivers.mobile_base.navigation.control.pursuit import SPACING_M, ahead_of, bearing
from drivers.mobile_base.navigation.control.settings import ControlSettings
from drivers.mobile_base.navigation.control.surroundings import Surroundings
from drivers.mobile_base.navigation.maps.grid import OccupancyGrid
from drivers.motion import STILL, Pose, Twist

STEP_S = 0.1
MAPPED_M = 0.15  # the map explains what is so near to its walls
LASTING_S = 0.55  # what was seen for so long is an obstacle for the planner: who walks is known by then
ENDED_M = 0.02
STANDS_M_S = 0.03  # slower than this is standing
TURN_TO_M = 0.35
TURN_RAD, TURNED_RAD = 1.0, 0.25  # on the spot, where the path goes so far aside; until it goes ahead again
ASKEW_RAD = 0.1  # nothing is free ahead: at least look where the path goes
SLOWER = np.array([1.0, 0.6, 0.3])


class Blocker(StrEnum):
    """Who is in the way."""

    NONE = "none"
    PERSON = "person"
    OBSTACLE = "obstacle"


@dataclass(frozen=True, slots=True)
class LocalDecision:
    """What to do until the next step.

    `twist`: setpoint, within the limits and reachable in one step. `clearance_m`: from the robot's edge to
    the nearest thing or person now. `blocked_by`: who keeps it from going on; NONE while it makes way.
    """

    twist: Twist = STILL
    clearance_m: float = float("inf")
    blocked_by: Blocker = Blocker.NONE


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who walks or walked a moment ago; in the map."""

    x_m: float
    y_m: float
    vx_m_s: float
    vy_m_s: float


class LocalControl:
    """What is around one robot, and its next speeds. Positions are in the map, times are of one clock."""

    def __init__(
        self,
        grid: OccupancyGrid,
        clearance_m: NDArray[np.float32],
        settings: ControlSettings | None = None,
    ) -> None:
        """`clearance_m`: for each cell of `grid`, how far the next occupied, unknown or no-go cell is."""
        self.settings = settings or ControlSettings()
        self._walls = walls_of(grid)
        self._clearance = Field(grid, clearance_m, 0.0)
        self._memory = ObstacleMemory()
        self._people = People()
        self._now = -math.inf
        self._here = np.zeros(2)
        self._standing = np.empty((0, 2))
        self._theirs = np.zeros(0, np.bool_)
        self._lasting: Array | None = None
        self._turning = False

    def observe(self, pose: Pose, points: Array, now: float, open_rad: Array | None = None) -> None:
        """Take in one undistorted turn of the lidar.

        `pose`: of the base when the turn ended, already corrected by localisation with this same scan.
        `points`: (n, 2) echoes in the base frame at that moment, in turning order. `open_rad`: bearings
        without an echo.
        """
        seen = points[np.hypot(points[:, 0], points[:, 1]) < self.settings.sight_m]
        echoes = _in_map(pose, seen)
        mapped = self._walls.at(echoes) < MAPPED_M
        view = View.of(pose, points, open_rad)
        self._memory.observe(echoes, mapped, view, now)
        self._people.observe(echoes[~mapped], self._memory, view, now)
        self._now = now
        self._here = _place(pose)
        self._theirs, self._lasting = self._of_people(), None
        self._standing = self._memory.cells.xy[~self._theirs]

    def forget(self) -> None:
        """The pose jumped (kidnapped, placed by hand): what is remembered stands in the wrong place."""
        self._memory.forget()
        self._standing = np.empty((0, 2))
        self._theirs, self._lasting = np.zeros(0, np.bool_), None
        self._people.forget()

    @property
    def people(self) -> tuple[Person, ...]:
        """Who walks around, or walked until a moment ago."""
        return tuple(
            Person(*map(float, (*track.position, *track.velocity)))
            for track in self._people.walking(self._now)
        )

    @property
    def obstacles(self) -> Array:
        """(n, 2) points of things that stand and that the map does not show; nobody who walks is in it."""
        if self._lasting is None:
            cells = self._memory.cells
            lasting = ~cells.mapped & (cells.evidence > 2) & (self._now - cells.first_s >= LASTING_S)
            self._lasting = cells.xy[lasting & ~self._theirs & ~self._memory.stray()]
        return self._lasting

    def mask(self, grid: OccupancyGrid) -> NDArray[np.bool_]:
        """`obstacles` as cells of `grid`, any grid over the same map frame, for the planner's `extra`."""
        found = self.obstacles
        rows, columns = grid.cell_of(found[:, 0], found[:, 1])
        inside = grid.holds(rows, columns)
        cells = np.zeros((grid.rows, grid.columns), np.bool_)
        cells[rows[inside], columns[inside]] = True
        return cells

    def path_is_free(self, path: Array, ahead_m: float = 3.0) -> bool:
        """Whether nothing known is too near to the next `ahead_m` of `path`, from where it last observed."""
        found = self.obstacles
        ahead = ahead_of(path, self._here).points[2 : int(ahead_m / SPACING_M)]
        if not len(found) or not len(ahead):
            return True
        off = ahead[:, None] - found
        return bool((off * off).sum(2).min() >= (self.settings.radius_m + self.settings.margin_m) ** 2)

    def follow(
        self, pose: Pose, twist: Twist, path: Array, now: float, limit_m_s: float | None = None
    ) -> LocalDecision:
        """The next setpoint along `path`, (n ≥ 1, 2) in the map, from near the robot to the goal.

        `pose`: now (last observed pose moved on by odometry). `twist`: measured or last set. `limit_m_s`: of
        the zone or of guiding; None = the settings'. Call it every 50 ms. Reaching the goal is the caller's
        to judge; at the end of the path it stands still.
        """
        settings, robot = self.settings, _place(pose)
        around, clearance = self._around(robot, now, settings, self._standing)
        ahead = ahead_of(path, robot)
        if ahead.remaining_m < ENDED_M:
            return LocalDecision(self._ramped(twist, STILL), clearance)
        off = bearing(pose, ahead.at(TURN_TO_M))
        self._turning = abs(off) > (TURNED_RAD if self._turning else TURN_RAD)
        if self._turning:
            return LocalDecision(self._turned(twist, off), clearance)
        limit = settings.v_max_m_s if limit_m_s is None else min(limit_m_s, settings.v_max_m_s)
        fastest = min(limit, by_remaining(ahead.remaining_m, settings))
        by_person = self._by_people(robot, np.array([math.cos(pose.yaw_rad), math.sin(pose.yaw_rad)]), now)
        if by_person < STANDS_M_S:
            return LocalDecision(self._ramped(twist, STILL), clearance, Blocker.PERSON)
        fastest = min(fastest, by_person)
        choice = choose(pose, twist, ahead, fastest, around, self._clearance, settings)
        if choice.twist is None and not choice.people and abs(twist.v_m_s) <= settings.creep_m_s:
            tight = replace(settings, margin_m=settings.tight_m)
            solid = self._memory.cells.xy[~self._theirs & ~self._memory.stray()]
            around, _ = self._around(robot, now, tight, solid)
            slowest = min(fastest, settings.creep_m_s)
            choice = choose(pose, twist, ahead, slowest, around, self._clearance, tight)
        if choice.twist is not None:
            return LocalDecision(self._ramped(twist, choice.twist), clearance)
        if abs(off) > ASKEW_RAD:
            return LocalDecision(self._turned(twist, off), clearance)
        blocker = Blocker.PERSON if choice.people else Blocker.OBSTACLE
        return LocalDecision(self._ramped(twist, STILL), clearance, blocker)

    def guard(
        self, pose: Pose, twist: Twist, wanted: Twist, now: float, margin_m: float | None = None
    ) -> LocalDecision:
        """`wanted` itself (turning to a heading, backing up), slowed or stopped where it would touch.

        `margin_m`: another margin to things that stand than the settings', for docking.
        """
        settings, robot = self.settings, _place(pose)
        if margin_m is not None:
            settings = replace(settings, margin_m=margin_m)
        around, clearance = self._around(robot, now, settings, self._standing)
        if abs(wanted.v_m_s) < 1e-3:
            return LocalDecision(self._ramped(twist, wanted), clearance)
        sign = math.copysign(1.0, wanted.v_m_s)
        direction = sign * np.array([math.cos(pose.yaw_rad), math.sin(pose.yaw_rad)])
        fastest = self._by_people(robot, direction, now)
        tries = slowed(np.array([[wanted.v_m_s, wanted.w_rad_s]]) * SLOWER[:, None], np.full(1, fastest))
        ways, times, _ = stops(pose, twist, tries, settings)
        free = np.flatnonzero(around.spare(ways, times).min(1) >= 0.0)
        if fastest >= STANDS_M_S and free.size:
            v, w = tries[free[0]]
            return LocalDecision(self._ramped(twist, Twist(float(v), float(w))), clearance)
        standing = around.standing().spare(ways, times).min(1)
        person = fastest < STANDS_M_S or bool((standing >= 0.0).any())
        blocker = Blocker.PERSON if person else Blocker.OBSTACLE
        return LocalDecision(self._ramped(twist, STILL), clearance, blocker)

    def _around(
        self, robot: Array, now: float, settings: ControlSettings, standing: Array
    ) -> tuple[Surroundings, float]:
        """What matters to the next curves, and how near the nearest of it is."""
        self._people.advance(now)
        walking = self._people.walking(now)
        echoes = [track.echoes for track in walking]
        speeds = [np.broadcast_to(track.velocity, track.echoes.shape) for track in walking]
        none = np.empty((0, 2))
        around = Surroundings.around(
            robot, standing, np.concatenate([none, *echoes]), np.concatenate([none, *speeds]), settings
        )
        far = np.hypot(*(around.points - robot).T)
        clearance = float(far.min()) - settings.radius_m if len(far) else math.inf
        return around.within(robot, settings.v_max_m_s * HORIZON_S + ROOM_M, HORIZON_S), clearance

    def _of_people(self) -> NDArray[np.bool_]:
        """Which remembered cells are the people who walk, or their trails."""
        cells = self._memory.cells
        theirs = np.zeros(cells.keys.size, np.bool_)
        for track in self._people.walking(self._now):
            off = cells.xy - track.position
            near = off[:, 0] * off[:, 0] + off[:, 1] * off[:, 1] < SIZE_M * SIZE_M
            theirs |= near & (cells.first_s >= track.born_s - 0.2) & ~cells.mapped
        return theirs

    def _by_people(self, robot: Array, direction: Array, now: float) -> float:
        walking = self._people.walking(now)
        if not walking:
            return math.inf
        nearest = [track.echoes[np.hypot(*(track.echoes - robot).T).argmin()] for track in walking]
        velocities = np.array([track.velocity for track in walking])
        return by_people(robot, direction, np.array(nearest), velocities, self.settings)

    def _turned(self, twist: Twist, off_rad: float) -> Twist:
        """Stop on the curve it is on, then turn on the spot."""
        if abs(twist.v_m_s) > self.settings.creep_m_s:
            return self._ramped(twist, STILL)
        fastest = self.settings.w_max_rad_s
        return self._ramped(twist, Twist(0.0, max(-fastest, min(fastest, 2.0 * off_rad))))

    def _ramped(self, twist: Twist, wanted: Twist) -> Twist:
        """As much of the change as the base makes until the next step has its effect."""
        v = _stepped(twist.v_m_s, wanted.v_m_s, self.settings.acceleration_m_s2 * STEP_S)
        if wanted == STILL and abs(twist.v_m_s) > 1e-3:  # it keeps its curve while it brakes
            return Twist(v, twist.w_rad_s * v / twist.v_m_s)
        return Twist(v, _stepped(twist.w_rad_s, wanted.w_rad_s, self.settings.turning_rad_s2 * STEP_S))


def _stepped(now: float, wanted: float, most: float) -> float:
    return now + max(-most, min(most, wanted - now))


def _place(pose: Pose) -> Array:
    return np.array([pose.x_m, pose.y_m])


def _in_map(pose: Pose, points: Array) -> Array:
    cos, sin = math.cos(pose.yaw_rad), math.sin(pose.yaw_rad)
    turned: Array = points @ np.array([[cos, sin], [-sin, cos]]) + _place(pose)
    return turned
