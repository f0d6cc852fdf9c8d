"""The next speeds of a robot on a floor."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from drivers.mobile_base.navigation.control.local import Blocker, LocalControl, LocalDecision
from drivers.mobile_base.navigation.control.settings import ControlSettings
from drivers.motion import STILL, Pose, Twist
from tests.support.floor import POST_M, Floor, Walker, room
from tests.support.floors import Traveller, crossing, empty_hall, field_of_posts, wander

HALL = empty_hall(12.0, 8.0)
AHEAD = np.array([[2.0, 4.0], [9.0, 4.0]])


def floor(*posts: tuple[float, float], yaw_rad: float = 0.0) -> Floor:
    """A robot at (2, 4) in a room with some posts."""
    round_ones = np.array([(x, y, POST_M) for x, y in posts]).reshape(-1, 3)
    return Floor(Pose(2.0, 4.0, yaw_rad), np.random.default_rng(5), round_ones, room(12.0, 8.0))


def control(settings: ControlSettings | None = None) -> LocalControl:
    """Of a robot in an empty hall without a map's limits."""
    return LocalControl(HALL.grid, np.full(HALL.grid.cells.shape, 5.0, np.float32), settings)


def drive(
    robot: LocalControl,
    ground: Floor,
    seconds: float,
    step: Callable[[LocalControl, Floor], LocalDecision] | None = None,
) -> list[LocalDecision]:
    """Observe ten, decide twenty times a second."""
    decide = step or (lambda robot, ground: robot.follow(ground.pose, ground.twist, AHEAD, ground.now))
    decisions = []
    for tick in range(round(seconds * 20)):
        if tick % 2 == 0:
            robot.observe(ground.pose, ground.scan(), ground.now)
        decisions.append(decide(robot, ground))
        ground.step(decisions[-1].twist)
    return decisions


@pytest.mark.parametrize("fastest", [0.3, 0.7])
def test_it_follows_a_free_path_to_its_end_and_stands(fastest: float) -> None:
    robot, ground = control(ControlSettings(v_max_m_s=fastest)), floor()
    speeds = [decision.twist.v_m_s for decision in drive(robot, ground, 7.0 / fastest + 4.0)]
    assert max(speeds) == pytest.approx(fastest)
    assert (ground.pose.x_m, ground.pose.y_m) == pytest.approx((9.0, 4.0), abs=0.04)
    assert speeds[-1] == pytest.approx(0.0, abs=1e-3)
    assert np.abs(np.diff(speeds)).max() <= 0.1


def test_a_path_behind_it_is_faced_on_the_spot() -> None:
    robot, ground = control(), floor(yaw_rad=math.pi - 0.1)
    drive(robot, ground, 3.0)
    assert (ground.pose.x_m, ground.pose.y_m) == pytest.approx((2.0, 4.0), abs=0.05)
    drive(robot, ground, 3.0)
    assert abs(ground.pose.yaw_rad) < 0.3
    assert ground.pose.x_m > 2.2


def test_the_limit_of_a_zone_is_kept() -> None:
    robot, ground = control(), floor()
    drive(robot, ground, 4.0, lambda r, g: r.follow(g.pose, g.twist, AHEAD, g.now, 0.1))
    assert 0.09 < ground.twist.v_m_s <= 0.1 + 1e-9
    drive(robot, ground, 1.0, lambda r, g: r.follow(g.pose, g.twist, AHEAD, g.now, 0.0))
    assert ground.twist.v_m_s == pytest.approx(0.0, abs=1e-3)


def test_what_stands_across_the_path_stops_it_in_time_and_is_named() -> None:
    wall = [(4.0, 4.0 + step * 0.1) for step in range(-12, 13)]
    robot, ground = control(), floor(*wall)
    last = drive(robot, ground, 12.0)[-1]
    assert last.blocked_by is Blocker.OBSTACLE
    assert last.twist.v_m_s == pytest.approx(0.0, abs=0.01)
    assert 0.02 < ground.clearance_m < 0.3
    assert not robot.path_is_free(AHEAD)
    assert robot.mask(HALL.grid).sum() > 20


def test_it_goes_through_a_gap_of_half_a_metre_slowly() -> None:
    half = 0.25 + POST_M
    robot, ground = control(), floor((4.0, 4.0 + half), (4.0, 4.0 - half))
    decisions = drive(robot, ground, 16.0)
    assert ground.pose.x_m > 5.0
    assert ground.clearance_m > 0.04
    narrow = [decision.twist.v_m_s for decision in decisions if decision.clearance_m < 0.1]
    assert max(narrow) < 0.25


def test_where_it_is_tighter_than_its_margin_it_creeps() -> None:
    half = 0.18 + 0.035 + POST_M
    robot, ground = control(), floor((4.0, 4.0 + half), (4.0, 4.0 - half))
    decisions = drive(robot, ground, 30.0)
    assert ground.pose.x_m > 5.0
    assert ground.clearance_m > 0.0
    assert min(decision.twist.v_m_s for decision in decisions[40:]) <= 0.05 + 1e-9


def test_a_clearance_is_from_its_edge_to_the_nearest() -> None:
    robot, ground = control(), floor((2.0, 5.0))
    assert drive(robot, ground, 0.1)[-1].clearance_m == pytest.approx(1.0 - POST_M - 0.18, abs=0.04)


@pytest.mark.parametrize("fastest", [0.3, 0.7])
def test_it_stands_before_somebody_who_comes_reaches_it_and_says_who_it_is(fastest: float) -> None:
    robot, ground = control(ControlSettings(v_max_m_s=fastest)), floor()
    ground.walkers.append(Walker(8.0, 4.1, -1.3, 0.0))
    while not ground.touched and ground.now < 6.0:
        (last,) = drive(robot, ground, 0.05)
    assert ground.touched
    assert not ground.contacts
    assert last.blocked_by is Blocker.PERSON


def test_it_goes_on_when_whoever_cut_in_is_gone() -> None:
    robot, ground = control(), floor()
    ground.walkers.append(Walker(3.6, 1.5, 0.0, 0.9))
    decisions = drive(robot, ground, 12.0)
    assert Blocker.PERSON in {decision.blocked_by for decision in decisions}
    assert ground.twist.v_m_s > 0.25
    assert not ground.touched


def test_no_go_cells_are_not_entered_though_nothing_is_seen() -> None:
    x, _ = HALL.grid.point_of(np.zeros(HALL.grid.columns), np.arange(HALL.grid.columns))
    far = np.tile(np.maximum(4.0 - x, 0.0).astype(np.float32), (HALL.grid.rows, 1))
    robot, ground = LocalControl(HALL.grid, far), floor()
    last = drive(robot, ground, 12.0)[-1]
    assert ground.pose.x_m < 4.0 - 0.1
    assert last.blocked_by is Blocker.OBSTACLE


def test_backing_up_stops_before_what_is_behind() -> None:
    robot, ground = control(), floor((1.5, 4.0))
    last = drive(robot, ground, 4.0, lambda r, g: r.guard(g.pose, g.twist, Twist(-0.1, 0.0), g.now))[-1]
    assert ground.pose.x_m < 1.98
    assert ground.clearance_m > 0.02
    assert last.blocked_by is Blocker.OBSTACLE
    assert last.twist.v_m_s == pytest.approx(0.0, abs=0.01)


def test_backing_up_stops_for_somebody_behind() -> None:
    robot, ground = control(), floor()
    ground.walkers.append(Walker(0.6, 4.0, 0.3, 0.0))
    decisions = drive(robot, ground, 3.0, lambda r, g: r.guard(g.pose, g.twist, Twist(-0.1, 0.0), g.now))
    assert decisions[-1].blocked_by is Blocker.PERSON
    assert not ground.contacts


def test_docking_may_come_nearer_to_things() -> None:
    robot, ground = control(), floor((2.5, 4.0))
    drive(robot, ground, 8.0, lambda r, g: r.guard(g.pose, g.twist, Twist(0.06, 0.0), g.now, margin_m=-0.1))
    assert ground.contacts


def test_turning_on_the_spot_is_always_free() -> None:
    robot, ground = control(), floor((2.0, 4.0 + 0.18 + POST_M + 0.01))
    drive(robot, ground, 2.0, lambda r, g: r.guard(g.pose, g.twist, Twist(0.0, 0.8), g.now))
    assert ground.pose.yaw_rad > 1.0
    assert not ground.contacts


def test_it_brakes_on_its_curve_and_not_on_another() -> None:
    robot, ground = control(), floor()
    drive(robot, ground, 2.0, lambda r, g: r.guard(g.pose, g.twist, Twist(0.2, 0.4), g.now))
    end = AHEAD[-1:]
    decision = robot.follow(Pose(9.0, 4.0, 0.0), Twist(0.2, 0.4), end, ground.now)
    assert decision.twist.w_rad_s / decision.twist.v_m_s == pytest.approx(2.0)
    assert robot.follow(Pose(9.0, 4.0, 0.0), STILL, end, ground.now).twist == STILL


def test_what_it_has_passed_does_not_block_its_path() -> None:
    robot, ground = control(), floor((1.5, 4.0))
    drive(robot, ground, 1.0)
    assert len(robot.obstacles)
    assert robot.path_is_free(np.array([[1.0, 4.0], [9.0, 4.0]]))
    assert not robot.path_is_free(np.array([[2.0, 4.0], [1.0, 4.0]]))


def test_a_field_of_posts_is_entered_without_touching_any() -> None:
    """Whole fields are a matter of rehearsals."""
    ground = field_of_posts(1)
    traveller = Traveller(empty_hall(14.0, 5.0), (13.0, 2.5))
    while ground.now < 30.0 and ground.pose.x_m < 4.5:
        traveller.step(ground)
    assert ground.pose.x_m > 4.5
    assert ground.clearance_m > 0.02


@pytest.mark.parametrize("seed", [1, 6])
def test_among_people_it_causes_no_contact_and_gets_on(seed: int) -> None:
    ground = crossing(seed)
    traveller = Traveller(HALL, (11.0, 4.0))
    while ground.now < 15.0:
        wander(ground)
        traveller.step(ground)
    assert not ground.contacts
    assert ground.way_m > 1.5
