"""Speeds that do not jump. Pure."""

from drivers.mobile_base.kobuki.kinematics import Limits
from drivers.motion import STILL, Twist

SLOWING = 1.2  # times as quick as gathering speed (kobuki_core 1.4.0, acceleration_limiter.hpp)


class Ramp:
    """Brings what is commanded to what is wanted, within the limits; through zero when it turns round."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.twist = STILL

    def step(self, wanted: Twist, dt_s: float) -> Twist:
        """What to command `dt_s` after the step before."""
        self.twist = Twist(
            _approach(self.twist.v_m_s, wanted.v_m_s, self._limits.v_m_s2 * dt_s),
            _approach(self.twist.w_rad_s, wanted.w_rad_s, self._limits.w_rad_s2 * dt_s),
        )
        return self.twist

    def stop(self) -> None:
        """Stand still now."""
        self.twist = STILL


def _approach(value: float, wanted: float, most: float) -> float:
    """`value`, nearer to `wanted` by `most`, or by more when it gets slower."""
    turns_round = value * wanted < 0
    target = 0.0 if turns_round else wanted
    if abs(target) < abs(value):
        most *= SLOWING
    return value + min(max(target - value, -most), most)
