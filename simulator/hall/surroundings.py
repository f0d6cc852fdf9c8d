"""All that can touch a round robot: walls, round obstacles, people, its dock."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.hall.contacts import APART_M, DOCK, OBSTACLE, PERSON, WALL, Clearance, Near
from simulator.hall.dock import Dock
from simulator.hall.walls import Walls

LOOK_M = APART_M + 0.01
Circles = NDArray[np.float64]
NO_CIRCLES: Circles = np.empty((0, 3))


@dataclass(frozen=True, slots=True)
class Look:
    """What is around one place: how near each kind is, and all that nearly touches, the nearest first."""

    clearance: Clearance
    near: tuple[Near, ...]


class Surroundings:
    """`obstacles`, `people`: (n, 3) of x, y, radius; their numbers in the same order."""

    def __init__(self, walls: Walls, dock: Dock | None) -> None:
        self.walls, self.dock = walls, dock
        self.obstacles = self.people = NO_CIRCLES
        self.obstacle_numbers: Sequence[int] = ()
        self.person_numbers: Sequence[int] = ()

    @property
    def circles(self) -> Circles:
        """What a scanner sees beside walls."""
        if not len(self.people):
            return self.obstacles
        return np.concatenate((self.obstacles, self.people)) if len(self.obstacles) else self.people

    def look(self, x: float, y: float, radius_m: float) -> Look:
        """What is around a robot at (x, y)."""
        wall = self.walls.nearest(x, y)
        gap = wall.distance_m - radius_m
        near = [Near(WALL, 0, gap, wall.toward_x, wall.toward_y)] if gap <= LOOK_M else []
        of_obstacles = _gaps(self.obstacles, self.obstacle_numbers, OBSTACLE, (x, y), radius_m, near)
        of_people = _gaps(self.people, self.person_numbers, PERSON, (x, y), radius_m, near)
        if self.dock is not None:
            _gaps(np.array([self.dock.back]), (0,), DOCK, (x, y), radius_m, near)
        near.sort(key=lambda each: each.gap_m)
        return Look(Clearance(gap, of_obstacles, of_people), tuple(near))


def _gaps(
    circles: Circles,
    numbers: Sequence[int],
    what: str,
    at: tuple[float, float],
    radius_m: float,
    near: list[Near],
) -> float:
    """The least gap to one of `circles`; those that nearly touch are added to `near`."""
    if not len(circles):
        return float("inf")
    dx, dy = circles[:, 0] - at[0], circles[:, 1] - at[1]
    gaps = np.hypot(dx, dy) - circles[:, 2] - radius_m
    least = float(gaps.min())
    if least <= LOOK_M:
        for i in np.flatnonzero(gaps <= LOOK_M).tolist():
            away = float(gaps[i] + circles[i, 2]) + radius_m or 1.0
            near.append(Near(what, numbers[i], float(gaps[i]), float(dx[i]) / away, float(dy[i]) / away))
    return least
