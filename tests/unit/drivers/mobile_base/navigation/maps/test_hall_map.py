"""Zones on the floor of a hall."""

import numpy as np
import pytest

from drivers.mobile_base.navigation.maps.grid import OccupancyGrid
from drivers.mobile_base.navigation.maps.hall_map import HallMap, Zone, ZoneKind
from drivers.motion import Pose

GRID = OccupancyGrid(0.1, Pose(-1.0, -2.0, 0.0), np.zeros((40, 50), np.uint8))
SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
ARROW = ((0.0, 0.0), (1.0, 0.0), (0.2, 0.2), (0.0, 1.0))


@pytest.mark.parametrize(
    ("polygon", "point", "covered"),
    [
        (SQUARE, (0.5, 0.5), True),
        (SQUARE, (1.1, 0.5), False),
        (SQUARE, (0.5, -0.1), False),
        (SQUARE[::-1], (0.5, 0.5), True),
        (ARROW, (0.1, 0.1), True),
        (ARROW, (0.5, 0.5), False),
    ],
)
def test_what_a_zone_covers(
    polygon: tuple[tuple[float, float], ...], point: tuple[float, float], covered: bool
) -> None:
    assert Zone("a", ZoneKind.SLOW, polygon).covers(*point) is covered


def test_the_slowest_zone_rules() -> None:
    wide = tuple((3 * x - 1, 3 * y - 1) for x, y in SQUARE)
    zones = (Zone("a", ZoneKind.SLOW, wide, 0.3), Zone("b", ZoneKind.SLOW, SQUARE, 0.2))
    hall = HallMap(GRID, zones=zones)
    assert hall.speed_limit_at(0.5, 0.5) == 0.2
    assert hall.speed_limit_at(-0.5, 0.5) == 0.3
    assert hall.speed_limit_at(-1.5, 0.5) == np.inf


def test_only_no_go_zones_block_and_never_less_than_they_cover() -> None:
    hall = HallMap(GRID, zones=(Zone("a", ZoneKind.NO_GO, SQUARE), Zone("b", ZoneKind.SLOW, ARROW, 0.1)))
    mask = hall.no_go()
    rows, columns = np.indices(mask.shape)
    x, y = GRID.point_of(rows, columns)
    inside = (x > 0) & (x < 1) & (y > 0) & (y < 1)
    assert mask[inside].all()
    assert not mask[(x < -0.1) | (x > 1.1) | (y < -0.1) | (y > 1.1)].any()


def test_a_zone_that_reaches_out_of_the_map() -> None:
    far = tuple((100 * x, 100 * y) for x, y in SQUARE)
    mask = HallMap(GRID, zones=(Zone("a", ZoneKind.NO_GO, far),)).no_go()
    assert mask[20:, 10:].all()
    assert not mask[:19].any()
