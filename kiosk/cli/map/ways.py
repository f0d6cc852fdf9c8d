"""The ways between the places of a hall."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.maps.map_file import MapError
from drivers.mobile_base.navigation.planning.cost_to_go import CostToGo
from drivers.mobile_base.navigation.planning.path import length_m
from drivers.mobile_base.navigation.planning.planning_grid import PlanningGrid
from drivers.mobile_base.navigation.settings import NavigationSettings
from kiosk.cli.failure import Failure
from kiosk.config.hall_schema import HallSettings
from kiosk.site.hall_map import hall_map_of
from kiosk.site.load import load_config

ENDS_M = 0.5  # so near its ends the place is tight, not the way


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """Between two places: (n, 2) points, empty where there is none.

    `narrowest`: the point of it, away from its ends, that is nearest to things; `gap_m`: its width there.
    """

    start: str
    goal: str
    path: NDArray[np.float64]
    length_m: float
    gap_m: float
    narrowest: tuple[float, float]

    @property
    def there(self) -> bool:
        """Whether there is a way at all."""
        return bool(len(self.path))


def hall_in(folder: Path) -> tuple[HallSettings, HallMap]:
    """The hall of the configuration in `folder`, as written and as driven in. Raises `Failure`."""
    hall = load_config(folder).hall
    if hall is None:
        raise Failure(f"{folder} has no hall.yaml, so the robot stays where it is")
    try:
        return hall, hall_map_of(hall, folder)
    except MapError as error:
        raise Failure(str(error)) from None


def planning_of(hall: HallMap) -> PlanningGrid:
    """Its cells as the robot plans in them."""
    settings = NavigationSettings()
    return PlanningGrid.of(hall, settings.radius_m + settings.planning_margin_m)


def ways(hall: HallMap, planning: PlanningGrid) -> Iterator[Way]:
    """Between every two places, those of the post first, then in the order of the file."""
    post = hall.post or next(iter(hall.places))
    names = [post, *(name for name in hall.places if name != post)]
    for index, start in enumerate(names[:-1]):
        field = CostToGo(planning, _spot(hall, start))
        for goal in names[index + 1 :]:
            yield _way(planning, start, goal, field.path_from(_spot(hall, goal))[::-1], _spot(hall, goal))


def _way(
    planning: PlanningGrid, start: str, goal: str, path: NDArray[np.float64], spot: tuple[float, float]
) -> Way:
    if not len(path):
        return Way(start, goal, path, np.inf, 0.0, spot)
    from_ends = np.minimum(np.hypot(*(path - path[0]).T), np.hypot(*(path - path[-1]).T))
    middle = path[from_ends >= min(ENDS_M, float(from_ends.max()))]
    room = planning.clearance[planning.cell_of(middle)]
    at = int(np.argmin(room))
    narrowest = float(middle[at, 0]), float(middle[at, 1])
    return Way(start, goal, path, length_m(path), 2 * float(room[at]), narrowest)


def _spot(hall: HallMap, name: str) -> tuple[float, float]:
    place = hall.places[name]
    return place.x_m, place.y_m
