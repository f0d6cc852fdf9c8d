"""All people of a hall: what they decide ten times a second, and where that leads them. By seed."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.hall.people.person import Doing, Person, Point, born
from simulator.hall.people.steps import Circle, RobotSeen, Stepping
from simulator.hall.people.ways import Ways
from simulator.hall.walls import Walls

Circles = NDArray[np.float64]  # (n, 3) of x, y, radius
STEP_S = 0.1
CLUMSY = 0.1
HEARS_M, HEARS_HALF_RAD = 2.5, math.radians(75)
GIVES_UP_S = 3.0
SEES_ROBOT_M = 3.0
ARRIVED_M = 0.15
SPAWN_FROM_ROBOT_M = 1.2
STANDS_DRAGGED_S = 10.0


@dataclass(frozen=True, slots=True)
class CrowdOptions:
    """`goals`, `seats`: where people go and sit; none = anywhere. Shares are of 1.

    `crossing_per_s`, `blocking_per_s`: how often one who walks near a moving robot cuts in front of it, or
    comes to stand in its way. `heeds`: share of those who make way when asked.
    `clumsy`: of those who walk into a robot that stands still.
    """

    goals: tuple[Point, ...] = ()
    seats: tuple[Point, ...] = ()
    children: float = 0.15
    crossing_per_s: float = 0.03
    blocking_per_s: float = 0.008
    heeds: float = 0.9
    clumsy: float = CLUMSY


class Crowd:
    """`people` in the order of `circles`, (n, 3) of x, y, radius."""

    def __init__(self, walls: Walls, options: CrowdOptions, chance: random.Random) -> None:
        self.people: list[Person] = []
        self.circles: Circles = np.empty((0, 3))
        self._options, self._chance = options, chance
        self._walls = walls
        self._ways: Ways | None = None
        self._stepping = Stepping(walls, STEP_S)
        self._goals = list(options.goals)
        self._numbers = 0

    @property
    def ways(self) -> Ways:
        """Made when the first one comes."""
        if self._ways is None:
            self._ways = Ways(self._walls)
            if not self._goals and self._ways.points:
                self._goals = self._chance.sample(self._ways.points, min(16, len(self._ways.points)))
        return self._ways

    def add(
        self, robot: RobotSeen, things: Circles, at: Point | None = None, *, child: bool | None = None
    ) -> Person:
        """Somebody comes in, at `at` or anywhere off robot and things. Raises ValueError: no room."""
        ways = self.ways
        if child is None:
            child = self._chance.random() < self._options.children
        self._numbers += 1
        where = at or self._somewhere(ways, robot, things)
        person = born(self._numbers, where, child, self._options.clumsy, self._chance)
        self.people.append(person)
        self._arrange()
        return person

    def remove(self, number: int) -> None:
        """Somebody leaves. Raises KeyError."""
        self.people.remove(self.person(number))
        self._arrange()

    def move(self, number: int, at: Point, now: float) -> None:
        """Somebody is dragged to `at`, and stands there for a while."""
        person = self.person(number)
        person.x, person.y = at
        person.doing, person.until = Doing.STANDS, now + STANDS_DRAGGED_S
        person.vx = person.vy = 0.0
        self._arrange()

    def person(self, number: int) -> Person:
        """The one with this number. Raises KeyError."""
        for person in self.people:
            if person.number == number:
                return person
        raise KeyError(number)

    def flow(self, dt: float) -> None:
        """Let everybody walk on for `dt` seconds."""
        for i, person in enumerate(self.people):
            if person.vx or person.vy:
                person.x += person.vx * dt
                person.y += person.vy * dt
                self.circles[i, 0], self.circles[i, 1] = person.x, person.y

    def halt(self, number: int) -> None:
        """Somebody has run into something and stops until the next decision."""
        person = self.person(number)
        person.vx = person.vy = 0.0

    def decide(self, now: float, robot: RobotSeen, obstacles: Circles) -> None:
        """Let everybody decide on the next STEP_S."""
        if not self.people:
            return
        circles: list[Circle] = [(each.x, each.y, each.radius_m) for each in self.people]
        for i, person in enumerate(self.people):
            self._decide(person, now, robot)
            others = circles[:i] + circles[i + 1 :] + _near(obstacles, person)
            self._walk(person, now, others, robot)

    def asked_to_pass(self, now: float, robot: RobotSeen) -> int:
        """The robot asks to be let through; returns how many before it heed it."""
        heed = 0
        for person in self.people:
            stands = not person.moves and person.doing is not Doing.SITS and _is_before(person, robot)
            if stands and self._chance.random() < self._options.heeds:
                person.asked_at = now + self._chance.uniform(0.5, 2.0)
                heed += 1
        return heed

    def _decide(self, person: Person, now: float, robot: RobotSeen) -> None:
        if person.asked_at is not None and person.asked_at <= now:
            person.asked_at = None
            self._go(person, Doing.STEPS_ASIDE, _aside(person, robot), now + 4.0)
        elif person.doing is Doing.WALKS and not person.child:
            self._tempted(person, now, robot)
        if not person.moves and person.until <= now:
            self._set_out(person, now)
        elif person.moves and (person.until <= now or self._has_arrived(person)):
            self._arrive(person, now)

    def _tempted(self, person: Person, now: float, robot: RobotSeen) -> None:
        """A robot that moves is crossed, or stood in the way of, now and then."""
        if abs(robot.v_m_s) < 0.1 or math.hypot(robot.x - person.x, robot.y - person.y) > SEES_ROBOT_M:
            return
        drawn = self._chance.random() / STEP_S
        ahead = self._chance.uniform(0.9, 1.4)
        x, y = robot.x + ahead * math.cos(robot.yaw), robot.y + ahead * math.sin(robot.yaw)
        if drawn < self._options.blocking_per_s:
            self._go(person, Doing.COMES, (x, y), now + 4.0)
        elif drawn < self._options.blocking_per_s + self._options.crossing_per_s:
            over = (2 * x - person.x, 2 * y - person.y)
            self._go(person, Doing.CROSSES, over, now + 4.0)

    def _set_out(self, person: Person, now: float) -> None:
        drawn = self._chance.random()
        company = [each for each in self.people if each is not person and not each.moves]
        if person.child or drawn > 0.35 or not (company or self._options.seats):
            self._walk_to(person, self._chance.choice(self._goals), now)
        elif drawn < 0.15 and company:
            other = self._chance.choice(company)
            self._walk_to(person, (other.x, other.y), now)
            person.doing = Doing.GATHERS
        else:
            self._walk_to(person, self._free_seat(), now)

    def _walk_to(self, person: Person, goal: Point, now: float) -> None:
        cost = self.ways.cost((person.x, person.y), goal)
        seconds = 2 * cost / person.speed_m_s + 5 if math.isfinite(cost) else 0.0
        self._go(person, Doing.WALKS, goal, now + seconds)

    def _go(self, person: Person, doing: Doing, goal: Point, until: float) -> None:
        person.doing, person.goal, person.until, person.held_up_s = doing, goal, until, 0.0

    def _has_arrived(self, person: Person) -> bool:
        near = 0.8 if person.doing is Doing.GATHERS else ARRIVED_M
        return math.hypot(person.goal[0] - person.x, person.goal[1] - person.y) <= near

    def _arrive(self, person: Person, now: float) -> None:
        chance, there = self._chance, self._has_arrived(person)
        person.vx = person.vy = 0.0
        if person.doing is Doing.COMES:
            person.doing, person.until = Doing.BLOCKS, now + chance.uniform(8.0, 40.0)
        elif person.goal in self._options.seats and there:
            person.doing, person.until = Doing.SITS, now + chance.uniform(20.0, 120.0)
        else:
            person.doing = Doing.STANDS
            person.until = now + (chance.uniform(0.0, 2.0) if person.child else chance.uniform(1.0, 15.0))

    def _walk(self, person: Person, now: float, others: Sequence[Circle], robot: RobotSeen) -> None:
        if not person.moves:
            person.vx = person.vy = 0.0
            return
        point: Point | None = person.goal
        if person.doing in (Doing.WALKS, Doing.GATHERS):
            point = self.ways.next_point((person.x, person.y), person.goal)
        if point is not None and self._stepping.toward(person, point, others, robot):
            person.held_up_s = 0.0
            return
        person.held_up_s += STEP_S
        if point is None or person.held_up_s >= GIVES_UP_S:
            person.vx = person.vy = 0.0
            person.doing, person.until = Doing.STANDS, now + self._chance.uniform(0.5, 3.0)
            person.side = -person.side

    def _free_seat(self) -> Point:
        taken = {each.goal for each in self.people if each.doing in (Doing.SITS, Doing.WALKS)}
        seats = [seat for seat in self._options.seats if seat not in taken]
        return self._chance.choice(seats or self._goals)

    def _somewhere(self, ways: Ways, robot: RobotSeen, things: Circles) -> Point:
        """A free place from where the first goal can be reached, off the robot, things and all others."""
        points = ways.points
        for _ in range(200 if points else 0):
            x, y = self._chance.choice(points)
            off_robot = math.hypot(x - robot.x, y - robot.y) > SPAWN_FROM_ROBOT_M
            off_others = all(math.hypot(x - each.x, y - each.y) > 0.6 for each in self.people)
            off_things = np.hypot(things[:, 0] - x, things[:, 1] - y) > things[:, 2] + 0.3
            if (
                off_robot
                and off_others
                and off_things.all()
                and math.isfinite(ways.cost((x, y), self._goals[0]))
            ):
                return x, y
        raise ValueError("there is no room in the hall for one more")

    def _arrange(self) -> None:
        self.circles = np.array([(each.x, each.y, each.radius_m) for each in self.people]).reshape(-1, 3)


def _near(obstacles: Circles, person: Person) -> list[Circle]:
    if not len(obstacles):
        return []
    off = np.abs(obstacles[:, :2] - (person.x, person.y)).max(1) - obstacles[:, 2]
    return [(x, y, radius) for x, y, radius in obstacles[off < 0.7].tolist()]


def _is_before(person: Person, robot: RobotSeen) -> bool:
    dx, dy = person.x - robot.x, person.y - robot.y
    off = math.remainder(math.atan2(dy, dx) - robot.yaw, math.tau)
    return math.hypot(dx, dy) <= HEARS_M and abs(off) <= HEARS_HALF_RAD


def _aside(person: Person, robot: RobotSeen) -> Point:
    """A step to the side where the person stands already."""
    dx, dy = person.x - robot.x, person.y - robot.y
    left = math.sin(math.atan2(dy, dx) - robot.yaw) >= 0
    direction = robot.yaw + (math.pi / 2 if left else -math.pi / 2)
    return person.x + 1.2 * math.cos(direction), person.y + 1.2 * math.sin(direction)
