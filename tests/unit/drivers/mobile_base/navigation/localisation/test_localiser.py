"""Where a robot believes it is, against where it is: among crowds, clutter and nothing; carried off; lost."""

import math

import numpy as np
import pytest

from drivers.mobile_base.navigation.localisation.localiser import MonteCarloLocaliser
from drivers.motion import Pose
from tests.unit.drivers.mobile_base.navigation.localisation.synthetic_hall import (
    Tour,
    World,
    crowd,
    hall,
    office,
    started,
    station,
)

LOOP = [(2, 6), (7.5, 6.5), (12, 6), (14, 4), (12.5, 1.2), (8, 1.2), (7.8, 3.5), (3, 3.3), (2.5, 1.2), (2, 3)]
START = (2.0, 6.0, 0.0)


def medians(tour):
    return float(np.median(tour.errors_m)), math.degrees(np.median(tour.errors_rad))


@pytest.mark.parametrize("people", [0, 14])
def test_it_knows_where_it_is_though_wheels_slip_and_a_crowd_hides_the_walls(people):
    world, localiser = started(office(), START, seed=people)
    tour = Tour(world, localiser, LOOP, crowd(np.random.default_rng(1), people) if people else None).run(40)
    error_m, error_deg = medians(tour)
    assert error_m < 0.05
    assert error_deg < 2
    assert not tour.lost_at
    assert localiser.estimate.confidence > 0.9


def test_unmapped_things_everywhere_do_not_draw_it_away():
    rng = np.random.default_rng(2)
    posts = np.column_stack([rng.uniform(0.4, 13.6, (300, 2)), np.full(300, 0.075)])
    world, localiser = started(hall(14, 14), (2, 3, 0), seed=2, circles=posts)
    tour = Tour(world, localiser, [(12, 3), (11, 11)]).run(30)
    assert max(tour.errors_m[50:]) < 0.15
    assert medians(tour)[1] < 2
    assert not tour.lost_at


def test_where_nothing_is_to_be_seen_it_lives_on_odometry_and_says_how_sure_that_is():
    world, localiser = started(hall(60, 60, walled=False), (30, 30, 0), seed=3)
    tour = Tour(world, localiser, [(35, 30), (35, 35)]).run(10)
    early = localiser.estimate
    tour.run(20)
    late = localiser.estimate
    assert not tour.lost_at
    assert late.spread_m > early.spread_m
    assert late.confidence < early.confidence
    assert tour.errors_m[-1] < 3 * late.spread_m


@pytest.mark.parametrize("people", [0, 12])
def test_carried_off_it_says_so_and_finds_itself(people):
    world, localiser = started(office(), START, seed=4)
    tour = Tour(world, localiser, LOOP, crowd(np.random.default_rng(4), people) if people else None).run(3)
    world.pose = (12.9, 1.7, 1.2)
    carried = tour.now
    tour.run(4.5, standing=True)
    assert tour.lost_at
    assert tour.lost_at[0] - carried < 4.5
    assert tour.seconds_until_found(25, standing=True) < 25
    tour.run(1)
    assert tour.errors_m[-1] < 0.1


def test_it_finds_itself_in_a_large_hall():
    world, localiser = started(station(), (25, 15, 1.0), seed=5)
    localiser.scatter()
    tour = Tour(world, localiser, [(18, 17)])
    assert tour.seconds_until_found(30, standing=True) <= 30
    tour.run(1)
    assert tour.errors_m[-1] < 0.1


def test_in_a_hall_that_looks_the_same_from_both_ends_it_stays_lost():
    world, localiser = started(hall(9, 6), (3, 2.5, 0.4), seed=6)
    localiser.scatter()
    tour = Tour(world, localiser, [(5, 4), (3, 2)])
    assert tour.seconds_until_found(15) == math.inf
    estimate = localiser.estimate
    assert estimate.hypotheses == 2
    assert estimate.turning_helps
    assert estimate.confidence <= 0.1


def test_two_equal_places_are_told_apart_by_what_is_seen_on_the_way():
    grid = hall(22, 6, (19.5, 3.5, 0.8, 0.8))
    world, localiser = started(grid, (11, 3, 0.0), seed=7, sight_m=8.0)
    localiser.scatter()
    tour = Tour(world, localiser, [(16, 3), (18, 2)])
    assert tour.seconds_until_found(4, standing=True) == math.inf
    assert tour.seconds_until_found(40) < 40
    tour.run(2)
    assert tour.errors_m[-1] < 0.15


def test_told_where_it_is_it_is_not_lost():
    localiser = MonteCarloLocaliser(office(), np.random.default_rng(8))
    assert localiser.estimate.lost
    assert localiser.estimate.hypotheses == 0
    localiser.place(Pose(3, 4, 3.1), 0.1, 0.05)
    estimate = localiser.estimate
    assert not estimate.lost
    assert (estimate.pose.x_m, estimate.pose.y_m) == pytest.approx((3, 4), abs=0.05)
    assert math.cos(estimate.pose.yaw_rad - 3.1) > 0.999
    localiser.scatter()
    assert localiser.estimate.lost
    assert localiser.estimate.confidence == 0


def test_standing_still_the_same_view_is_not_counted_for_ever():
    world, localiser = started(office(), START, seed=9)
    tour = Tour(world, localiser, LOOP).run(2)
    before = localiser.particles
    tour.run(3, standing=True)
    assert np.array_equal(before, localiser.particles)


def test_particles_are_poses_and_weights():
    _, localiser = started(office(), START)
    particles = localiser.particles
    assert particles.shape == (600, 4)
    assert particles[:, 3].sum() == pytest.approx(1)


def test_the_same_chance_gives_the_same_estimate():
    ends = [Tour(*started(office(), START, seed=10), LOOP).run(2).localiser.estimate for _ in range(2)]
    assert ends[0] == ends[1]


def test_what_the_caller_knows_to_be_unmapped_does_not_pull():
    grid = hall(10, 6)
    localiser = MonteCarloLocaliser(grid, np.random.default_rng(11))
    localiser.place(Pose(5, 3, 0), 0.1, 0.01)
    side = np.stack(
        [np.linspace(-2, 2, 60), np.full(60, 2.6)], axis=1
    )  # a row of people before the wall at 2.9
    before = localiser.estimate.pose
    for now in range(1, 6):
        localiser.observe(side, float(now), unmapped=np.ones(60, np.bool_))
    assert localiser.estimate.pose == before
    for now in range(6, 11):
        localiser.observe(side, float(now))
    assert localiser.estimate.pose.y_m > before.y_m + 0.05


@pytest.mark.parametrize("points", [np.zeros(4), np.zeros((3, 3))])
def test_points_of_another_shape_are_refused(points):
    with pytest.raises(ValueError, match="not \\(n, 2\\)"):
        MonteCarloLocaliser(hall(4, 4), np.random.default_rng(0)).observe(points, 0.0)


@pytest.mark.parametrize("move", [(math.nan, 0.0), (0.0, math.inf)])
def test_a_move_that_is_no_number_is_refused(move):
    with pytest.raises(ValueError, match="no move"):
        MonteCarloLocaliser(hall(4, 4), np.random.default_rng(0)).move(*move)


@pytest.mark.parametrize("points", [np.empty((0, 2)), np.full((50, 2), np.nan), np.full((50, 2), 1e6)])
def test_scans_that_tell_nothing_change_nothing(points):
    _, localiser = started(office(), START)
    before = localiser.estimate
    localiser.observe(points, 1.0)
    assert localiser.estimate == before
    localiser.scatter()
    localiser.observe(points, 2.0)
    assert localiser.estimate.lost


def test_a_map_without_anything_free_leaves_it_lost():
    grid = hall(4, 4, (0, 0, 4, 4))
    localiser = MonteCarloLocaliser(grid, np.random.default_rng(12))
    points, hit = World(office(), START, np.random.default_rng(12)).scan()
    for now in range(5):
        localiser.observe(points, float(now), hit)
    assert localiser.estimate.lost
