"""From beside the middle of a dock's beams into it. Pure."""

import math

from drivers.mobile_base.navigation.docking.moves import AIMED_RAD, View, along
from drivers.mobile_base.navigation.docking.sight import CENTRE
from drivers.motion import Twist

OFF_BEARING_RAD = math.radians(70)  # where a receiver at the side looks
SPEED_M_S = 0.15
LONGEST_M, DARK_S, LONGEST_S = 1.6, 0.6, 25.0


class Leg:
    """`crossed`, once it is over: it is in the middle, or just past it; else it must look again."""

    def __init__(self, bearing_rad: float, off: int, view: View) -> None:
        self.crossed = False
        self._side = 1 if off > 0 else -1
        self._yaw_rad = bearing_rad + self._side * OFF_BEARING_RAD
        self._end_m = view.travelled_m + LONGEST_M
        self._until_s = view.now + LONGEST_S

    def step(self, view: View) -> Twist | None:
        """What to do; None: it is over."""
        sight = view.sight
        self.crossed = bool(sight.all & CENTRE) or sight.off * self._side < 0
        if self.crossed or view.travelled_m >= self._end_m or view.now >= self._until_s:
            return None
        if abs(self._yaw_rad - view.pose.yaw_rad) <= AIMED_RAD and sight.dark_s(view.now) > DARK_S:
            return None
        return along(view, self._yaw_rad, SPEED_M_S)
