"""The base's gyro: drift, noise, and the raw samples of its chip. Pure.

The chip is turned by 90° counter-clockwise about z: its y axis measures rolling the other way round, its x
axis pitching.
"""

import math
import random
from collections.abc import Sequence

from simulator.devices.mobile_base.body import Sensed
from simulator.devices.mobile_base.condition import Value
from simulator.devices.mobile_base.feedback import DEG_S_PER_DIGIT

CENTI = 100  # the wire counts hundredths of a degree
MOST = 32_767
LONG_EVERY = 5  # of so many frames one has a third sample


class Gyro:
    """Turns true motion into the sensor's value: angle, and rates of yaw, roll, pitch."""

    def __init__(self, drift_deg_min: float, noise_deg_s: float, rng: random.Random) -> None:
        self.drift_deg_min = drift_deg_min
        self._noise_deg_s = noise_deg_s
        self._rng = rng
        self._drifted_deg = 0.0
        self._zero_rad: float | None = None
        self._samples = 0

    def boot(self) -> None:
        """Where it looks now is 0."""
        self._zero_rad, self._drifted_deg, self._samples = None, 0.0, 0

    def value(self, sensed: Sensed, seconds: float) -> Value:
        """What it measures; `seconds` after the last time."""
        self._drifted_deg += self.drift_deg_min / 60 * seconds
        if self._zero_rad is None:
            self._zero_rad = sensed.yaw_rad
        angle = math.degrees(sensed.yaw_rad - self._zero_rad) + self._drifted_deg
        rate = math.degrees(sensed.yaw_rate_rad_s) + self.drift_deg_min / 60
        if self._noise_deg_s:
            rate += self._rng.gauss(0, self._noise_deg_s)
        roll, pitch = math.degrees(sensed.roll_rate_rad_s), math.degrees(sensed.pitch_rate_rad_s)
        return round(angle * CENTI), round(rate * CENTI), round(roll * CENTI), round(pitch * CENTI)

    def samples(self, value: Value, frame: int) -> tuple[int, Sequence[int]]:
        """The number of the first raw sample of a frame, and all of its samples."""
        first, count = self._samples, 3 if frame % LONG_EVERY == LONG_EVERY - 1 else 2
        self._samples = (first + count) & 0xFF
        _, yaw, roll, pitch = (_digits(each) for each in value)
        return first, (pitch, -roll, yaw) * count


def wrapped_cdeg(angle_cdeg: int) -> int:
    """The angle as on the wire, -18000 to 17999."""
    return (angle_cdeg + 18_000) % 36_000 - 18_000


def limited(value: int) -> int:
    """What two bytes hold of a number."""
    return max(-MOST, min(MOST, value))


def _digits(rate_cdeg_s: int) -> int:
    return limited(round(rate_cdeg_s / (CENTI * DEG_S_PER_DIGIT)))
