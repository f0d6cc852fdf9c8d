"""Walls: exact distances near them, and where the floor is known."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.hall.walls import EXACT_WITHIN_M, Walls


@pytest.mark.parametrize("gap", [0.001, 0.0173, 0.1, 0.33, 0.4999])
def test_the_distance_to_a_wall_is_exact_wherever_in_a_cell_one_stands(empty, gap):
    for y in (1.0, 1.013, 3.337):
        near = empty.nearest(0.2 + gap, y)
        assert near.distance_m == pytest.approx(gap, abs=1e-9)
        assert (near.toward_x, near.toward_y) == pytest.approx((-1, 0))


def test_a_corner_is_near_along_the_diagonal(make_room):
    walls = make_room(8, 6, (3.0, 2.0, 4.0, 3.0))
    near = walls.nearest(2.9, 1.9)
    assert near.distance_m == pytest.approx(0.1 * math.sqrt(2))
    assert (near.toward_x, near.toward_y) == pytest.approx((math.sqrt(0.5), math.sqrt(0.5)))


def test_inside_a_wall_there_is_no_distance(empty):
    assert empty.nearest(0.1, 3.0).distance_m == 0 and empty.rough_m(0.1, 3.0) == 0
    assert empty.nearest(-5.0, 3.0).distance_m == 0.0 or not empty.is_free(-5.0, 3.0)


def test_far_from_walls_the_distance_is_right_to_a_cell(empty):
    near = empty.nearest(4.0, 3.0)
    assert near.distance_m == pytest.approx(2.8, abs=0.06) and near.toward_x == 0.0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.3, 2.7), st.floats(0.3, 2.7))
def test_it_agrees_with_all_cells_looked_at_one_by_one(seed, x, y):
    rng = np.random.default_rng(seed)
    solid = rng.random((60, 60)) < 0.01
    walls = Walls(solid, ~solid, 0.05, (0.0, 0.0))
    rows, columns = np.nonzero(solid)
    dx = np.clip(x, columns * 0.05, columns * 0.05 + 0.05) - x
    dy = np.clip(y, rows * 0.05, rows * 0.05 + 0.05) - y
    exact = float(np.hypot(dx, dy).min())
    if exact < EXACT_WITHIN_M - 0.05:
        assert walls.nearest(x, y).distance_m == pytest.approx(exact, abs=1e-9)
    else:
        assert walls.nearest(x, y).distance_m == pytest.approx(exact, abs=0.08)


def test_free_is_known_floor_inside_the_map_only():
    solid = np.zeros((4, 4), np.bool_)
    solid[0, 0] = True
    known = np.ones((4, 4), np.bool_)
    known[3, 3] = False
    walls = Walls(solid, known, 1.0, (-2.0, -2.0))
    assert walls.is_free(0.5, 0.5) and walls.size_m == (4.0, 4.0)
    assert not walls.is_free(-1.5, -1.5) and not walls.is_free(1.5, 1.5)
    assert not walls.is_free(2.1, 0.0) and not walls.is_free(-2.1, 0.0)


def test_a_hall_without_any_wall_is_wide_open():
    walls = Walls(np.zeros((10, 10), np.bool_), np.ones((10, 10), np.bool_), 0.1, (0.0, 0.0))
    assert walls.nearest(0.5, 0.5).distance_m > 100
