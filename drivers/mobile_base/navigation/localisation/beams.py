"""The echoes of one scan, sorted out for localisation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from drivers.mobile_base.navigation.localisation.settings import LocaliserSettings

Points = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Beams:
    """Points in the base's frame, metres.

    `echoes`: (n, 2) where something reflected; `telling`: (k, 2) those of what may be on the map.
    `open_ends`: (m, 2) up to where nothing reflected.
    """

    echoes: Points
    open_ends: Points
    telling: Points

    @classmethod
    def of(
        cls, points: ArrayLike, hit: Mask | None, unmapped: Mask | None, settings: LocaliserSettings
    ) -> "Beams":
        """Of (n, 2) `points`, NaN where nothing is known. Raises ValueError for another shape."""
        found = np.asarray(points, np.float32)
        if found.ndim != 2 or found.shape[1] != 2:
            raise ValueError(f"points are {found.shape}, not (n, 2)")
        reach = np.hypot(found[:, 0], found[:, 1])
        usable = (reach >= settings.nearest_m) & (reach <= settings.sight_m * 1.01)
        echoed = usable if hit is None else usable & hit
        telling = echoed if unmapped is None else echoed & ~unmapped
        return cls(found[echoed], found[usable & ~echoed], found[telling])

    def thinned(self, cell_m: float) -> "Beams":
        """With one echo a square cell: near things, which people are, must not outnumber far walls."""
        return Beams(_thinned(self.echoes, cell_m), self.open_ends, _thinned(self.telling, cell_m))


def spaced(points: Points, count: int) -> Points:
    """At most `count` of `points`, evenly."""
    if len(points) <= count:
        return points
    return points[np.linspace(0, len(points) - 1, count).astype(np.intp)]


def _thinned(points: Points, cell_m: float) -> Points:
    cells = np.floor(points / np.float32(cell_m)).astype(np.int64)
    _, first = np.unique(cells[:, 0] * 100_003 + cells[:, 1], return_index=True)
    return points[np.sort(first)]
