"""Whether a robot can stand on, and get to, the places of a hall. Loads numpy and OpenCV."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.maps.grid import OCCUPIED, UNKNOWN
from drivers.mobile_base.navigation.maps.hall_map import HallMap, ZoneKind
from drivers.mobile_base.navigation.maps.map_file import MapError
from drivers.mobile_base.navigation.planning.clearance import blocked_cells, clearance_m
from drivers.mobile_base.navigation.settings import NavigationSettings
from drivers.motion import Pose
from kiosk.config.document import Document, KeyPath
from kiosk.config.hall_schema import HallSettings
from kiosk.config.problems import Problem
from kiosk.site.hall_map import hall_map_of

MARGIN_M = 0.05  # beside the robot where it stands
BEFORE_DOCK_M = 1.0  # of free floor, to line up in


class Ground:
    """Where on the floor of `hall` the robot has room."""

    def __init__(self, hall: HallMap, settings: NavigationSettings) -> None:
        self.hall = hall
        self.needed_m = settings.radius_m + MARGIN_M
        self.clearance = clearance_m(blocked_cells(hall), hall.grid.resolution_m)
        self._passable = self.clearance >= settings.radius_m + settings.planning_margin_m

    def cell(self, pose: Pose) -> tuple[int, int] | None:
        """Row and column of where it is; None outside the map."""
        row, column = (int(index) for index in self.hall.grid.cell_of(pose.x_m, pose.y_m))
        return (row, column) if self.hall.grid.holds(row, column) else None

    def room_m(self, pose: Pose) -> float:
        """To the nearest thing, with the benefit of the doubt of half a cell; 0 outside the map."""
        cell = self.cell(pose)
        if cell is None or not self.clearance[cell]:
            return 0.0
        return float(self.clearance[cell]) + self.hall.grid.resolution_m / 2

    def connected(self, a: Pose, b: Pose) -> bool:
        """Whether the robot fits along some way between them."""
        here, there = self.cell(a), self.cell(b)
        if here is None or there is None:
            return False
        return bool(self._parts[here] == self._parts[there] != 0)

    def nearest_room(self, pose: Pose, post: Pose | None) -> tuple[float, float] | None:
        """The nearest spot with room enough, reached from `post` where that has room itself."""
        wide = self.clearance >= self.needed_m
        start = self.cell(post) if post is not None else None
        if start is not None and self._parts[start]:
            wide = wide & (self._parts == self._parts[start])
        rows, columns = np.nonzero(wide)
        if not len(rows):
            return None
        x, y = self.hall.grid.point_of(rows, columns)
        nearest = int(np.argmin(np.hypot(x - pose.x_m, y - pose.y_m)))
        return float(x[nearest]), float(y[nearest])

    @cached_property
    def _parts(self) -> NDArray[np.int32]:
        """The number of the part of the floor each cell belongs to; 0 where the robot does not fit."""
        _, parts = cv2.connectedComponents(self._passable.astype(np.uint8), connectivity=4)
        return np.asarray(parts, np.int32)


def ground_problems(
    hall: HallSettings, document: Document, described: Document, folder: Path
) -> Iterator[Problem]:
    """What is wrong with the map that `described` describes, and with the places and zones on it."""
    try:
        ground = Ground(hall_map_of(hall, folder), NavigationSettings())
    except MapError as error:
        path: KeyPath = (error.key,) if error.key else ()
        yield described.problem(path, "bad-map", f"{error.what} ({error.right})")
        return
    for name in hall.places:
        message = _problem_of(name, ground)
        if message:
            yield document.problem(("places", name), "bad-place", message, at_key=True)
    yield from _zones(ground, document)


def _problem_of(name: str, ground: Ground) -> str:
    """What is wrong with a place, "" for nothing."""
    hall = ground.hall
    pose, post = hall.places[name], hall.places.get(hall.post or "")
    if ground.cell(pose) is None:
        return f"`{name}` is outside the map, {_extent(hall)}"
    room_m = ground.room_m(pose)
    if room_m < (ground.needed_m if name != hall.dock else ground.needed_m - MARGIN_M):
        return f"`{name}` {_tight(ground, pose, room_m)}{_for_example(ground, pose, post)}"
    if name == hall.dock and ground.room_m(before(pose)) < ground.needed_m:
        return f"there is no room before `{name}` (a metre of free floor, better five, behind the robot)"
    if post is not None and ground.room_m(post) >= ground.needed_m and not ground.connected(post, pose):
        narrow = 2 * ground.needed_m
        return f"no way leads from `{hall.post}` to `{name}` (gaps on the way must be {narrow:.2f} m wide)"
    return ""


def before(dock: Pose) -> Pose:
    """Where a robot lines up for its dock, looking at it."""
    x = dock.x_m - BEFORE_DOCK_M * float(np.cos(dock.yaw_rad))
    y = dock.y_m - BEFORE_DOCK_M * float(np.sin(dock.yaw_rad))
    return Pose(x, y, dock.yaw_rad)


def _tight(ground: Ground, pose: Pose, room_m: float) -> str:
    found = int(ground.hall.grid.at(pose.x_m, pose.y_m))
    if found == OCCUPIED:
        return "is inside a wall"
    if found == UNKNOWN:
        return "is where the map knows nothing"
    if not room_m:
        return "is in a no-go zone"
    return f"is {room_m:.2f} m from a wall or a no-go zone, the robot needs {ground.needed_m:.2f} m"


def _for_example(ground: Ground, pose: Pose, post: Pose | None) -> str:
    spot = ground.nearest_room(pose, post)
    return f" (room is at x: {spot[0]:.2f}, y: {spot[1]:.2f})" if spot else " (there is room nowhere)"


def _extent(hall: HallMap) -> str:
    grid = hall.grid
    width, height = grid.size_m
    x, y = grid.origin.x_m, grid.origin.y_m
    return (
        f"which is {width:g} × {height:g} m (from x: {x:g} to {x + width:g}, y: {y:g} to {y + height:g}; "
        "are `resolution` and `origin` of the map right?)"
    )


def _zones(ground: Ground, document: Document) -> Iterator[Problem]:
    """Zones lie on the map, at least in part."""
    x0, y0 = ground.hall.grid.origin.x_m, ground.hall.grid.origin.y_m
    width, height = ground.hall.grid.size_m
    for index, zone in enumerate(ground.hall.zones):
        xs, ys = zip(*zone.polygon, strict=True)
        if max(xs) <= x0 or min(xs) >= x0 + width or max(ys) <= y0 or min(ys) >= y0 + height:
            what = "nothing is kept out of it" if zone.kind is ZoneKind.NO_GO else "nothing is slow in it"
            message = f"`{zone.name}` is outside the map, so {what}: {_extent(ground.hall)}"
            yield document.problem(("zones", index, "corners"), "bad-place", message)
