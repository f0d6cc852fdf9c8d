"""Rays: exact to the face of a cell and the rim of a circle, from wherever they start."""

import math
import time

import numpy as np
import pytest

from simulator.hall.rays import RayCaster, headings, to_circles
from simulator.hall.surroundings import NO_CIRCLES


def cast(walls, x, y, bearings, far=12.0, circles=NO_CIRCLES):
    heading = headings(np.asarray(bearings, float))
    origins = np.repeat([[x], [y]], heading.shape[1], 1).astype(float)
    ranges = RayCaster(walls).to_walls(origins, heading, far)
    if len(circles):
        circles = np.asarray(circles, float).reshape(-1, 3)
        ranges = np.minimum(ranges, to_circles(origins, heading, far, circles))
    return np.where(ranges > far, np.inf, ranges)


def test_the_four_walls_are_where_they_are(empty):
    ranges = cast(empty, 3.017, 2.031, [0, math.pi / 2, math.pi, -math.pi / 2])
    assert ranges == pytest.approx([7.8 - 3.017, 5.8 - 2.031, 2.817, 1.831], abs=1e-6)


def test_slanted_rays_meet_the_faces_exactly(empty):
    bearings = np.linspace(-math.pi, math.pi, 721)
    ranges = cast(empty, 3.0, 2.0, bearings)
    x, y = 3.0 + ranges * np.cos(bearings), 2.0 + ranges * np.sin(bearings)
    off = np.minimum.reduce([abs(x - 0.2), abs(x - 7.8), abs(y - 0.2), abs(y - 5.8)])
    assert off.max() < 1e-6
    assert ((x > 0.199) & (x < 7.801) & (y > 0.199) & (y < 5.801)).all()


def test_a_ray_close_along_a_wall_goes_on_to_its_end(empty):
    assert cast(empty, 0.5, 0.201, [0.0])[0] == pytest.approx(7.3, abs=1e-6)
    many = cast(empty, 0.5, 0.26, np.linspace(-0.001, 0.02, 60))
    assert np.nanmin(many) > 7.2


def test_a_thin_wall_is_not_stepped_over(make_room):
    walls = make_room(8, 6, (4.0, 0.0, 4.05, 6.0))
    ranges = cast(walls, 1.0, 3.0, np.linspace(-0.9, 0.9, 500))
    x = 1.0 + ranges * np.cos(np.linspace(-0.9, 0.9, 500))
    assert x.max() <= 4.0 + 1e-6


def test_what_is_too_far_is_not_seen(empty):
    assert np.isinf(cast(empty, 1.0, 3.0, [0.0], far=6.0))[0]
    assert cast(empty, 1.0, 3.0, [0.0], far=6.9)[0] == pytest.approx(6.8)


def test_a_circle_is_met_at_its_rim_and_hides_the_wall(empty):
    ranges = cast(empty, 2.0, 3.0, [0.0, 0.1, math.pi], circles=[(5.0, 3.0, 0.25)])
    assert ranges[0] == pytest.approx(2.75) and ranges[1] > 4 and ranges[2] == pytest.approx(1.8)
    offset = math.asin(0.1 / 3.0)
    expected = 3 * math.cos(offset) - math.sqrt(0.25**2 - 0.1**2)
    assert cast(empty, 2.0, 3.0, [offset], circles=[(5.0, 3.0, 0.25)])[0] == pytest.approx(expected)


def test_of_many_circles_none_in_the_sector_is_forgotten(empty):
    rng = np.random.default_rng(4)
    circles = np.column_stack((rng.uniform(0.5, 7.5, 200), rng.uniform(0.5, 5.5, 200), np.full(200, 0.075)))
    for middle in (-2.5, 0.1, 3.0):
        bearings = middle + np.linspace(-0.6, 0.6, 90)
        sector = cast(empty, 4.0, 3.0, bearings, circles=circles)
        one_by_one = np.min([cast(empty, 4.0, 3.0, bearings, circles=[each]) for each in circles], axis=0)
        assert sector == pytest.approx(one_by_one)


def test_out_of_a_map_without_walls_nothing_comes_back(empty):
    open_side = empty.solid.copy()
    open_side[:, -8:] = False
    walls = type(empty)(open_side, ~open_side, 0.05, (0.0, 0.0))
    ranges = cast(walls, 4.0, 3.0, [0.0, math.pi])
    assert np.isinf(ranges[0]) and ranges[1] == pytest.approx(3.8)


def test_every_ray_starts_from_a_place_of_its_own(empty):
    origins = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])
    ranges = RayCaster(empty).to_walls(origins, headings(np.zeros(3)), 12.0)
    assert ranges == pytest.approx([6.8, 5.8, 4.8])


def test_a_turn_takes_no_more_than_a_few_milliseconds_even_here(make_room):
    walls = make_room(16, 10, (4.0, 2.0, 7.0, 2.6), (9.0, 2.0, 12.0, 2.6), (4.0, 6.0, 7.0, 6.6))
    caster = RayCaster(walls)
    origins = np.repeat([[8.0], [4.0]], 450, 1)
    heading = headings(np.linspace(0, 2 * math.pi, 450))
    circles = np.column_stack((np.linspace(1, 15, 20), np.full(20, 5.0), np.full(20, 0.2)))
    spent = []
    for _ in range(20):
        began = time.process_time()
        caster.to_walls(origins, heading, 12.0)
        to_circles(origins, heading, 12.0, circles)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.003  # a third of that on an idle machine
