"""How far the wheels have come and how far the base has turned, without jumps. Pure."""

import math
from collections.abc import Sequence

from drivers.mobile_base.kobuki.kinematics import TICKS_PER_M

_TICKS, _FULL_TURN_CDEG = 0x10000, 36_000  # where encoders and the gyro's heading wrap
FASTEST_M_S, FASTEST_RAD_S = 1.5, 10.0  # what is beyond them was not travelled: a base that counts anew


class Odometry:
    """Sums up what encoders and gyro count; it goes on from its sums when they begin anew."""

    def __init__(self) -> None:
        self.left_m = self.right_m = self.yaw_rad = 0.0
        self._last: Sequence[int] | None = None

    def begin(self) -> None:
        """What comes next is counted from wherever it is."""
        self._last = None

    def add(self, left_ticks: int, right_ticks: int, angle_cdeg: int, elapsed_s: float) -> None:
        """The counts, `elapsed_s` after those before."""
        before, self._last = self._last, (left_ticks, right_ticks, angle_cdeg)
        if before is None:
            return
        farthest_m = FASTEST_M_S * elapsed_s
        self.left_m += _believed(_signed(left_ticks - before[0], _TICKS) / TICKS_PER_M, farthest_m)
        self.right_m += _believed(_signed(right_ticks - before[1], _TICKS) / TICKS_PER_M, farthest_m)
        turn_rad = math.radians(_signed(angle_cdeg - before[2], _FULL_TURN_CDEG) / 100)
        self.yaw_rad += _believed(turn_rad, FASTEST_RAD_S * elapsed_s)


def _signed(difference: int, wrap: int) -> int:
    """The way round that is shorter."""
    return (difference + wrap // 2) % wrap - wrap // 2


def _believed(value: float, most: float) -> float:
    return value if abs(value) <= most else 0.0
