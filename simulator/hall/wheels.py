"""Two driven wheels: motors that lag, and a floor on which they slip. By seed."""

import math
import random
from dataclasses import dataclass

WHEELBASE_M = 0.230


@dataclass(frozen=True, slots=True)
class DriveOptions:
    """`lag_s`: time constant of the speed control. `uneven`, `noise`: error of a wheel's travel over the
    floor, lasting and changing (standard deviations, shares of it). `slips_per_m`: how often a wheel slips,
    for up to `slip_s`, losing up to `slip_share` of its travel.
    """

    lag_s: float = 0.08
    most_m_s2: float = 2.0
    uneven: float = 0.004
    noise: float = 0.005
    slips_per_m: float = 0.03
    slip_s: float = 0.4
    slip_share: float = 0.4


EXACT = DriveOptions(uneven=0.0, noise=0.0, slips_per_m=0.0)


class Wheel:
    """One of them. `speed_m_s`: of its rim; `travel_m`: since the beginning, as its encoder counts."""

    def __init__(self, options: DriveOptions, chance: random.Random) -> None:
        self.setpoint_m_s = self.speed_m_s = self.travel_m = 0.0
        self.jammed = False
        self._options, self._chance = options, chance
        self._scale = 1 + chance.gauss(0, options.uneven)
        self._slips_for_s = 0.0
        self._lost = 0.0

    @property
    def current_a(self) -> float:
        """What its motor takes: most when it is kept from turning."""
        return 0.08 + 0.3 * abs(self.speed_m_s) + 5.0 * abs(self.setpoint_m_s - self.speed_m_s)

    def turn(self, dt: float) -> float:
        """Turn for `dt` seconds; returns what that is over the floor if nothing is in the way, m."""
        if self.jammed:
            self.speed_m_s = 0.0
            return 0.0
        wanted = (self.setpoint_m_s - self.speed_m_s) * -math.expm1(-dt / self._options.lag_s)
        most = self._options.most_m_s2 * dt
        self.speed_m_s += min(max(wanted, -most), most)
        if abs(self.speed_m_s) < 1e-5 and not self.setpoint_m_s:
            self.speed_m_s = 0.0
            return 0.0
        travel = self.speed_m_s * dt
        self.travel_m += travel
        return travel * self._scale * self._grip(abs(travel), dt)

    def held_back(self, speed_m_s: float, dt: float) -> None:
        """It could turn only this fast in the last `dt`: something stands in the robot's way."""
        self.travel_m += (speed_m_s - self.speed_m_s) * dt
        self.speed_m_s = speed_m_s

    def _grip(self, travel_m: float, dt: float) -> float:
        if self._slips_for_s > 0:
            self._slips_for_s -= dt
        elif self._chance.random() < self._options.slips_per_m * travel_m:
            self._slips_for_s = self._chance.uniform(0.1, 1.0) * self._options.slip_s
            self._lost = self._chance.uniform(0.1, 1.0) * self._options.slip_share
        else:
            self._lost = 0.0
        noise = self._chance.gauss(0, self._options.noise) if self._options.noise else 0.0
        return (1 - self._lost) * (1 + noise)
