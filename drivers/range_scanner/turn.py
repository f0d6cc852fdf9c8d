"""One whole turn as a scanner's protocol gives it, in our convention. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MM_PER_M = 1000.0
ALIKE = 5  # turns that are the same to the millimetre: no scanner measures like that


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """The arrays of `drivers.range_scan.RangeScan`; `ago_s`: how long before the last byte it ended."""

    angles_rad: NDArray[np.float32]
    ranges_m: NDArray[np.float32]
    turn_s: float
    ago_s: float


def counter_clockwise_rad(clockwise_deg: NDArray[np.float64]) -> NDArray[np.float32]:
    """Angles of 0 up to 360° that run clockwise seen from above, in (-π, π] counter-clockwise."""
    return np.radians(np.where(clockwise_deg < 180, -clockwise_deg, 360 - clockwise_deg)).astype(np.float32)


def metres(millimetres: NDArray[np.float64]) -> NDArray[np.float32]:
    """Distances in metres, NaN for 0: nothing came back."""
    return np.where(millimetres > 0, millimetres / MM_PER_M, np.nan).astype(np.float32)


class Repetition:
    """Notices a scanner that gives one turn again and again."""

    def __init__(self) -> None:
        self._before: bytes = b""
        self._times = 1

    def is_frozen(self, turn: Turn) -> bool:
        """Whether `turn` is at least the fifth of its like in a row; one without any echo is never."""
        now = turn.ranges_m.tobytes()
        self._times = self._times + 1 if now == self._before else 1
        self._before = now
        return self._times >= ALIKE and not np.isnan(turn.ranges_m).all()

    def forget(self) -> None:
        """The wire begins anew."""
        self._before, self._times = b"", 1
