"""What a base's frames mean for whoever drives it. Pure."""

import math
from collections.abc import Set
from dataclasses import dataclass

from drivers.mobile_base.failsafe import Condition
from drivers.mobile_base.kobuki.base_clock import BaseClock, Order
from drivers.mobile_base.kobuki.battery import Battery
from drivers.mobile_base.kobuki.odometry import Odometry
from drivers.mobile_base.kobuki.protocol.feedback import Core, Feedback, Inertia
from drivers.mobile_base.kobuki.tilt import Tilt, rates_rad_s
from drivers.motion import BaseReading, DockBeams

DIGITAL_INPUTS = range(4)


@dataclass(frozen=True, slots=True)
class EmergencyStop:
    """Where the button is wired: a digital input, 0 to 3, and whether it reads high while it is pressed."""

    input: int
    pressed_is_high: bool = True

    def __post_init__(self) -> None:
        if self.input not in DIGITAL_INPUTS:
            raise ValueError(f"a base has the digital inputs 0 to 3, not {self.input}")

    def pressed(self, digital: int) -> bool:
        """Whether it is, by the bits of the inputs."""
        return bool(digital >> self.input & 1) is self.pressed_is_high


@dataclass(frozen=True, slots=True)
class Sensed:
    """A reading, what it asks for, and whether the base has begun anew."""

    reading: BaseReading
    conditions: Set[Condition]
    restarted: bool


class Senses:
    """Turns frames into readings that do not jump, whatever connections and restarts come between."""

    def __init__(self, emergency_stop: EmergencyStop | None) -> None:
        self._emergency_stop = emergency_stop
        self._clock = BaseClock()
        self._odometry = Odometry()
        self._battery = Battery()
        self._tilt = Tilt()
        self.incomplete_frames = self.repeated_frames = 0

    def begin(self) -> None:
        """A new connection."""
        self._clock.begin()
        self._count_anew()

    def take(self, said: Feedback, now: float) -> Sensed | None:
        """What a frame read at `now` says; None: it lacks what it is driven by, or says nothing new."""
        if said.core is None or said.inertia is None or self._emergency_stop_is_missing(said):
            self.incomplete_frames += 1
            return None
        order, elapsed_s = self._clock.follow(said.core.timestamp_ms, now)
        if order is Order.REPEATED:
            self.repeated_frames += 1
            return None
        if order is Order.RESTARTED:
            self._count_anew()
        reading = self._read(said, said.core, said.inertia, now, elapsed_s)
        return Sensed(reading, self._conditions(reading), order is Order.RESTARTED)

    def _count_anew(self) -> None:
        self._odometry.begin()
        self._tilt.begin()

    def _emergency_stop_is_missing(self, said: Feedback) -> bool:
        return self._emergency_stop is not None and said.inputs is None

    def _read(
        self, said: Feedback, core: Core, inertia: Inertia, now: float, elapsed_s: float
    ) -> BaseReading:
        self._odometry.add(core.left_ticks, core.right_ticks, inertia.angle_cdeg, elapsed_s)
        return BaseReading(
            at_s=now,
            left_m=self._odometry.left_m,
            right_m=self._odometry.right_m,
            yaw_rad=self._odometry.yaw_rad,
            yaw_rate_rad_s=math.radians(inertia.rate_cdeg_s / 100),
            bumpers=core.bumpers,
            cliffs=core.cliffs,
            wheel_drops=core.wheel_drops,
            over_current=core.over_current,
            wheel_current_a=said.wheel_current_a or (0.0, 0.0),
            tilt_rate_rad_s=self._tilt.add(rates_rad_s(said.gyro or ()), elapsed_s),
            emergency_stop=self._is_stopped(said),
            button=core.button,
            beams=said.beams or DockBeams(),
            charger=core.charger,
            battery_v=core.battery_v,
            battery_percent=round(self._battery.percent(core.battery_v, core.charger)),
        )

    def _is_stopped(self, said: Feedback) -> bool | None:
        if self._emergency_stop is None or said.inputs is None:
            return None
        return self._emergency_stop.pressed(said.inputs.digital)

    def _conditions(self, reading: BaseReading) -> Set[Condition]:
        there = {
            Condition.EMERGENCY_STOP: reading.emergency_stop,
            Condition.CLIFF: reading.cliffs,
            Condition.WHEEL_DROP: reading.wheel_drops,
            Condition.TILT: self._tilt.leaning,
            Condition.BUMPER: reading.bumpers,
            Condition.OVER_CURRENT: reading.over_current,
        }
        return {condition for condition, holds in there.items() if holds}
