"""The base's battery: how its voltage falls with use, and how it is charged. Pure.

Source of the marks: kobuki_core battery.hpp (full 16.5 V, dangerous 13.2 V, percent in between).
"""

from bisect import bisect_left
from collections.abc import Sequence

# Charge left, and the voltage of four lithium-ion cells in a row at rest.
CHARGES: Sequence[float] = (0.0, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0)
VOLTS: Sequence[float] = (12.6, 13.2, 13.9, 14.4, 14.8, 15.3, 15.8, 16.2, 16.5)
DANGEROUS_V, FULL_V = 13.2, 16.5
SAG_V_PER_A, LIFT_V = 0.05, 0.2
CHARGING_A, FULL = 2.2, 0.999
DISCHARGING, CHARGED, CHARGING, BY_ADAPTER = 0x00, 0x02, 0x06, 0x10  # as on the wire


def _between(at: float, points: Sequence[float], values: Sequence[float]) -> float:
    right = min(max(bisect_left(points, at), 1), len(points) - 1)
    share = (at - points[right - 1]) / (points[right] - points[right - 1])
    return values[right - 1] + share * (values[right] - values[right - 1])


class Battery:
    """`charge` is 0 to 1 of `capacity_ah`."""

    def __init__(self, capacity_ah: float, percent: float) -> None:
        self.charge = 0.0
        self.adapter = False
        self._capacity_as = capacity_ah * 3600
        self._on_dock = False
        self._full = False
        self._load_a = 0.0
        self.set_percent(percent)

    def set_percent(self, percent: float) -> None:
        """As full as hosts take for this percentage when nothing draws on it."""
        volts = DANGEROUS_V + (percent - 5) / 95 * (FULL_V - DANGEROUS_V)
        self.charge = min(max(_between(volts, VOLTS, CHARGES), 0.0), 1.0)
        self._full = self.charge >= FULL

    def pass_time(self, seconds: float, load_a: float, on_dock: bool) -> None:
        """Draw on it, or charge it."""
        self._load_a, self._on_dock = load_a, on_dock
        if not self.is_fed:
            self.charge = max(0.0, self.charge - load_a * seconds / self._capacity_as)
            self._full = False
        else:
            self.charge = min(1.0, self.charge + CHARGING_A * seconds / self._capacity_as)
            self._full = self._full or self.charge >= FULL

    @property
    def is_fed(self) -> bool:
        """Whether it stands on the dock or has the adapter."""
        return self.adapter or self._on_dock

    @property
    def volts(self) -> float:
        """What is measured at its ends."""
        rest = _between(self.charge, CHARGES, VOLTS)
        return rest + LIFT_V if self.is_fed else rest - SAG_V_PER_A * self._load_a

    @property
    def charger(self) -> int:
        """The charger's state as on the wire."""
        if not self.is_fed:
            return DISCHARGING
        return (CHARGED if self._full else CHARGING) | (BY_ADAPTER if self.adapter else 0)
