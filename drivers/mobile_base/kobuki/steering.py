"""What the wheels are told, moment by moment: a setpoint while it is fresh, along the ramp. Pure."""

import math

from drivers.mobile_base.kobuki.kinematics import Limits
from drivers.mobile_base.kobuki.ramp import Ramp
from drivers.motion import STILL, Twist

FRESH_S = 0.3  # after which whoever sent a setpoint counts as gone
LONGEST_STEP_S = 0.05


class Steering:
    """Keeps the setpoint; times are the caller's clock in seconds."""

    def __init__(self, limits: Limits) -> None:
        self._ramp = Ramp(limits)
        self._setpoint = STILL
        self._until = self._stepped_at = self._moved_at = -math.inf

    @property
    def until(self) -> float:
        """When the setpoint is too old."""
        return self._until

    @property
    def moving(self) -> bool:
        """Whether the wheels were last told to turn."""
        return self._ramp.twist != STILL

    def moved_within(self, seconds: float, now: float) -> bool:
        """Whether the wheels were told to turn not longer ago than that."""
        return now - self._moved_at <= seconds

    def want(self, setpoint: Twist, now: float) -> None:
        """Want these speeds, until they are too old."""
        self._setpoint, self._until = setpoint, now + FRESH_S

    def halt(self) -> None:
        """Stand still at once, and until something is wanted anew."""
        self._setpoint, self._until = STILL, -math.inf
        self._ramp.stop()

    def command(self, now: float) -> Twist:
        """What to tell the wheels now."""
        if now >= self._until:
            self.halt()
        dt_s = min(now - self._stepped_at, LONGEST_STEP_S)
        self._stepped_at = now
        twist = self._ramp.step(self._setpoint, dt_s)
        if self.moving:
            self._moved_at = now
        return twist
