"""Distances to things."""

import numpy as np
import pytest

from drivers.mobile_base.navigation.maps.grid import UNKNOWN
from drivers.mobile_base.navigation.maps.hall_map import Zone, ZoneKind
from drivers.mobile_base.navigation.planning.clearance import blocked_cells, clearance_m
from tests.unit.drivers.mobile_base.navigation.planning.floors import floor, planning

ZONES = (Zone("pit", ZoneKind.NO_GO, ((2.0, 2.0), (3.0, 2.0), (3.0, 3.0), (2.0, 3.0))),)


def test_a_cell_is_as_far_as_the_edge_of_the_nearest_thing() -> None:
    hall = floor(4, 4, (0, 0, 1, 4))
    clearance = clearance_m(blocked_cells(hall), 0.05)
    assert clearance.dtype == np.float32
    assert clearance[40, 19] == 0.0
    assert clearance[40, 20] == pytest.approx(0.025)  # its middle
    assert clearance[40, 39] == pytest.approx(0.975)


def test_beyond_the_map_is_blocked() -> None:
    clearance = clearance_m(np.zeros((20, 20), np.bool_), 0.1)
    assert clearance[0, 0] == pytest.approx(0.05)
    assert clearance.max() == pytest.approx(0.95)


def test_unknown_and_no_go_are_blocked_like_walls() -> None:
    hall = floor(4, 4, zones=ZONES)
    hall.grid.cells[10, 10] = UNKNOWN
    blocked = blocked_cells(hall)
    assert blocked[10, 10]
    assert blocked[50, 50]
    assert not blocked[30, 30]


def test_a_coarse_cell_is_as_good_as_the_best_in_it() -> None:
    hall = floor(4, 4, (0, 0, 1, 4))
    fine, coarse = planning(hall), planning(hall, resolution_m=0.2)
    assert coarse.shape == (20, 20)
    assert coarse.clearance[10, 5] == fine.clearance[40, 23]
    assert not coarse.clearance[[0, -1], :].any()


@pytest.mark.parametrize(
    ("width_m", "height_m", "cell_m", "resolution_m"),
    [(16, 10, 0.05, 0.05), (40, 50, 0.05, 0.1), (100, 80, 0.05, 0.2), (10, 10, 0.02, 0.04), (9, 9, 0.1, 0.1)],
)
def test_cells_are_as_fine_as_time_allows(
    width_m: float, height_m: float, cell_m: float, resolution_m: float
) -> None:
    found = planning(floor(width_m, height_m, cell_m=cell_m)).resolution_m
    assert found == pytest.approx(resolution_m)


def test_things_the_map_does_not_show() -> None:
    grid = planning(floor(4, 4))
    extra = grid.mask_of([(2.0, 2.0), (9.0, 9.0)])
    assert extra.sum() == 1
    assert grid.clearance_with(extra)[40, 50] == pytest.approx(0.475)
    assert grid.clearance[40, 50] > 1.0
    assert grid.mask_of(np.empty((0, 2))).sum() == 0
