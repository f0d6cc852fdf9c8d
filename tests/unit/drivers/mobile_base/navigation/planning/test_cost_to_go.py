"""Ways: how long, how straight, how far from things, and where there is none."""

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from drivers.mobile_base.navigation.maps.hall_map import Zone, ZoneKind
from drivers.mobile_base.navigation.planning.cost_to_go import CostToGo
from drivers.mobile_base.navigation.planning.path import length_m
from tests.unit.drivers.mobile_base.navigation.planning.floors import (
    RADIUS_M,
    Box,
    bends_rad,
    floor,
    planning,
)

WALL = (4.9, 0, 5.1, 8)  # of a floor of 10 × 10 m: the way leads round its northern end


def _clearances(way: CostToGo, path: NDArray[np.float64], resolution_m: float) -> NDArray[np.float32]:
    cells = (path / resolution_m).astype(int)
    return way.clearance[cells[:, 1], cells[:, 0]]


@pytest.mark.parametrize("angle", np.radians([0, 10, 22.5, 30, 45, 77]))
@pytest.mark.parametrize("resolution_m", [0.05, 0.1])
def test_on_open_ground_the_way_is_straight(angle: float, resolution_m: float) -> None:
    start = np.array([1.0, 1.0])
    goal = start + 9 * np.array([np.cos(angle), np.sin(angle)])
    path = CostToGo(planning(floor(12, 12), resolution_m=resolution_m), tuple(goal)).path_from(tuple(start))
    assert length_m(path) <= 1.01 * 9
    assert np.array_equal(path[0], start)
    assert np.array_equal(path[-1], goal)
    assert np.hypot(*np.diff(path, axis=0).T).max() <= 0.1


def test_from_everywhere_of_an_open_floor_within_a_twentieth_of_the_shortest() -> None:
    way = CostToGo(planning(floor(12, 12), resolution_m=0.1), (6.03, 5.98))
    starts = np.random.default_rng(7).uniform(0.5, 11.5, (60, 2))
    shortest = np.hypot(*(starts - (6.03, 5.98)).T)
    found = [length_m(way.path_from((float(x), float(y)))) for x, y in starts]
    assert (found <= 1.05 * shortest + 1e-9).all()


def test_round_a_corner_it_keeps_away_and_turns_gently() -> None:
    grid = planning(floor(10, 10, WALL))
    way = CostToGo(grid, (8.0, 2.0))
    path = way.path_from((2.0, 2.0))
    taut = 2 * np.hypot(3, 6)
    assert length_m(path) <= 1.1 * taut
    assert _clearances(way, path, grid.resolution_m).min() >= 0.3
    assert bends_rad(path).max() < 0.35


def test_the_cost_is_no_less_than_the_metres_and_falls_along_the_way() -> None:
    way = CostToGo(planning(floor(10, 10, WALL)), (8.0, 2.0))
    path = way.path_from((2.0, 2.0))
    costs = [way.cost_at((x, y)) for x, y in path[:-1:20]]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] >= length_m(path)
    assert way.cost_at((8.0, 2.0)) == 0.0


@pytest.mark.parametrize(
    ("gap_m", "resolution_m", "passable"),
    [(0.3, 0.05, False), (0.45, 0.05, True), (0.5, 0.05, True), (0.45, 0.1, True), (0.3, 0.1, False)],
)
@pytest.mark.parametrize("low", [5.0, 5.05])
def test_a_gap_the_robot_fits_through(gap_m: float, resolution_m: float, passable: bool, low: float) -> None:
    hall = floor(10, 10, (4.9, 0, 5.1, low), (4.9, low + gap_m, 5.1, 10))
    way = CostToGo(planning(hall, resolution_m=resolution_m), (8.0, 5.0))
    assert np.isfinite(way.cost_at((2.0, 5.0))) == passable
    assert (len(way.path_from((2.0, 5.0))) > 0) == passable


def test_a_wide_way_is_worth_a_detour() -> None:
    hall = floor(10, 10, (4.9, 0, 5.1, 4.5), (4.9, 4.95, 5.1, 6.5), (4.9, 8.0, 5.1, 10))
    way = CostToGo(planning(hall), (6.5, 5.5))
    path = way.path_from((3.5, 5.5))
    assert _clearances(way, path, 0.05).min() >= 0.35
    assert path[:, 1].max() > 6.8


def test_no_way() -> None:
    way = CostToGo(planning(floor(10, 10, (4.9, 0, 5.1, 10))), (8.0, 2.0))
    assert way.cost_at((2.0, 2.0)) == np.inf
    assert way.path_from((2.0, 2.0)).shape == (0, 2)


def test_things_the_map_does_not_show_are_gone_round_and_only_this_time() -> None:
    grid = planning(floor(10, 10))
    column = [(5.0, y) for y in np.arange(1.0, 10.0, 0.04)]
    round_it = CostToGo(grid, (8.0, 5.0), grid.mask_of(column))
    path = round_it.path_from((2.0, 5.0))
    assert path[:, 1].min() < 0.8
    assert _clearances(round_it, path, 0.05).min() >= RADIUS_M
    assert length_m(CostToGo(grid, (8.0, 5.0)).path_from((2.0, 5.0))) == pytest.approx(6.0)
    shut = CostToGo(grid, (8.0, 5.0), grid.mask_of([*column, *((5.0, y) for y in np.arange(0, 1, 0.04))]))
    assert shut.cost_at((2.0, 5.0)) == np.inf


def test_no_go_zones_are_walls() -> None:
    zone = Zone("pit", ZoneKind.NO_GO, ((4.0, 1.0), (6.0, 1.0), (6.0, 9.0), (4.0, 9.0)))
    path = CostToGo(planning(floor(10, 10, zones=(zone,))), (8.0, 5.0)).path_from((2.0, 5.0))
    inside = (path[:, 0] > 4) & (path[:, 0] < 6) & (path[:, 1] > 1) & (path[:, 1] < 9)
    assert len(path)
    assert not inside.any()


@pytest.mark.parametrize("x", [0.03, 0.08, 0.15])
def test_out_of_a_tight_place_it_moves_away_from_the_wall_first(x: float) -> None:
    grid = planning(floor(10, 10))
    way = CostToGo(grid, (8.0, 5.0))
    path = way.path_from((x, 5.0))
    assert tuple(path[0]) == (x, 5.0)
    room = _clearances(way, path, grid.resolution_m)
    tight = room[: int(np.argmax(room >= RADIUS_M))]
    assert (np.diff(tight) >= -1e-6).all()
    assert way.cost_at((x, 5.0)) > way.cost_at((0.5, 5.0))
    assert length_m(path) < 8.2


def test_out_of_a_tight_place_it_never_crosses_the_wall() -> None:
    hall = floor(10, 10, (4.9, 0, 5.0, 10))
    way = CostToGo(planning(hall), (8.0, 5.0))
    assert way.cost_at((4.85, 5.0)) == np.inf
    assert np.isfinite(way.cost_at((5.05, 5.0)))


def test_who_stands_in_something_that_was_seen_gets_out_of_it() -> None:
    grid = planning(floor(10, 10))
    way = CostToGo(grid, (8.0, 5.0), grid.mask_of([(2.0, 5.0), (1.8, 5.1)]))
    assert len(way.path_from((2.0, 5.0)))


def test_a_goal_with_something_on_it_is_reached_beside_it() -> None:
    grid = planning(floor(10, 10))
    way = CostToGo(grid, (8.0, 5.0), grid.mask_of([(8.0, 5.05)]))
    assert way.goal is not None
    assert 0.1 < np.hypot(way.goal[0] - 8.0, way.goal[1] - 5.0) <= 0.3
    assert tuple(way.path_from((2.0, 5.0))[-1]) == way.goal


def test_a_goal_deep_in_a_wall_has_no_way() -> None:
    way = CostToGo(planning(floor(10, 10, (4, 4, 6, 6))), (5.0, 5.0))
    assert way.goal is None
    assert way.cost_at((2.0, 5.0)) == np.inf
    assert not len(way.path_from((2.0, 5.0)))


def test_at_the_goal_already() -> None:
    way = CostToGo(planning(floor(10, 10)), (5.01, 5.01))
    path = way.path_from((5.02, 5.02))
    assert 2 <= len(path) <= 3
    assert length_m(path) < 0.02


def test_outside_of_the_map_there_is_no_way() -> None:
    way = CostToGo(planning(floor(10, 10)), (5.0, 5.0))
    assert way.cost_at((-3.0, 5.0)) == np.inf


@pytest.mark.parametrize("resolution_m", [0.05, 0.1])
def test_ways_between_many_things_never_come_too_near(resolution_m: float) -> None:
    chance = np.random.default_rng(3)
    middles = chance.uniform((1.5, 0.5), (8.5, 9.5), (45, 2))
    boxes: list[Box] = [(x - 0.075, y - 0.075, x + 0.075, y + 0.075) for x, y in middles]
    grid = planning(floor(10, 10, *boxes), resolution_m=resolution_m)
    for y in (1.0, 3.0, 5.0, 7.0, 9.0):
        way = CostToGo(grid, (9.3, 10 - y))
        path = way.path_from((0.7, y))
        assert len(path)
        assert _clearances(way, path, resolution_m).min() >= RADIUS_M
        assert length_m(path) <= 1.2 * np.hypot(8.6, 10 - 2 * y)
        assert bends_rad(path).max() < 0.6


def test_a_large_hall_is_planned_fast_enough_to_plan_again_on_the_way() -> None:
    chance = np.random.default_rng(5)
    corners = chance.uniform(2, 36, (100, 2))
    hall = floor(40, 50, *((x, y, x + 1.5, y + 0.5) for x, y in corners))
    grid = planning(hall)
    extra = grid.mask_of(chance.uniform(2, 38, (400, 2)))
    CostToGo(grid, (38.5, 48.5))  # the steps are made once
    took = []
    for _ in range(3):
        begun = time.process_time()
        path = CostToGo(grid, (38.5, 48.5), extra).path_from((1.0, 1.0))
        took.append(time.process_time() - begun)
    assert len(path)
    assert min(took) < 0.2  # 0.1 s on a machine with nothing else to do (make bench)
