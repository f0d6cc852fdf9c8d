"""How far it is surely free."""

import numpy as np
import pytest

from drivers.mobile_base.navigation.control.field import FAR_M, Field, walls_of
from drivers.mobile_base.navigation.control.polar import BINS, OPEN_M, View, bins_of, free_ranges
from drivers.mobile_base.navigation.maps.grid import OccupancyGrid
from drivers.motion import Pose

TURNED = (np.arange(BINS) + 0.5) * 2 * np.pi / BINS


def around(distance_m: float) -> np.ndarray:
    """One echo on each bearing."""
    return distance_m * np.stack([np.cos(TURNED), np.sin(TURNED)], 1)


def test_every_bearing_has_its_place() -> None:
    assert bins_of(TURNED).tolist() == list(range(BINS))
    assert bins_of(TURNED - 2 * np.pi).tolist() == list(range(BINS))


def test_a_bearing_counts_with_its_neighbours() -> None:
    echoes = around(3.0)
    echoes[100] /= 3.0
    near = free_ranges(echoes, None)
    assert np.flatnonzero(near < 2.0).tolist() == [99, 100, 101]
    assert near[50] == pytest.approx(3.0)


def test_where_no_echo_was_it_is_free_only_when_it_was_measured() -> None:
    echoes = np.delete(around(8.0), slice(200, 210), 0)
    assert not free_ranges(echoes, None)[201:209].any()
    assert (free_ranges(echoes, TURNED[200:210])[201:209] == OPEN_M).all()


def test_how_far_it_saw_beyond_a_point_of_the_map() -> None:
    view = View.of(Pose(1.0, 2.0, np.pi / 2), around(3.0))
    beyond, distance = view.beyond(np.array([[1.0, 4.0], [5.0, 2.0]]))
    assert distance == pytest.approx([2.0, 4.0])
    assert beyond == pytest.approx([1.0, -1.0])


def test_distances_of_a_map_by_point() -> None:
    cells = np.zeros((10, 10), np.uint8)
    cells[5, 2] = 100
    walls = walls_of(OccupancyGrid(0.1, Pose(0.0, 0.0, 0.0), cells))
    assert walls.at(np.array([[0.25, 0.55], [0.75, 0.55], [-3.0, 0.0]])) == pytest.approx([0.0, 0.5, FAR_M])


def test_a_map_without_walls_explains_nothing() -> None:
    grid = OccupancyGrid(0.1, Pose(0.0, 0.0, 0.0), np.full((3, 3), 255, np.uint8))
    assert isinstance(walls_of(grid), Field)
    assert walls_of(grid).at(np.array([0.1, 0.1])) == FAR_M
