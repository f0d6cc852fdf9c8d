"""How a person takes the next step: towards a point, round whatever stands there, never through it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.hall.people.person import Doing, Person
from simulator.hall.walls import Walls

TURNS = tuple(math.radians(each) for each in (0, 25, -25, 50, -50, 80, -80, 115, -115))
APART_M = 0.03  # from walls, things and each other
FROM_ROBOT_M, BESIDE_CHILD_M, AHEAD_M, AHEAD_S = 0.15, 0.12, 0.3, 0.8
STILL_M_S = 0.05


@dataclass(frozen=True, slots=True)
class RobotSeen:
    """The robot as people see it; `v_m_s` along `yaw`."""

    x: float
    y: float
    yaw: float
    v_m_s: float
    radius_m: float


Circle = tuple[float, float, float]


class Stepping:
    """Takes steps for everybody. `dt` is how long one takes, s."""

    def __init__(self, walls: Walls, dt: float) -> None:
        self._walls, self._dt = walls, dt

    def toward(
        self, person: Person, point: tuple[float, float], others: Iterable[Circle], robot: RobotSeen
    ) -> bool:
        """Set the person's velocity for the next step; False = it can only stand."""
        dx, dy = point[0] - person.x, point[1] - person.y
        far = math.hypot(dx, dy)
        if far < 1e-6:
            person.vx = person.vy = 0.0
            return True
        length = min(person.speed_m_s * self._dt, far)
        heading = math.atan2(dy, dx)
        around = [each for each in others if _within(person, each, length + 0.1)]
        for turn in TURNS:
            direction = heading + turn * person.side
            stride = (length * math.cos(direction), length * math.sin(direction))
            if self._is_free(person, stride, around, robot):
                person.vx, person.vy = stride[0] / self._dt, stride[1] / self._dt
                return True
        person.vx = person.vy = 0.0
        return False

    def _is_free(
        self, person: Person, stride: tuple[float, float], around: list[Circle], robot: RobotSeen
    ) -> bool:
        x, y = person.x + stride[0], person.y + stride[1]
        if not self._on_floor(person, x, y):
            return False
        for ox, oy, radius in around:
            now = math.hypot(ox - person.x, oy - person.y)
            then = math.hypot(ox - x, oy - y)
            if then < radius + person.radius_m + APART_M and then < now:
                return False
        return _keeps_off(person, x, y, robot)

    def _on_floor(self, person: Person, x: float, y: float) -> bool:
        """Whether it stays off the walls, there and half-way; one who is too near may walk away."""
        room = min(self._walls.rough_m(x, y), self._walls.rough_m((x + person.x) / 2, (y + person.y) / 2))
        return room >= person.radius_m + APART_M or room > self._walls.rough_m(person.x, person.y)


def _within(person: Person, circle: Circle, reach_m: float) -> bool:
    reach = reach_m + person.radius_m + circle[2]
    return abs(circle[0] - person.x) < reach and abs(circle[1] - person.y) < reach


def _keeps_off(person: Person, x: float, y: float, robot: RobotSeen) -> bool:
    """Whether it leaves the robot room to stop, or gives it more room than it had."""
    then = math.hypot(robot.x - x, robot.y - y)
    if then >= math.hypot(robot.x - person.x, robot.y - person.y):
        return True
    return then - robot.radius_m - person.radius_m >= _respect_m(person, x, y, robot)


def _respect_m(person: Person, x: float, y: float, robot: RobotSeen) -> float:
    still = abs(robot.v_m_s) < STILL_M_S
    if still and person.clumsy and person.doing is Doing.WALKS:
        return 0.0
    beside = BESIDE_CHILD_M if person.child else FROM_ROBOT_M
    ahead = math.cos(math.atan2(y - robot.y, x - robot.x) - robot.yaw) * math.copysign(1.0, robot.v_m_s)
    if still or ahead < 0:
        return beside
    return max(beside, (AHEAD_M + AHEAD_S * abs(robot.v_m_s)) * ahead)
