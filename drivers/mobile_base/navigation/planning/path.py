"""From a chain of cells to a line that can be followed."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

SPACING_M = 0.05
SLACK = 1.01  # a straight line may cost so much more than the chain it replaces
ROUNDS = 20
COMFORT_M = 0.35  # rounding a corner comes no nearer to things than this, or than the corner was

Line = NDArray[np.float64]
AtPoints = Callable[[Line], NDArray[np.floating]]  # (n, 2) points to n values


def points_between(start: ArrayLike, end: ArrayLike, spacing_m: float = SPACING_M) -> Line:
    """(n, 2) points of a straight line, both ends among them."""
    a, b = np.asarray(start, np.float64), np.asarray(end, np.float64)
    count = max(2, int(np.ceil(np.hypot(*(b - a)) / spacing_m)) + 1)
    return np.asarray(a + np.linspace(0.0, 1.0, count)[:, None] * (b - a))


def length_m(line: Line) -> float:
    """How long it is."""
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def straightened(line: Line, cost_at: AtPoints) -> Line:
    """The corners that are left when straight lines replace all that costs no less than they do.

    `cost_at`: of a metre, inf where there is no way.
    """
    cost = cost_at(line)
    between = (cost[1:] + cost[:-1]) / 2 * np.hypot(*np.diff(line, axis=0).T)
    chain = np.concatenate(([0.0], np.cumsum(between)))

    def is_as_good(here: int, there: int) -> bool:
        points = points_between(line[here], line[there], SPACING_M / 2)
        length = float(np.hypot(*(line[there] - line[here])))
        return bool(cost_at(points).mean() * length <= SLACK * (chain[there] - chain[here]) + 1e-9)

    corners = [0]
    while corners[-1] < len(line) - 1:
        corners.append(_farthest(corners[-1], len(line) - 1, is_as_good))
    return line[corners]


def _farthest(here: int, last: int, is_as_good: Callable[[int, int], bool]) -> int:
    """The farthest index that doubling steps, then halving ones, find; the next one at least."""
    good, stride = here + 1, 2
    while here + stride <= last and is_as_good(here, here + stride):
        good, stride = here + stride, 2 * stride
    bad = min(here + stride, last + 1)
    while bad - good > 1:
        middle = (good + bad) // 2
        if is_as_good(here, middle):
            good = middle
        else:
            bad = middle
    return good


def rounded(corners: Line, clearance_at: AtPoints) -> Line:
    """The line through `corners` in points 5 cm apart or less, its corners rounded where there is room."""
    pieces = [points_between(a, b)[:-1] for a, b in pairwise(corners)]
    line = np.vstack((*pieces, corners[-1:]))
    room = clearance_at(line)
    for _ in range(ROUNDS if len(corners) > 2 else 0):
        moved = line.copy()
        moved[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
        found = clearance_at(moved)
        fits = found >= np.minimum(room, COMFORT_M)
        line = np.where(fits[:, None], moved, line)
        room = np.where(fits, found, room)
    return line
