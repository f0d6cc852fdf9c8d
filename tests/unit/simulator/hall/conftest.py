"""Small halls with known walls."""

import numpy as np
import pytest

from simulator.hall.walls import Walls

RES = 0.05


def room(wide_m: float = 8.0, high_m: float = 6.0, *boxes: tuple[float, float, float, float]) -> Walls:
    """An empty room whose inner faces are at x = 0.2, x = wide - 0.2 and so on; `boxes` stand in it."""
    solid = np.zeros((round(high_m / RES), round(wide_m / RES)), np.bool_)
    solid[:4] = solid[-4:] = True
    solid[:, :4] = solid[:, -4:] = True
    for left, low, right, high in boxes:
        solid[round(low / RES) : round(high / RES), round(left / RES) : round(right / RES)] = True
    return Walls(solid, ~solid, RES, (0.0, 0.0))


@pytest.fixture(scope="session")
def empty() -> Walls:
    """8 × 6 m."""
    return room()


@pytest.fixture(scope="session")
def make_room():
    """Makes rooms with boxes in them."""
    return room
