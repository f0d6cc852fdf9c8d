"""From metres to cells and back."""

import numpy as np
import pytest

from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, UNKNOWN, OccupancyGrid
from drivers.motion import Pose

GRID = OccupancyGrid(0.5, Pose(-1.0, 2.0, 0.0), np.array([[0, 100, 255], [0, 0, 0]], np.uint8))


def test_its_size() -> None:
    assert (GRID.rows, GRID.columns, GRID.size_m) == (2, 3, (1.5, 1.0))


@pytest.mark.parametrize(
    ("x", "y", "row", "column"),
    [(-1.0, 2.0, 0, 0), (-0.51, 2.49, 0, 0), (-0.5, 2.5, 1, 1), (0.49, 2.99, 1, 2), (-1.01, 1.99, -1, -1)],
)
def test_the_cell_of_a_point(x: float, y: float, row: int, column: int) -> None:
    assert GRID.cell_of(x, y) == (row, column)


def test_the_middle_of_a_cell_lies_in_it() -> None:
    rows, columns = np.mgrid[:2, :3]
    x, y = GRID.point_of(rows, columns)
    assert (x[0, 0], y[0, 0]) == (-0.75, 2.25)
    back = GRID.cell_of(x, y)
    assert np.array_equal(back[0], rows)
    assert np.array_equal(back[1], columns)


def test_what_is_at_a_point_and_that_outside_is_unknown() -> None:
    found = GRID.at([-0.9, -0.4, 0.2, 0.6, -5.0, 0.0], [2.1, 2.1, 2.1, 2.1, 2.1, 3.1])
    assert found.tolist() == [FREE, OCCUPIED, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]


def test_a_turned_map_is_refused() -> None:
    with pytest.raises(ValueError, match=r"turned by 0\.1 rad is not supported"):
        OccupancyGrid(0.05, Pose(0.0, 0.0, 0.1), GRID.cells)
