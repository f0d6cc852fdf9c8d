"""Who is taken for a person, and where they go."""

import math

import numpy as np
import pytest

from drivers.mobile_base.navigation.control.local import LocalControl
from drivers.mobile_base.navigation.control.track import SETTLES_S
from drivers.motion import STILL, Pose, Twist
from tests.support.floor import STEP_S, Floor, Walker, room
from tests.support.floors import empty_hall, field_of_posts

HALL = empty_hall(12.0, 8.0)


def control() -> LocalControl:
    """Of a robot in an empty hall."""
    return LocalControl(HALL.grid, np.full(HALL.grid.cells.shape, 5.0, np.float32))


def watch(eyes: LocalControl, floor: Floor, seconds: float, setpoint: Twist = STILL) -> None:
    """Look ten times a second."""
    for step in range(round(seconds / STEP_S)):
        floor.step(setpoint)
        if step % 2:
            eyes.observe(floor.pose, floor.scan(), floor.now)


def hall(*walkers: Walker) -> Floor:
    """People in an empty room, seen from its middle."""
    return Floor(Pose(6.0, 4.0, 0.3), np.random.default_rng(3), walls=room(12.0, 8.0), walkers=list(walkers))


@pytest.mark.parametrize(
    "walker",
    [
        Walker(9.0, 5.0, -1.2, 0.0),
        Walker(7.0, 3.0, 1.2, 0.0),
        Walker(8.0, 2.0, 0.0, 0.6),
        Walker(4.5, 4.0, 0.0, -0.9),
    ],
)
def test_a_walker_is_found_where_he_is_and_as_fast_as_he_goes(walker: Walker) -> None:
    eyes, floor = control(), hall(walker)
    watch(eyes, floor, 1.5)
    (person,) = eyes.people
    assert math.dist((person.x_m, person.y_m), (walker.x_m, walker.y_m)) < 0.3
    assert (person.vx_m_s, person.vy_m_s) == pytest.approx((walker.vx_m_s, walker.vy_m_s), abs=0.35)


def test_a_walker_is_known_within_half_a_second() -> None:
    eyes, floor = control(), hall(Walker(8.5, 4.5, -1.4, 0.0))
    watch(eyes, floor, 0.7)
    assert len(eyes.people) == 1


def test_whoever_walks_is_no_obstacle_and_leaves_none_behind() -> None:
    eyes, floor = control(), hall(Walker(8.0, 2.0, 0.0, 0.8))
    watch(eyes, floor, 2.5)
    assert not len(eyes.obstacles)


def test_whoever_stands_for_long_becomes_an_obstacle() -> None:
    walker = Walker(8.5, 4.0, -1.0, 0.0)
    eyes, floor = control(), hall(walker)
    watch(eyes, floor, 1.0)
    walker.vx_m_s = 0.0
    watch(eyes, floor, SETTLES_S - 1.5)
    assert len(eyes.people) == 1
    assert not len(eyes.obstacles)
    watch(eyes, floor, 3.0)
    assert not eyes.people
    assert np.hypot(*(eyes.obstacles - (walker.x_m, walker.y_m)).T) == pytest.approx(0.22, abs=0.06)


def test_two_who_meet_stay_two() -> None:
    eyes, floor = control(), hall(Walker(8.0, 2.5, 0.0, 0.8), Walker(9.0, 5.5, 0.0, -0.8))
    watch(eyes, floor, 3.0)
    assert sorted(round(person.vy_m_s) for person in eyes.people) == [-1, 1]


def test_the_walls_of_the_map_are_neither() -> None:
    eyes, floor = control(), hall()
    watch(eyes, floor, 2.0, Twist(0.3, 0.3))
    assert not eyes.people
    assert not len(eyes.obstacles)


def test_things_that_stand_are_hardly_ever_taken_for_people() -> None:
    """However the robot's own way hides and shows them."""
    taken = looks = 0
    for seed in range(3):
        floor = field_of_posts(seed)
        eyes = LocalControl(empty_hall(14.0, 5.0).grid, np.full((102, 282), 5.0, np.float32))
        for _ in range(60):
            watch(eyes, floor, 0.1, Twist(0.3, 0.0) if floor.pose.x_m < 1.7 else Twist(0.0, 0.3))
            taken, looks = taken + len(eyes.people), looks + 1
    assert taken < 0.2 * looks


def test_after_a_jump_of_the_pose_nobody_is_known() -> None:
    eyes, floor = control(), hall(Walker(8.0, 2.0, 0.0, 0.8), Walker(4.0, 4.0, 0.0, 0.0))
    watch(eyes, floor, 2.0)
    assert eyes.people
    assert len(eyes.obstacles)
    eyes.forget()
    assert not eyes.people
    assert not len(eyes.obstacles)
