"""Casts rays to walls some bunches ahead, for a robot that goes on as it does.

One long cast costs little more than a short one. It is used only while the robot is where it was foreseen.
"""

import math

import numpy as np
from numpy.typing import NDArray

from simulator.hall.rays import RayCaster, headings

Floats = NDArray[np.float64]
MOST_BUNCHES = 5
OFF_M, OFF_RAD = 0.002, 0.0015  # far below a scanner's noise


class Foresight:
    """Ranges to walls for one scanner that turns steadily."""

    def __init__(self, rays: RayCaster, farthest_m: float) -> None:
        self._rays, self._farthest_m = rays, farthest_m
        self._origins: Floats = np.empty((2, 0))
        self._bearings: Floats = np.empty(0)
        self._ranges: Floats = np.empty(0)
        self._used = 0
        self._bunches = 1

    def ranges_m(self, origins: Floats, bearings: Floats) -> Floats:
        """(n,) distances from `origins`, (2, n), along `bearings` of the map."""
        count = len(bearings)
        here = slice(self._used, self._used + count)
        if not self._fits(here, origins, bearings):
            all_used = self._used and self._used == len(self._ranges)
            self._bunches = min(2 * self._bunches, MOST_BUNCHES) if all_used else 1
            self._look(origins, bearings)
            here = slice(0, count)
        self._used = here.stop
        return self._ranges[here].copy()

    def _fits(self, here: slice, origins: Floats, bearings: Floats) -> bool:
        if here.stop > len(self._ranges):
            return False
        for end in (0, -1):
            x, y = self._origins[:, here][:, end] - origins[:, end]
            turned = math.remainder(self._bearings[here][end] - bearings[end], math.tau)
            if abs(x) > OFF_M or abs(y) > OFF_M or abs(turned) > OFF_RAD:
                return False
        return True

    def _look(self, origins: Floats, bearings: Floats) -> None:
        self._origins, self._bearings = origins, bearings
        count = len(bearings)
        if self._bunches > 1 and count > 1:
            on = np.arange(1, (self._bunches - 1) * count + 1)
            moves = (origins[:, -1:] - origins[:, :1]) / (count - 1)
            turns = (bearings[-1] - bearings[0]) / (count - 1)
            self._origins = np.concatenate((origins, origins[:, -1:] + moves * on), axis=1)
            self._bearings = np.concatenate((bearings, bearings[-1] + turns * on))
        self._ranges = self._rays.to_walls(self._origins, headings(self._bearings), self._farthest_m)
