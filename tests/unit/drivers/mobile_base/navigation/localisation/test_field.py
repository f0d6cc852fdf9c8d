"""How far everything is from what reflects: also where nothing does."""

import numpy as np
import pytest

from drivers.mobile_base.navigation.localisation.field import FAR_M, ReflectorField
from drivers.mobile_base.navigation.localisation.settings import LocaliserSettings
from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, OccupancyGrid
from drivers.motion import Pose


def field_of(cells: np.ndarray) -> ReflectorField:
    return ReflectorField(OccupancyGrid(0.1, Pose(0.0, 0.0, 0.0), cells), LocaliserSettings())


@pytest.mark.parametrize("shape", [(30, 40), (400, 300)])
def test_on_a_map_without_walls_everything_is_far(shape: tuple[int, int]) -> None:
    field = field_of(np.full(shape, FREE, np.uint8))
    assert field.distance_m.shape == (shape[0] + 2, shape[1] + 2)
    assert np.all(field.distance_m == FAR_M)
    assert np.isfinite(field.gain(np.array([[1.0, 1.0, 0.0]]), np.array([[1.0, 0.0]], np.float32))).all()


def test_the_distance_grows_with_the_cells_and_ends_at_the_farthest() -> None:
    cells = np.full((30, 60), FREE, np.uint8)
    cells[:, 0] = OCCUPIED
    field = field_of(cells)
    assert field.distance_m[10, 1] == 0.0
    assert field.distance_m[10, 6] == pytest.approx(0.5)
    assert field.distance_m[10, 50] == FAR_M
