"""Tries to dock in a simulated hall, in virtual time and without wires: `Docking` drives its wheels."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from drivers.mobile_base.kobuki.kinematics import Limits
from drivers.mobile_base.kobuki.ramp import Ramp
from drivers.mobile_base.navigation.docking.docking import Docking
from drivers.mobile_base.navigation.docking.states import DockStep
from drivers.mobile_base.navigation.frames import seen_from
from drivers.motion import BaseReading, Beam, Charger, DockBeams, Side
from drivers.motion import Pose as Seen
from simulator.devices.mobile_base.body import Sensed
from simulator.hall.dock import Dock
from simulator.hall.hall import Hall
from simulator.hall.options import HallOptions
from simulator.hall.poses import Pose
from simulator.hall.robot import RADIUS_M
from simulator.hall.walls import Walls
from simulator.hall.wheels import WHEELBASE_M

TICK_S, WIRE_S = 0.05, 0.02  # a step of the navigator; until the wheels hear of it
LONG_M, HALF_WIDE_M, NEAREST_M = 5.0, 1.0, 0.3
HINT_OFF_M, HINT_OFF_RAD = 0.3, math.radians(15)
LONGEST_S = 400.0
DOCK = Dock(0.0, 0.0, math.pi / 2)
SIDES = (Side.LEFT, Side.CENTRE, Side.RIGHT)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one; `touched`: the bumper was pressed. `fastest_m_s`: as it came onto the contacts."""

    seed: int
    start: Pose
    step: DockStep
    seconds: float
    touched: bool
    fastest_m_s: float

    @property
    def docked(self) -> bool:
        """Whether it charges, and touched nothing."""
        return self.step.done and not self.touched


def room() -> Walls:
    """Six by eight metres, with the dock at the middle of a wall."""
    free = np.zeros((160, 120), bool)
    free[2:-2, 2:-2] = True
    return Walls(~free, free, 0.05, (-3.0, -0.3))


def before_dock(chance: random.Random) -> Pose:
    """Anywhere in the zone where its beams are to be seen, looking anywhere."""
    while True:
        x, y = chance.uniform(-HALF_WIDE_M, HALF_WIDE_M), chance.uniform(NEAREST_M, LONG_M)
        if math.hypot(x, y) > RADIUS_M + NEAREST_M / 2:
            return Pose(x, y, chance.uniform(-math.pi, math.pi))


def rough_hint(start: Pose, chance: random.Random) -> Seen | None:
    """Where the dock is, as a robot thinks that is wrong about its own place; None: it has no idea."""
    if chance.random() < 1 / 3:
        return None
    thought = Seen(
        start.x + chance.uniform(-HINT_OFF_M, HINT_OFF_M),
        start.y + chance.uniform(-HINT_OFF_M, HINT_OFF_M),
        start.yaw + chance.uniform(-HINT_OFF_RAD, HINT_OFF_RAD),
    )
    docked = DOCK.docked_pose(RADIUS_M)
    return seen_from(thought, Seen(docked.x, docked.y, docked.yaw))


def reading_of(sensed: Sensed, now: float) -> BaseReading:
    """As a base would tell it."""
    right, centre, left = (Beam(each) for each in sensed.dock_beams)
    pressed = (side for side, on in zip(SIDES, sensed.bumpers, strict=True) if on)
    return BaseReading(
        now,
        sensed.left_m,
        sensed.right_m,
        sensed.yaw_rad,
        sensed.yaw_rate_rad_s,
        bumpers=sum(pressed, Side(0)),
        beams=DockBeams(left, centre, right),
        charger=Charger.DOCK_CHARGING if sensed.on_dock else Charger.NONE,
    )


def attempt(
    seed: int,
    start: Pose | None = None,
    meddle: Callable[[Hall, float], None] | None = None,
    dock: Dock = DOCK,
    walls: Walls | None = None,
) -> Tried:
    """One, until it charges or gives up. `meddle` may do something to the hall at any time."""
    chance = random.Random(seed)
    start = before_dock(chance) if start is None else start
    hall = Hall(walls or room(), HallOptions(start=start, dock=dock), seed)
    docking, ramp = Docking(0.0, rough_hint(start, chance)), Ramp(Limits())
    touched, speed_m_s, now, step = False, 0.0, 0.0, None
    while now < LONGEST_S and (step is None or not (step.done or step.failed)):
        now += TICK_S
        if meddle is not None:
            meddle(hall, now)
        reading = reading_of(hall.sense(now), now)
        touched |= bool(reading.bumpers)
        if reading.charger is Charger.NONE:
            speed_m_s = hall.twist[0]
        step = docking.step(reading, now)
        hall.advance(now + WIRE_S)
        twist = ramp.step(step.twist, TICK_S)
        half = twist.w_rad_s * WHEELBASE_M / 2
        hall.drive(twist.v_m_s - half, twist.v_m_s + half)
    if step is None:
        raise RuntimeError("no step was made")
    return Tried(seed, start, step, now, touched, speed_m_s)
