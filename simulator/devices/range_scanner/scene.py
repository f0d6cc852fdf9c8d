"""What there is to see around a range scanner. Pure."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Scene(Protocol):
    """A world that a scanner looks at."""

    def ranges_m(self, at: Floats, bearings_rad: Floats) -> Floats:
        """(n,) distances at times `at`, ascending, along bearings counter-clockwise from straight ahead.

        NaN where there is nothing. The world advances to the last of `at`, simulated seconds.
        """


class RoundRoom:
    """Nothing but a round wall; `openings`: bearings (from, to) at which there is none."""

    def __init__(self, radius_m: float = 2.0, openings: tuple[tuple[float, float], ...] = ()) -> None:
        self.radius_m, self.openings = radius_m, openings

    def ranges_m(self, at: Floats, bearings_rad: Floats) -> Floats:
        """The same everywhere and always."""
        ranges = np.full(bearings_rad.shape, self.radius_m)
        for begin, end in self.openings:
            ranges[(bearings_rad - begin) % (2 * np.pi) < (end - begin) % (2 * np.pi)] = np.nan
        return ranges
