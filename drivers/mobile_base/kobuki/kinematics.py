"""Between speeds and what the base's wheels are told. Pure.

Source: kobuki_core 1.4.0 (diff_drive.cpp, command.cpp).
"""

import math
from dataclasses import dataclass

from drivers.motion import Twist

WHEEL_BASE_M = 0.230
TICKS_PER_M = 11724.41658
_HALF_MM = 1000 * WHEEL_BASE_M / 2
_STRAIGHT_RAD_S = _ON_THE_SPOT_M_S = 0.0001
_INT16 = 0x7FFF


@dataclass(frozen=True, slots=True)
class Limits:
    """What a base is let do; the defaults are all that a Kobuki can. Slowing down is 1.2 times as quick."""

    v_m_s: float = 0.7
    w_rad_s: float = math.pi
    v_m_s2: float = 0.5
    w_rad_s2: float = 3.5

    def check(self, setpoint: Twist) -> None:
        """Raises ValueError for speeds that are no numbers, or beyond the limits."""
        within = abs(setpoint.v_m_s) <= self.v_m_s and abs(setpoint.w_rad_s) <= self.w_rad_s
        if not within:  # nor is a speed that is no number
            raise ValueError(
                f"{setpoint.v_m_s} m/s and {setpoint.w_rad_s} rad/s are beyond "
                f"{self.v_m_s:g} m/s and {self.w_rad_s:g} rad/s"
            )


def wheel_command(twist: Twist) -> tuple[int, int]:
    """The outer wheel's speed in mm/s, and the radius in mm (protocol/commands.py, `encode_drive`)."""
    v_mm_s, w_rad_s = 1000 * twist.v_m_s, twist.w_rad_s
    if abs(w_rad_s) < _STRAIGHT_RAD_S:
        return _int16(v_mm_s), 0
    radius_mm = v_mm_s / w_rad_s
    if abs(twist.v_m_s) < _ON_THE_SPOT_M_S or abs(radius_mm) <= 1:
        return _int16(_HALF_MM * w_rad_s), 1
    return _int16((radius_mm + math.copysign(_HALF_MM, radius_mm)) * w_rad_s), _int16(radius_mm)


def _int16(value: float) -> int:
    return int(min(max(value, -_INT16), _INT16))
