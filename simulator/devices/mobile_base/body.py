"""The base's body in its world: what its motors move, and what its sensors are in contact with. Pure."""

from dataclasses import dataclass, replace
from typing import Protocol

WHEELBASE_M = 0.230
NEAR_LEFT, NEAR_CENTRE, NEAR_RIGHT, FAR_CENTRE, FAR_LEFT, FAR_RIGHT = 1, 2, 4, 8, 16, 32


@dataclass(frozen=True, slots=True)
class Sensed:
    """What is so around the body and of it, seen from above, looking forward; left is positive.

    `left_m`, `right_m`: travelled by each wheel, slip included, since the beginning. `yaw_rad`: true heading
    since then, not wrapped. `bumpers`, `cliffs`: left, centre, right. `wheel_drops`, `currents_a`: left,
    right. `dock_beams`: right, centre, left receiver, each a sum of the bits above (left and right are
    the dock's own, as it looks out).
    """

    left_m: float = 0.0
    right_m: float = 0.0
    yaw_rad: float = 0.0
    yaw_rate_rad_s: float = 0.0
    roll_rate_rad_s: float = 0.0
    pitch_rate_rad_s: float = 0.0
    bumpers: tuple[bool, bool, bool] = (False, False, False)
    cliffs: tuple[bool, bool, bool] = (False, False, False)
    wheel_drops: tuple[bool, bool] = (False, False)
    currents_a: tuple[float, float] = (0.0, 0.0)
    dock_beams: tuple[int, int, int] = (0, 0, 0)
    on_dock: bool = False


class Body(Protocol):
    """Where the base meets its world."""

    def drive(self, left_m_s: float, right_m_s: float) -> None:
        """The speeds its motors want of its wheels, from the time of the last `sense` on."""

    def sense(self, now: float) -> Sensed:
        """Let the world advance to `now`, simulated seconds that never go back, and feel it."""


class StillBody:
    """Nothing stirs around it; it moves as it is told, at once. `around`: what else is so there."""

    def __init__(self, around: Sensed | None = None) -> None:
        self.around = around or Sensed()
        self._wanted = (0.0, 0.0)
        self._moved = (0.0, 0.0)
        self._now = 0.0

    def drive(self, left_m_s: float, right_m_s: float) -> None:
        """Turn the wheels."""
        self._wanted = (left_m_s, right_m_s)

    def sense(self, now: float) -> Sensed:
        """Where the wheels have come to by `now`."""
        seconds, self._now = now - self._now, now
        left, right = (m + speed * seconds for m, speed in zip(self._moved, self._wanted, strict=True))
        self._moved = (left, right)
        return replace(
            self.around,
            left_m=left,
            right_m=right,
            yaw_rad=(right - left) / WHEELBASE_M,
            yaw_rate_rad_s=(self._wanted[1] - self._wanted[0]) / WHEELBASE_M,
        )
