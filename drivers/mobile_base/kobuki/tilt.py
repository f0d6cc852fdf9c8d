"""Leaning over, by the gyro's raw samples. Pure.

A gyro knows rates, with an offset that drifts: what it says all the time is taken off, the rest summed up and
slowly forgotten. So a base that is tipped is noticed, one that is tipped over minutes is not.
"""

import math
from collections.abc import Sequence

from drivers.mobile_base.kobuki.protocol.feedback import Sample

RAD_S_PER_DIGIT = math.radians(0.00875)  # L3G4200D at 250 °/s
LEANING_RAD = 0.12  # a door sill makes a third of it
_OFFSET_S, _FORGET_S, _LONGEST_S = 5.0, 1.0, 0.1


def rates_rad_s(samples: Sequence[Sample]) -> tuple[float, float]:
    """Rolling and pitching on average; the chip is turned by 90° to the left. (0, 0) without samples."""
    if not samples:
        return 0.0, 0.0
    scale = RAD_S_PER_DIGIT / len(samples)
    return -scale * sum(y for _, y, _ in samples), scale * sum(x for x, _, _ in samples)


class Tilt:
    """Sums up rolling and pitching."""

    def __init__(self) -> None:
        self._offsets: tuple[float, float] | None = None
        self._angles = (0.0, 0.0)

    def begin(self) -> None:
        """What comes next is told by a base that stands upright."""
        self._offsets, self._angles = None, (0.0, 0.0)

    @property
    def leaning(self) -> bool:
        """Whether it has leaned over."""
        return max(map(abs, self._angles)) >= LEANING_RAD

    def add(self, rates: tuple[float, float], elapsed_s: float) -> float:
        """The rates, `elapsed_s` after those before; the faster of the two in rad/s, without its offset."""
        dt_s = min(elapsed_s, _LONGEST_S)
        offsets = self._offsets or rates
        true = rates[0] - offsets[0], rates[1] - offsets[1]
        kept = math.exp(-dt_s / _FORGET_S)
        self._angles = (self._angles[0] + true[0] * dt_s) * kept, (self._angles[1] + true[1] * dt_s) * kept
        share = dt_s / _OFFSET_S
        self._offsets = offsets[0] + true[0] * share, offsets[1] + true[1] * share
        return max(map(abs, true))
