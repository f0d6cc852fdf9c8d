"""Makes halls by a seed: rooms with furniture, and fields of thin cylinders to be crossed."""

import math
import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.hall.poses import Pose
from simulator.hall.walls import Walls

RESOLUTION_M = 0.05
WALL_M = 0.2
DOOR_M = 1.4
PASSAGE_M = 1.0  # left free between pieces of furniture
CYLINDER_RADIUS_M = 0.075
TRIES = 10  # at a place for each piece
Box = tuple[float, float, float, float]  # from x, y to x, y


@dataclass(frozen=True, slots=True)
class Course:
    """A way to go: `obstacles` (x, y, radius) are not on the map that `walls` shows."""

    walls: Walls
    start: Pose
    goal: tuple[float, float]
    obstacles: tuple[tuple[float, float, float], ...] = ()


def random_hall(seed: int, wide_m: float = 16.0, high_m: float = 10.0, furniture: int = 12) -> Walls:
    """A hall with one room parted off, doors, and furniture with passages between."""
    chance = random.Random(seed)  # noqa: S311 (chance in a simulation, no secret)
    solid = np.zeros((round(high_m / RESOLUTION_M), round(wide_m / RESOLUTION_M)), np.bool_)
    _rim(solid)
    parting = chance.uniform(0.55, 0.75) * wide_m
    door = chance.uniform(1.0, high_m - 1.0 - DOOR_M)
    _fill(solid, (parting, 0, parting + WALL_M, door), True)
    _fill(solid, (parting, door + DOOR_M, parting + WALL_M, high_m), True)
    kept_free = [(parting - 1.2, door - 0.3, parting + WALL_M + 1.2, door + DOOR_M + 0.3)]
    for _ in range(TRIES * furniture):
        box = _piece(chance, wide_m, high_m)
        if len(kept_free) <= furniture and not any(
            _overlap(_wider(box, PASSAGE_M), other) for other in kept_free
        ):
            kept_free.append(box)
            _fill(solid, box, True)
    return Walls(solid, ~solid, RESOLUTION_M, (0.0, 0.0))


def cylinder_field(seed: int, density: float, passage_m: float = 0.55) -> Course:
    """10 m along y through cylinders 0.15 m wide that no map shows.

    `density`: 0 wide open, 1 dense (about 300 of them, in clumps). A winding lane `passage_m` wide is kept
    free, so that there always is a way.
    """
    chance = random.Random(seed)  # noqa: S311
    solid = np.zeros((round(16.0 / RESOLUTION_M), round(6.0 / RESOLUTION_M)), np.bool_)
    _rim(solid)
    walls = Walls(solid, ~solid, RESOLUTION_M, (-5.0, -3.0))
    start, goal = Pose(-2.0, -1.0, math.pi / 2), (-2.0, 9.0)
    lane = _lane(chance, start, goal)
    cylinders: list[tuple[float, float, float]] = []
    for x, y in _clumps(chance, round(300 * density)):
        off = np.hypot(lane[:, 0] - x, lane[:, 1] - y).min()
        if off > passage_m / 2 + CYLINDER_RADIUS_M:
            cylinders.append((x, y, CYLINDER_RADIUS_M))
    return Course(walls, start, goal, tuple(cylinders))


def _lane(chance: random.Random, start: Pose, goal: tuple[float, float]) -> NDArray[np.float64]:
    """Points every few centimetres along a winding way."""
    knots = np.linspace(0, 1, 6)
    aside = np.array([0.0, *(chance.uniform(-1.4, 1.4) for _ in range(4)), 0.0])
    share = np.linspace(0, 1, 400)
    smooth = np.interp(share, knots, aside)
    smooth = np.convolve(np.pad(smooth, 20, mode="edge"), np.ones(41) / 41, mode="valid")
    y = start.y + share * (goal[1] - start.y)
    return np.stack((start.x + (goal[0] - start.x) * share + smooth, y), 1)


def _clumps(chance: random.Random, count: int) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    while len(points) < count:
        x, y = chance.uniform(-4.7, 0.7), chance.uniform(-0.2, 8.4)
        for _ in range(min(chance.randint(1, 6), count - len(points))):
            points.append((x + chance.gauss(0, 0.25), y + chance.gauss(0, 0.25)))
    return [(min(max(x, -4.7), 0.7), y) for x, y in points]


def _piece(chance: random.Random, wide_m: float, high_m: float) -> Box:
    """A table, a row of seats or a cabinet."""
    width, depth = chance.choice(((3.0, 0.6), (1.2, 0.8), (0.8, 0.4), (2.0, 0.6)))
    if chance.random() < 0.5:
        width, depth = depth, width
    x, y = chance.uniform(0.2, wide_m - width - 0.2), chance.uniform(0.2, high_m - depth - 0.2)
    return x, y, x + width, y + depth


def _rim(solid: NDArray[np.bool_]) -> None:
    wall = round(WALL_M / RESOLUTION_M)
    solid[:wall] = solid[-wall:] = True
    solid[:, :wall] = solid[:, -wall:] = True


def _fill(solid: NDArray[np.bool_], box: Box, value: bool) -> None:
    left, low, right, high = (round(each / RESOLUTION_M) for each in box)
    solid[max(low, 0) : high, max(left, 0) : right] = value


def _wider(box: Box, by_m: float) -> Box:
    return box[0] - by_m, box[1] - by_m, box[2] + by_m, box[3] + by_m


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
