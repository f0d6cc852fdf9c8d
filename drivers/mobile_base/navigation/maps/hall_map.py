"""A hall with its places and zones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from drivers.mobile_base.navigation.maps.grid import OccupancyGrid
from drivers.motion import Pose

Corner = tuple[float, float]
FRACTION_BITS = 8  # of a cell, of the corners handed to OpenCV


class ZoneKind(StrEnum):
    """What a zone asks of a robot."""

    NO_GO = "no_go"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the floor; `polygon`: corners in the map, in order. `speed_m_s`: at most, in a slow one."""

    name: str
    kind: ZoneKind
    polygon: tuple[Corner, ...]
    speed_m_s: float | None = None

    def covers(self, x_m: float, y_m: float) -> bool:
        """Whether the point lies in it."""
        inside = False
        for (x1, y1), (x2, y2) in zip(self.polygon, self.polygon[1:] + self.polygon[:1], strict=True):
            if (y1 > y_m) != (y2 > y_m) and x_m < (x2 - x1) * (y_m - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside


@dataclass(frozen=True, slots=True, eq=False)
class HallMap:
    """What the robot knows of its hall beforehand.

    `places`: where its middle stands and where it looks; `dock`, `post`: names of places. `dock` is where it
    charges, looking at the dock.
    """

    grid: OccupancyGrid
    places: Mapping[str, Pose] = field(default_factory=dict)
    zones: Sequence[Zone] = ()
    dock: str | None = None
    post: str | None = None

    def speed_limit_at(self, x_m: float, y_m: float) -> float:
        """The lowest speed of the slow zones there, in metres a second; inf = none."""
        limits = (
            zone.speed_m_s for zone in self.zones if zone.speed_m_s is not None and zone.covers(x_m, y_m)
        )
        return min(limits, default=np.inf)

    def no_go(self) -> NDArray[np.bool_]:
        """(rows, columns): which cells a zone keeps the robot out of."""
        mask = np.zeros(self.grid.cells.shape, np.uint8)
        for zone in self.zones:
            if zone.kind is ZoneKind.NO_GO:
                cv2.fillPoly(mask, [_in_cells(self.grid, zone.polygon)], [1], shift=FRACTION_BITS)
        return mask.astype(np.bool_)


def _in_cells(grid: OccupancyGrid, corners: ArrayLike) -> NDArray[np.int32]:
    """Corners as OpenCV wants them: columns and rows of cells' middles, in fractions of a cell."""
    points = np.asarray(corners, np.float64) - (grid.origin.x_m, grid.origin.y_m)
    return np.asarray(np.round((points / grid.resolution_m - 0.5) * (1 << FRACTION_BITS)), np.int32)
