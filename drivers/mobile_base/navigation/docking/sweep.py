"""Turning on the spot to find in which direction a dock is: the middle of where it is seen. Pure."""

import math

from drivers.mobile_base.navigation.docking.moves import View
from drivers.motion import DARK, Twist

TURN_RAD_S = 0.8
BEYOND_RAD = 0.2  # nothing is seen for so far: that was the edge
WHOLE_TURN_RAD = 2 * math.pi + BEYOND_RAD


class Sweep:
    """`first`: which way it turns first, 1 left. `bearing_rad`, once it is over: None, nothing is seen."""

    def __init__(self, first: int) -> None:
        self.bearing_rad: float | None = None
        self._way = first
        self._been = self._lit = (math.inf, -math.inf)  # from, to

    def step(self, view: View) -> Twist | None:
        """What to do; None: it is over."""
        yaw_rad = view.pose.yaw_rad
        self._been = _with(self._been, yaw_rad)
        if view.lit is not DARK:
            self._lit = _with(self._lit, yaw_rad)
        if self._lit[0] > self._lit[1]:
            return None if self._been[1] - self._been[0] > WHOLE_TURN_RAD else self._turn()
        open_right = self._been[0] > self._lit[0] - BEYOND_RAD
        open_left = self._been[1] < self._lit[1] + BEYOND_RAD
        if not (open_left or open_right):
            self.bearing_rad = (self._lit[0] + self._lit[1]) / 2
            return None
        if not (open_left if self._way > 0 else open_right):
            self._way = -self._way
        return self._turn()

    def _turn(self) -> Twist:
        return Twist(0.0, self._way * TURN_RAD_S)


def _with(span: tuple[float, float], value: float) -> tuple[float, float]:
    return min(span[0], value), max(span[1], value)
