"""Lines from chains of cells."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from drivers.mobile_base.navigation.planning.path import length_m, points_between, rounded, straightened

STAIRS = np.array([(x // 2, (x + 1) // 2) for x in range(41)], np.float64) / 10


def _even(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.ones(len(points))


def test_points_between_are_near_each_other_and_have_both_ends() -> None:
    points = points_between((0.0, 0.0), (1.0, 0.0), 0.3)
    assert points[:, 0].tolist() == pytest.approx([0, 0.25, 0.5, 0.75, 1])
    assert points_between((1.0, 1.0), (1.0, 1.0)).tolist() == [[1, 1], [1, 1]]


def test_stairs_on_even_ground_are_one_line() -> None:
    assert straightened(STAIRS, _even).tolist() == [STAIRS[0].tolist(), STAIRS[-1].tolist()]


def test_no_line_crosses_what_is_blocked() -> None:
    corner = np.vstack((points_between((0, 0), (2, 0), 0.1), points_between((2, 0), (2, 2), 0.1)[1:]))

    def blocked(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where((points[:, 0] < 1.8) & (points[:, 1] > 0.2), np.inf, 1.0)

    corners = straightened(corner, blocked)
    assert 3 <= len(corners) <= 5
    dense = np.vstack([points_between(a, b) for a, b in pairwise(corners)])
    assert np.isfinite(blocked(dense)).all()


def test_a_line_through_dear_ground_does_not_replace_a_cheap_chain() -> None:
    around = np.vstack((points_between((0, 0), (1, 1), 0.1), points_between((1, 1), (2, 0), 0.1)[1:]))

    def dear(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where((np.abs(points[:, 0] - 1) < 0.5) & (points[:, 1] < 0.4), 9.0, 1.0)

    assert len(straightened(around, dear)) > 2


def test_one_point_and_two() -> None:
    assert straightened(STAIRS[:1], _even).tolist() == STAIRS[:1].tolist()
    assert straightened(STAIRS[:2], _even).tolist() == STAIRS[:2].tolist()


def test_corners_are_rounded_where_there_is_room() -> None:
    corners = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])
    line = rounded(corners, lambda points: np.full(len(points), 2.0))
    assert line[0].tolist() == [0, 0]
    assert line[-1].tolist() == [1, 1]
    turns = np.diff(np.arctan2(*np.diff(line, axis=0).T[::-1]))
    assert np.abs(turns).max() < 0.3
    assert length_m(line) < 2.0


def test_corners_stay_where_rounding_would_come_too_near() -> None:
    corners = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])
    line = rounded(corners, lambda points: np.where(points[:, 1] > points[:, 0] - 0.999, 0.0, 0.2))
    assert [1.0, 0.0] in line.tolist()
