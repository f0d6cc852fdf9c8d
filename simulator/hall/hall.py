"""A hall in which a robot drives among people.

Responsible for: physics of the robot, people, obstacles and the dock in fixed steps, what the base's sensors
and a scanner make of it, every contact and how near things came, all by one seed.
Not responsible for: protocols (simulator/devices), what is done about it.
"""

import math
import random
from dataclasses import dataclass

import numpy as np

from simulator.devices.mobile_base.body import Sensed
from simulator.hall.contacts import FALL, PERSON, Clearance, Contact, ContactBook, Motion, Near
from simulator.hall.options import HallOptions
from simulator.hall.people.crowd import STEP_S, Crowd
from simulator.hall.people.person import Person
from simulator.hall.people.steps import RobotSeen
from simulator.hall.pits import Pits
from simulator.hall.poses import Pose, wrapped
from simulator.hall.robot import RADIUS_M, Robot
from simulator.hall.sight import Sight
from simulator.hall.surroundings import Look, Surroundings
from simulator.hall.walls import Walls

PHYSICS_S = 0.02
STEPS_A_DECISION = round(STEP_S / PHYSICS_S)
MOVES_M_S, TURNS_RAD_S = 0.02, 0.05  # slower than that, nobody says it moves
BEAM_MISSED = 0.05  # share of the readings in which a receiver sees nothing


@dataclass(slots=True)
class Obstacle:
    """Something round that no map shows."""

    number: int
    x: float
    y: float
    radius_m: float


class Hall:
    """`at`: simulated seconds; `least`: the least clearance at which the robot has moved yet, m."""

    def __init__(self, walls: Walls, options: HallOptions | None = None, seed: int = 1) -> None:
        self.options = options or HallOptions()
        self.walls = walls
        self.at = 0.0
        self.book = ContactBook()
        self.obstacles: dict[int, Obstacle] = {}
        self.dock = self.options.dock
        self._chance = random.Random(seed)  # noqa: S311 (chance in a simulation, no secret)
        self._around = Surroundings(walls, self.dock)
        self.crowd = Crowd(walls, self.options.crowd, random.Random(self._chance.random()))  # noqa: S311
        self.robot = Robot(
            self._start(),
            self.options.drive,
            Pits(self.options.pits),
            random.Random(self._chance.random()),  # noqa: S311
        )
        self.scene = Sight(self.robot, self._around, self.options.far_m, self.advance)
        self.path_m = 0.0
        self.least = Clearance()
        self._steps = 0
        self._numbers = 0
        self._look = Look(Clearance(), ())
        self._settle()
        for x, y, radius in self.options.obstacles:
            self.add_obstacle(x, y, radius)
        for _ in range(self.options.people):
            self.add_person()

    @property
    def pose(self) -> Pose:
        """Where the robot truly is."""
        return self.robot.pose

    @property
    def twist(self) -> tuple[float, float]:
        """How fast it truly moves: m/s ahead, rad/s to the left."""
        return self.robot.v_m_s, self.robot.w_rad_s

    @property
    def clearance(self) -> Clearance:
        """How near things are to its rim, m."""
        return self._look.clearance

    @property
    def contacts(self) -> list[Contact]:
        """All there have been."""
        return self.book.contacts

    @property
    def on_dock(self) -> bool:
        """Whether the dock charges it."""
        return self.dock is not None and not self.robot.lifted and self.dock.charges(self.pose, RADIUS_M)

    def place_robot(self, pose: Pose) -> None:
        """Put it elsewhere; its own sensors notice nothing. Raises ValueError where it does not fit."""
        if self.walls.nearest(pose.x, pose.y).distance_m < RADIUS_M or not self.walls.is_free(pose.x, pose.y):
            raise ValueError(f"the robot does not fit at {pose.x:.2f}, {pose.y:.2f}")
        self.robot.place(pose)
        self.scene.jumped()
        self._settle()

    def lift(self, lifted: bool = True) -> None:
        """Lift the robot off the floor, or put it down."""
        self.robot.lift(lifted)

    def jam(self, left: bool, right: bool) -> None:
        """Keep its wheels from turning, or let them."""
        self.robot.left.jammed, self.robot.right.jammed = left, right

    def spin(self, in_vain: bool) -> None:
        """Let its wheels turn without moving it, or no longer."""
        self.robot.grip = 0.0 if in_vain else 1.0

    def watch_anew(self) -> None:
        """Begin a trip: contacts, path and least clearance count from now on."""
        self.book, self.path_m, self.least = ContactBook(), 0.0, Clearance()

    @property
    def people(self) -> list[Person]:
        """Everybody who is there."""
        return self.crowd.people

    def add_person(self, at: tuple[float, float] | None = None, *, child: bool | None = None) -> Person:
        """Somebody comes in. Raises ValueError when there is no room."""
        person = self.crowd.add(self._seen(), self._around.obstacles, at, child=child)
        self._arrange()
        return person

    def move_person(self, number: int, x: float, y: float) -> None:
        """Drag somebody there. Raises KeyError."""
        self.crowd.move(number, (x, y), self.at)
        self._arrange()

    def remove_person(self, number: int) -> None:
        """Somebody leaves. Raises KeyError."""
        self.crowd.remove(number)
        self.book.forget(PERSON, number)
        self._arrange()

    def asked_to_pass(self) -> int:
        """The robot asks people before it to make way; returns how many will."""
        return self.crowd.asked_to_pass(self.at, self._seen())

    def add_obstacle(self, x: float, y: float, radius_m: float) -> int:
        """Put something round there; returns its number."""
        self._numbers += 1
        self.obstacles[self._numbers] = Obstacle(self._numbers, x, y, radius_m)
        self._arrange()
        return self._numbers

    def move_obstacle(self, number: int, x: float, y: float) -> None:
        """Put it elsewhere. Raises KeyError."""
        self.obstacles[number].x, self.obstacles[number].y = x, y
        self._arrange()

    def remove_obstacle(self, number: int) -> None:
        """Take it away. Raises KeyError."""
        del self.obstacles[number]
        self._arrange()

    def block(
        self, begin: tuple[float, float], end: tuple[float, float], radius_m: float = 0.15
    ) -> list[int]:
        """Put a row of things across a corridor; returns their numbers."""
        length = math.dist(begin, end)
        count = max(2, math.ceil(length / (2 * radius_m)) + 1)
        at = np.linspace(begin, end, count).tolist()
        return [self.add_obstacle(x, y, radius_m) for x, y in at]

    def advance(self, now: float) -> None:
        """Let time pass until `now`, in whole steps of PHYSICS_S."""
        while (self._steps + 1) * PHYSICS_S <= now + 1e-9:
            self._steps += 1
            self._step(self._steps * PHYSICS_S)

    def drive(self, left_m_s: float, right_m_s: float) -> None:
        """What the motors want of the wheels (simulator.devices.mobile_base.body.Body)."""
        self.robot.left.setpoint_m_s, self.robot.right.setpoint_m_s = left_m_s, right_m_s

    def sense(self, now: float) -> Sensed:
        """What the base feels at `now` (Body)."""
        self.advance(now)
        robot = self.robot
        return Sensed(
            left_m=robot.left.travel_m,
            right_m=robot.right.travel_m,
            yaw_rad=robot.turned_rad,
            yaw_rate_rad_s=robot.w_rad_s,
            roll_rate_rad_s=robot.rocking_rad_s,
            pitch_rate_rad_s=0.0,
            bumpers=robot.bumpers,
            cliffs=robot.cliffs,
            wheel_drops=robot.wheel_drops,
            currents_a=(robot.left.current_a, robot.right.current_a),
            dock_beams=self._beams(),
            on_dock=self.on_dock,
        )

    def _step(self, at: float) -> None:
        before = self.robot.x, self.robot.y
        if self._steps % STEPS_A_DECISION == 1:
            self.crowd.decide(at, self._seen(), self._around.obstacles)
        self.crowd.flow(PHYSICS_S)
        self._look, motion = self.robot.step(PHYSICS_S, self._looked_at)
        self.at = at
        self.scene.note(at)
        self.path_m += math.dist(before, (self.robot.x, self.robot.y))
        for each in self._look.near:
            self._touched(each, motion)
        self._note_fall()
        if abs(self.robot.v_m_s) > MOVES_M_S or abs(self.robot.w_rad_s) > TURNS_RAD_S:
            self.least = self.least.least_of(self._look.clearance)

    def _touched(self, near: Near, motion: Motion) -> None:
        self.book.note(near, motion, self.at)
        if near.what == PERSON and near.gap_m <= 0.0:
            person = self.crowd.person(near.who)
            if person.vx * near.toward_x + person.vy * near.toward_y < 0:
                self.crowd.halt(near.who)

    def _note_fall(self) -> None:
        if self.options.pits and any(self.robot.wheel_drops) and not self.robot.lifted:
            robot = self.robot
            ahead = math.cos(robot.yaw), math.sin(robot.yaw)
            self.book.note(Near(FALL, 0, 0.0, *ahead), Motion(robot.x, robot.y, robot.yaw, *ahead), self.at)

    def _looked_at(self, x: float, y: float) -> Look:
        return self._around.look(x, y, RADIUS_M)

    def _seen(self) -> RobotSeen:
        robot = self.robot
        return RobotSeen(robot.x, robot.y, robot.yaw, robot.v_m_s, RADIUS_M)

    def _beams(self) -> tuple[int, int, int]:
        pose = self.pose
        if self.dock is None or not self.dock.reaches(pose) or self._is_hidden(self.dock.x, self.dock.y):
            return 0, 0, 0
        right, centre, left = (
            0 if self._chance.random() < BEAM_MISSED else lit for lit in self.dock.beams(pose)
        )
        return right, centre, left

    def _is_hidden(self, x: float, y: float) -> bool:
        """Whether something round stands between the robot and that point."""
        circles = self._around.circles
        if not len(circles):
            return False
        here = np.array((self.robot.x, self.robot.y))
        way = np.array((x, y)) - here
        share = np.clip((circles[:, :2] - here) @ way / max(way @ way, 1e-9), 0, 1)
        off = np.hypot(*(here + share[:, None] * way - circles[:, :2]).T)
        return bool((off < circles[:, 2]).any())

    def _arrange(self) -> None:
        things = list(self.obstacles.values())
        self._around.obstacles = np.array([(each.x, each.y, each.radius_m) for each in things]).reshape(-1, 3)
        self._around.obstacle_numbers = [each.number for each in things]
        self._around.people = self.crowd.circles
        self._around.person_numbers = [each.number for each in self.people]
        self._settle()

    def _settle(self) -> None:
        """Look around where it stands."""
        self._look = self._looked_at(self.robot.x, self.robot.y)
        self.robot.near = self._look.near
        self.scene.note(self.at)

    def _start(self) -> Pose:
        if self.options.start is not None:
            return self.options.start
        if self.dock is not None:
            return self.dock.docked_pose(RADIUS_M)
        row, column = np.unravel_index(
            int(np.where(self.walls.free, self.walls.distance_m, -1).argmax()), self.walls.free.shape
        )
        x, y = self.walls.corner
        resolution = self.walls.resolution_m
        return Pose(x + (float(column) + 0.5) * resolution, y + (float(row) + 0.5) * resolution, wrapped(0.0))
