"""What is cast ahead is used only while the robot goes on as foreseen, and then it is right."""

import math

import numpy as np
import pytest

from simulator.hall.foresight import Foresight
from simulator.hall.rays import RayCaster, headings

COUNT, STEP_RAD, RAY_S = 90, math.radians(-0.8), 1 / 4500


class Counted(RayCaster):
    """Counts casts."""

    casts = 0

    def to_walls(self, origins, heading, farthest_m):
        self.casts += 1
        return super().to_walls(origins, heading, farthest_m)


def bunches(count, v=0.0, w=0.0, kick_at=None):
    """Rays of a robot that drives from (3, 3) with `v`, and is pushed aside at one of them."""
    for bunch in range(count):
        at = (bunch * COUNT + np.arange(COUNT)) * RAY_S
        bearings = np.fmod((bunch * COUNT + np.arange(COUNT)) * STEP_RAD, 2 * math.pi) + w * at
        y = 3.0 + (0.05 if kick_at is not None and bunch >= kick_at else 0.0)
        yield np.stack((3.0 + v * at, np.full(COUNT, y))), bearings


@pytest.mark.parametrize(("v", "w"), [(0.0, 0.0), (0.3, 0.0), (0.0, 1.0), (-0.2, -0.5)])
def test_on_a_steady_course_few_casts_see_what_many_would(empty, v, w):
    rays = Counted(empty)
    sight = Foresight(rays, 12.0)
    for origins, bearings in bunches(50, v, w):
        exact = RayCaster(empty).to_walls(origins, headings(bearings), 12.0)
        off = np.abs(sight.ranges_m(origins, bearings) - exact)
        assert np.median(off) < 2e-3 and off.max() < 0.1  # rays into corners and along walls are off most
    assert rays.casts < 20


def test_one_who_is_pushed_sees_anew_at_once(empty):
    rays = Counted(empty)
    sight = Foresight(rays, 12.0)
    for origins, bearings in bunches(30, kick_at=17):
        exact = RayCaster(empty).to_walls(origins, headings(bearings), 12.0)
        assert sight.ranges_m(origins, bearings) == pytest.approx(exact, abs=1e-3)
    assert 7 < rays.casts < 20


def test_what_it_hands_out_is_not_its_own(empty):
    sight = Foresight(RayCaster(empty), 12.0)
    for origins, bearings in bunches(6):
        sight.ranges_m(origins, bearings)[:] = 0.0
    assert (sight.ranges_m(*next(bunches(1))) > 1).all()
