"""Short movements that follow no path: turning to a heading, going backwards. Pure."""

import math
from dataclasses import dataclass
from typing import Protocol

from drivers.mobile_base.navigation.frames import wrapped
from drivers.motion import Pose, Twist

BACK_M_S = 0.1
GAIN, LEAST_RAD_S = 1.5, 0.15
PATIENCE_S = 3.0


@dataclass(frozen=True, slots=True)
class Moment:
    """What a manoeuvre goes by."""

    now: float
    pose: Pose
    travelled_m: float


class Manoeuvre(Protocol):
    """One that is under way."""

    def step(self, moment: Moment) -> Twist | None:
        """What it wants now; None: it is over."""


class TurnTo:
    """Turn on the spot to a heading in the map, within `tolerance_rad`."""

    def __init__(self, yaw_rad: float, tolerance_rad: float, fastest_rad_s: float, until_s: float) -> None:
        self._yaw_rad = yaw_rad
        self._tolerance_rad = tolerance_rad
        self._fastest_rad_s = fastest_rad_s
        self._until_s = until_s

    def step(self, moment: Moment) -> Twist | None:
        """Slower towards the end; in vain at its time limit."""
        error = wrapped(self._yaw_rad - moment.pose.yaw_rad)
        if abs(error) <= self._tolerance_rad or moment.now >= self._until_s:
            return None
        speed = min(self._fastest_rad_s, max(LEAST_RAD_S, GAIN * abs(error)))
        return Twist(0.0, math.copysign(speed, error))


class GoBack:
    """Straight back by `distance_m`, for as long as it takes at a slow pace and some patience."""

    def __init__(self, distance_m: float, moment: Moment, patience_s: float = PATIENCE_S) -> None:
        self._end_m = moment.travelled_m - distance_m
        self._until_s = moment.now + distance_m / BACK_M_S + patience_s

    def step(self, moment: Moment) -> Twist | None:
        """None when it is there, or does not get there."""
        if moment.travelled_m <= self._end_m or moment.now >= self._until_s:
            return None
        return Twist(-BACK_M_S, 0.0)

    def is_there(self, moment: Moment) -> bool:
        """Whether it came as far as it should."""
        return moment.travelled_m <= self._end_m + 0.01
