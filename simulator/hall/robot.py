"""The robot's body: a round differential drive that stops at what it touches. Radius 0.176 m, as Kobuki's."""

import math
import random
from collections.abc import Callable

from simulator.hall.contacts import TOUCH_M, Motion, Near
from simulator.hall.pits import Pits
from simulator.hall.poses import Pose
from simulator.hall.surroundings import Look
from simulator.hall.wheels import WHEELBASE_M, DriveOptions, Wheel

RADIUS_M = 0.176
BUMPER_HALF_RAD = math.radians(90)  # it goes round the front half
CENTRE_HALF_RAD = math.radians(30)
CLIFF_AT_M, CLIFF_AT_RAD = 0.15, (math.radians(60), 0.0, math.radians(-60))  # left, centre, right
TILT_RAD_S, TILT_S = 1.2, 0.3  # how it rocks when it is lifted or put down
FRICTION = 0.5  # share of its way along a wall that is lost while it rubs against it


class Robot:
    """`yaw` is not wrapped; `turned_rad` is what a gyro has felt of it. `grip` 0: its wheels spin in vain."""

    def __init__(self, pose: Pose, drive: DriveOptions, pits: Pits, chance: random.Random) -> None:
        self.x, self.y, self.yaw = pose.x, pose.y, pose.yaw
        self.left, self.right = Wheel(drive, chance), Wheel(drive, chance)
        self.turned_rad = 0.0
        self.v_m_s = self.w_rad_s = 0.0
        self.grip = 1.0
        self.lifted = False
        self.near: tuple[Near, ...] = ()
        self._pits = pits
        self._rocks_for_s = 0.0

    @property
    def pose(self) -> Pose:
        """Where it is."""
        return Pose(self.x, self.y, math.remainder(self.yaw, math.tau))

    @property
    def bumpers(self) -> tuple[bool, bool, bool]:
        """Pressed on the left, in the centre, on the right."""
        pressed = [False, False, False]
        for each in self.near:
            bearing = math.remainder(math.atan2(each.toward_y, each.toward_x) - self.yaw, math.tau)
            if each.gap_m <= TOUCH_M and abs(bearing) <= BUMPER_HALF_RAD and not self.lifted:
                pressed[1 if abs(bearing) <= CENTRE_HALF_RAD else 0 if bearing > 0 else 2] = True
        return pressed[0], pressed[1], pressed[2]

    @property
    def cliffs(self) -> tuple[bool, bool, bool]:
        """No floor on the left, in the centre, on the right."""
        if self.lifted:
            return True, True, True
        left, centre, right = (self._over_pit(self.yaw + at, CLIFF_AT_M) for at in CLIFF_AT_RAD)
        return left, centre, right

    @property
    def wheel_drops(self) -> tuple[bool, bool]:
        """Which wheels hang down: left, right."""
        if self.lifted:
            return True, True
        left, right = (self._over_pit(self.yaw + side * math.pi / 2, WHEELBASE_M / 2) for side in (1, -1))
        return left, right

    @property
    def rocking_rad_s(self) -> float:
        """How fast it tilts."""
        return TILT_RAD_S if self._rocks_for_s > 0 else 0.0

    def place(self, pose: Pose) -> None:
        """Put it elsewhere, unnoticed by its sensors."""
        self.x, self.y, self.yaw = pose.x, pose.y, pose.yaw

    def lift(self, lifted: bool) -> None:
        """Lift it, or put it down."""
        self._rocks_for_s = TILT_S if lifted != self.lifted else self._rocks_for_s
        self.lifted = lifted

    def step(self, dt: float, look_at: Callable[[float, float], Look]) -> tuple[Look, Motion]:
        """Move on for `dt`; returns what is around it then, and how it wanted to move."""
        self._rocks_for_s = max(0.0, self._rocks_for_s - dt)
        left, right = self.left.turn(dt), self.right.turn(dt)
        if self.lifted or not self.grip or any(self.wheel_drops):
            left = right = 0.0
        turn, ahead = (right - left) / WHEELBASE_M, (left + right) / 2
        middle = self.yaw + turn / 2
        dx, dy = ahead * math.cos(middle), ahead * math.sin(middle)
        look, free = look_at(self.x + dx, self.y + dy), (dx, dy)
        pushes = (self.left.setpoint_m_s + self.right.setpoint_m_s) / 2
        if look.near and look.near[0].gap_m < 0:
            dx, dy, look = self._stopped(dx, dy, look, look_at)
            ahead = dx * math.cos(middle) + dy * math.sin(middle)
            if free != (dx, dy):
                self.left.held_back((ahead - turn * WHEELBASE_M / 2) / dt, dt)
                self.right.held_back((ahead + turn * WHEELBASE_M / 2) / dt, dt)
        self.x, self.y, self.yaw = self.x + dx, self.y + dy, self.yaw + turn
        self.turned_rad += turn
        self.v_m_s, self.w_rad_s = ahead / dt, turn / dt
        self.near = look.near
        return look, Motion(self.x, self.y, self.yaw, free[0] / dt, free[1] / dt, pushes)

    def _stopped(
        self, dx: float, dy: float, look: Look, look_at: Callable[[float, float], Look]
    ) -> tuple[float, float, Look]:
        """What is left of a way that leads into something."""
        for each in look.near:
            closing = dx * each.toward_x + dy * each.toward_y
            if each.gap_m >= 0 or closing <= 0:
                continue
            lost = closing - max(closing + each.gap_m, 0.0)
            dx, dy = dx - lost * each.toward_x, dy - lost * each.toward_y
            along = dy * each.toward_x - dx * each.toward_y
            dx, dy = dx + FRICTION * along * each.toward_y, dy - FRICTION * along * each.toward_x
        stopped = look_at(self.x + dx, self.y + dy)
        here = look_at(self.x, self.y)
        if _deepest(stopped) < min(_deepest(here), 0.0) - 1e-5:
            return 0.0, 0.0, here
        return dx, dy, stopped

    def _over_pit(self, direction: float, reach_m: float) -> bool:
        if not self._pits.polygons:
            return False
        return self._pits.at(self.x + reach_m * math.cos(direction), self.y + reach_m * math.sin(direction))


def _deepest(look: Look) -> float:
    return look.near[0].gap_m if look.near else 0.0
