"""Generated halls: by seed, connected, and with a way through every field."""

import math

import cv2
import numpy as np
import pytest

from simulator.hall.generator import CYLINDER_RADIUS_M, cylinder_field, random_hall
from simulator.hall.hall import Hall
from simulator.hall.options import HallOptions
from simulator.hall.people.ways import Ways


@pytest.mark.parametrize("seed", range(8))
def test_every_free_spot_of_a_random_hall_can_be_reached(seed):
    walls = random_hall(seed)
    ways = Ways(walls)
    first = ways.points[0]
    reached = [math.isfinite(ways.cost(point, first)) for point in ways.points]
    assert sum(reached) > 0.97 * len(reached) and walls.size_m == (16.0, 10.0)
    assert walls.solid.mean() > 0.1


def test_the_same_seed_makes_the_same_hall_and_another_another():
    assert (random_hall(3).solid == random_hall(3).solid).all()
    assert (random_hall(3).solid != random_hall(4).solid).any()
    assert cylinder_field(2, 0.5).obstacles == cylinder_field(2, 0.5).obstacles
    assert cylinder_field(2, 0.5).obstacles != cylinder_field(3, 0.5).obstacles


@pytest.mark.parametrize("seed", range(10))
def test_a_robot_fits_through_every_field(seed):
    course = cylinder_field(seed, 1.0)
    blocked = course.walls.solid.astype(np.uint8)
    for x, y, radius in course.obstacles:
        row, column = course.walls.cell_of(x, y)
        cv2.circle(blocked, (column, row), math.ceil((radius + 0.19) / 0.05), 1, -1)
    _, labels = cv2.connectedComponents(1 - blocked, connectivity=4)
    start = course.walls.cell_of(course.start.x, course.start.y)
    goal = course.walls.cell_of(*course.goal)
    assert labels[start] == labels[goal] != 0
    assert math.dist((course.start.x, course.start.y), course.goal) == 10.0


def test_density_runs_from_wide_open_to_dense():
    assert not cylinder_field(1, 0.0).obstacles
    counts = [len(cylinder_field(1, density).obstacles) for density in (0.2, 0.5, 1.0)]
    assert counts == sorted(counts) and counts[2] > 200
    assert {radius for *_, radius in cylinder_field(1, 1.0).obstacles} == {CYLINDER_RADIUS_M}


def test_a_field_is_driven_in_like_any_hall():
    course = cylinder_field(4, 1.0)
    hall = Hall(course.walls, HallOptions(start=course.start, obstacles=course.obstacles))
    assert hall.clearance.obstacles_m > 0.3
    hall.drive(0.3, 0.3)
    hall.advance(60.0)
    assert hall.book.contacts or hall.path_m > 5
    assert hall.clearance.least_m > -3e-3
