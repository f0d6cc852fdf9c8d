"""The robot in its hall: it drives, is stopped by what it touches, and every contact has its cause."""

import math
import random

import numpy as np
import pytest

from simulator.hall.contacts import DOCK, FALL, OBSTACLE, PERSON, WALL
from simulator.hall.dock import Dock
from simulator.hall.hall import PHYSICS_S, Hall
from simulator.hall.options import HallOptions
from simulator.hall.poses import Pose
from simulator.hall.robot import RADIUS_M
from simulator.hall.wheels import EXACT


def hall(walls, x=4.0, y=3.0, yaw=0.0, **options):
    return Hall(walls, HallOptions(start=Pose(x, y, yaw), drive=EXACT, **options))


def run(hall, seconds):
    hall.advance(hall.at + seconds)
    return hall


def test_it_drives_ahead_and_in_arcs(empty):
    there = hall(empty)
    there.drive(0.2, 0.2)
    run(there, 5)
    assert there.pose.x == pytest.approx(5.0, abs=0.03) and there.pose.y == pytest.approx(3.0)
    there.drive(-0.115, 0.115)  # 1 rad/s to the left
    before = there.pose.yaw
    run(there, 1)
    assert there.pose.yaw - before == pytest.approx(1.0, abs=0.15)
    assert there.sense(there.at).yaw_rad == pytest.approx(there.pose.yaw)
    assert there.twist[1] == pytest.approx(1.0, abs=0.01) and not there.contacts


def test_sensing_tells_wheels_and_gyro(empty):
    there = hall(empty)
    there.drive(0.1, 0.2)
    sensed = there.sense(2.0)
    assert 0.15 < sensed.left_m < 0.2 < 0.35 < sensed.right_m < 0.4
    assert sensed.yaw_rad == pytest.approx((sensed.right_m - sensed.left_m) / 0.23)
    assert sensed.yaw_rate_rad_s == pytest.approx(0.1 / 0.23, abs=0.01)
    assert sensed.bumpers == (False, False, False) and not sensed.on_dock


def test_time_goes_in_whole_steps_however_it_is_asked(empty):
    one, other = hall(empty), hall(empty)
    for each in (one, other):
        each.drive(0.3, 0.1)
    one.advance(3.0)
    for ms in range(0, 3001, 7):
        other.advance(ms / 1000)
    other.advance(3.0)
    assert one.pose == other.pose and one.at == other.at == pytest.approx(3.0)


def test_a_wall_stops_it_for_good_and_it_can_drive_away(empty):
    there = hall(empty, 7.0, 3.0)
    there.drive(0.3, 0.3)
    run(there, 10)
    assert there.pose.x == pytest.approx(7.8 - RADIUS_M, abs=2e-3)
    assert there.sense(there.at).bumpers == (False, True, False)
    assert min(there.sense(there.at).currents_a) > 1.0
    (contact,) = there.contacts
    assert (contact.what, contact.by_robot) == (WALL, True)
    assert contact.closing_m_s == pytest.approx(0.3, abs=0.01) and abs(contact.bearing_rad) < 0.01
    assert there.sense(there.at).left_m < 1.0  # its wheels stood, too
    there.drive(-0.2, -0.2)
    run(there, 2)
    assert there.pose.x < 7.4 and there.sense(there.at).bumpers == (False, False, False)
    assert there.least.walls_m == pytest.approx(0, abs=1e-3) and len(there.book.by_robot) == 1


@pytest.mark.parametrize(
    ("bearing_deg", "pressed"),
    [(0, (0, 1, 0)), (25, (0, 1, 0)), (60, (1, 0, 0)), (-60, (0, 0, 1)), (140, (0, 0, 0)), (180, (0, 0, 0))],
)
def test_the_bumper_tells_where_it_was_touched(empty, bearing_deg, pressed):
    there = hall(empty, yaw=0.4)
    bearing = math.radians(bearing_deg) + 0.4
    reach = RADIUS_M + 0.1
    there.add_obstacle(4.0 + reach * math.cos(bearing), 3.0 + reach * math.sin(bearing), 0.1 - 0.001)
    run(there, 0.1)
    assert there.sense(there.at).bumpers == tuple(map(bool, pressed))
    (contact,) = there.contacts
    assert (contact.what, contact.by_robot) == (OBSTACLE, False)
    assert math.degrees(contact.bearing_rad) == pytest.approx(bearing_deg, abs=0.5) or bearing_deg == 180


def test_it_slides_along_a_wall_that_it_grazes_but_not_through(empty):
    there = hall(empty, 2.0, 5.5, 0.3)
    there.drive(0.3, 0.3)
    run(there, 12)
    assert there.pose.y <= 5.8 - RADIUS_M + 1e-3 and there.pose.x > 2.6
    assert there.contacts[0].closing_m_s == pytest.approx(0.3 * math.sin(0.3), abs=0.01)


def test_in_a_corner_it_stands(empty):
    there = hall(empty, 7.3, 5.3, math.pi / 4)
    there.drive(0.5, 0.5)
    run(there, 10)
    assert there.pose.x <= 7.8 - RADIUS_M + 1e-3 and there.pose.y <= 5.8 - RADIUS_M + 1e-3
    assert there.clearance.walls_m > -2e-3


def test_whatever_it_is_told_it_is_never_inside_anything(make_room):
    chance = random.Random(5)
    walls = make_room(6, 5, (2.0, 2.0, 3.0, 2.6))
    for seed in range(6):
        there = Hall(walls, HallOptions(start=Pose(1.0, 1.0, 0.0)), seed)
        for _ in range(6):
            x, y = chance.uniform(1.5, 5), chance.uniform(1.5, 4)
            there.add_obstacle(x, y, 0.075)
        for _ in range(60):
            there.drive(chance.uniform(-0.5, 0.7), chance.uniform(-0.5, 0.7))
            run(there, 0.5)
            assert there.clearance.least_m > -3e-3, (seed, there.pose)


def test_a_slow_touch_is_not_its_fault(empty):
    there = hall(empty, 7.6, 3.0)
    there.drive(0.04, 0.04)
    run(there, 5)
    (contact,) = there.contacts
    assert not contact.by_robot and not there.book.by_robot


def test_who_runs_into_it_has_caused_it_unless_it_pushes_too(empty):
    there = hall(empty)
    person = there.add_person((4.0 + RADIUS_M + 0.2, 3.0), child=True)
    person.until = 1000.0  # stands there
    run(there, 0.1)
    assert [(each.what, each.by_robot, each.who) for each in there.contacts] == [
        (PERSON, False, person.number)
    ]
    there.drive(0.3, 0.3)
    run(there, 0.5)
    assert [each.by_robot for each in there.contacts] == [False, True]
    there.remove_person(person.number)
    run(there, 1.0)
    assert not there.people and len(there.contacts) == 2


def test_clearance_is_exact_to_walls_circles_and_people(empty):
    there = hall(empty, 0.2 + RADIUS_M + 0.123, 3.0)
    there.add_obstacle(2.0, 3.0, 0.1)
    there.add_person((0.499, 4.5), child=True)
    assert there.clearance.walls_m == pytest.approx(0.123)
    assert there.clearance.obstacles_m == pytest.approx(2.0 - 0.499 - 0.1 - RADIUS_M)
    assert there.clearance.people_m == pytest.approx(1.5 - 0.2 - RADIUS_M)
    assert there.clearance.least_m == pytest.approx(0.123)
    assert there.least.least_m == math.inf  # it has not moved yet


def test_the_least_clearance_is_that_of_the_way_past(empty):
    there = hall(empty, 2.0, 3.0)
    there.add_obstacle(4.0, 3.4, 0.1)
    there.drive(0.3, 0.3)
    run(there, 12)
    assert there.least.obstacles_m == pytest.approx(0.4 - 0.1 - RADIUS_M, abs=1e-3)
    assert there.path_m == pytest.approx(there.pose.x - 2.0)
    there.watch_anew()
    assert there.path_m == 0 and there.least.least_m == math.inf


def test_a_kidnapped_robot_notices_nothing(empty):
    there = hall(empty)
    there.drive(0.1, 0.1)
    run(there, 2)
    before = there.sense(there.at)
    there.place_robot(Pose(1.0, 1.0, 2.0))
    after = there.sense(there.at)
    assert there.pose == Pose(1.0, 1.0, 2.0) and before == after
    with pytest.raises(ValueError, match="does not fit"):
        there.place_robot(Pose(0.3, 3.0, 0.0))
    with pytest.raises(ValueError, match="does not fit"):
        there.place_robot(Pose(-4.0, 3.0, 0.0))


def test_a_lifted_robot_turns_its_wheels_in_the_air(empty):
    there = hall(empty)
    there.drive(0.2, 0.2)
    run(there, 1)
    there.lift()
    at = there.pose
    rocking = there.sense(there.at + 0.1)
    assert rocking.roll_rate_rad_s > 0.5
    sensed = there.sense(there.at + 1)
    assert sensed.wheel_drops == (True, True) and sensed.cliffs == (True, True, True)
    assert there.pose == at and sensed.left_m > 0.3 and sensed.roll_rate_rad_s == 0.0
    there.lift(False)
    sensed = there.sense(there.at + 1)
    assert sensed.wheel_drops == (False, False) and there.pose.x > at.x


def test_jammed_and_spinning_wheels(empty):
    there = hall(empty)
    there.drive(0.2, 0.2)
    there.jam(True, True)
    sensed = there.sense(1.0)
    assert sensed.left_m == 0 and sensed.currents_a[0] > 0.9 and there.pose.x == 4.0
    there.jam(False, False)
    there.spin(True)
    sensed = there.sense(2.0)
    assert sensed.left_m > 0.1 and there.pose.x == 4.0
    there.spin(False)
    assert run(there, 1).pose.x > 4.1


def test_stairs_are_felt_before_it_falls(empty):
    stairs = ((5.0, 2.0), (6.0, 2.0), (6.0, 4.0), (5.0, 4.0))
    there = hall(empty, pits=(stairs,))
    there.drive(0.2, 0.2)
    while not any(there.sense(there.at + PHYSICS_S).cliffs):
        pass
    assert there.pose.x == pytest.approx(5.0 - 0.15, abs=0.01) and not there.contacts
    assert there.sense(there.at).cliffs == (False, True, False)
    run(there, 5)
    assert any(there.sense(there.at).wheel_drops) and there.pose.x < 5.05
    assert [(each.what, each.by_robot) for each in there.contacts] == [(FALL, True)]


def test_it_starts_on_its_dock_and_charges(empty):
    dock = Dock.under(Pose(2.0, 0.5, -math.pi / 2), RADIUS_M)
    there = Hall(empty, HallOptions(dock=dock, drive=EXACT))
    assert there.on_dock and there.sense(0.0).on_dock
    there.drive(-0.1, -0.1)
    run(there, 8)
    assert not there.sense(there.at).on_dock and there.pose.y == pytest.approx(1.27, abs=0.03)
    seen = [there.sense(there.at + 0.02).dock_beams for _ in range(100)]
    assert 80 <= sum(centre > 0 for _, centre, _ in seen) < 100
    there.add_obstacle(2.0, 0.7, 0.1)
    assert there.sense(there.at).dock_beams == (0, 0, 0)


def test_driving_onto_the_dock_is_no_collision(empty):
    dock = Dock.under(Pose(2.0, 0.5, -math.pi / 2), RADIUS_M)
    there = hall(empty, 2.0, 1.5, -math.pi / 2, dock=dock)
    there.drive(0.1, 0.1)
    while not there.sense(there.at + PHYSICS_S).on_dock:
        assert there.at < 12
    assert not there.contacts
    run(there, 2)
    assert [each.what for each in there.contacts] == [DOCK] and not there.book.by_robot
    assert there.on_dock and there.sense(there.at).bumpers == (False, True, False)


def test_without_a_dock_it_starts_where_there_is_room(make_room):
    walls = make_room(8, 6, (0.0, 0.0, 4.0, 6.0))
    assert 5.5 < Hall(walls).pose.x < 6.5


def test_obstacles_come_move_and_go(empty):
    there = hall(empty)
    number = there.add_obstacle(5.0, 3.0, 0.2)
    there.move_obstacle(number, 4.6, 3.0)
    assert there.clearance.obstacles_m == pytest.approx(0.6 - 0.2 - RADIUS_M)
    there.remove_obstacle(number)
    assert there.clearance.obstacles_m == math.inf
    row = there.block((6.0, 0.2), (6.0, 5.8))
    there.drive(0.4, 0.4)
    run(there, 10)
    assert there.pose.x < 6.0 - RADIUS_M and len(there.obstacles) == len(row)
    with pytest.raises(KeyError):
        there.move_obstacle(number, 1.0, 1.0)


def test_the_scene_is_seen_from_where_the_robot_is_at_each_ray(empty):
    there = hall(empty)
    there.drive(0.3, 0.3)
    run(there, 2)
    at = there.at + np.linspace(0.001, 0.1, 100)
    ranges = there.scene.ranges_m(at, np.zeros(100))
    assert np.diff(ranges) == pytest.approx(-0.3 * np.diff(at), abs=1e-5)
    assert there.at == pytest.approx(at[-1], abs=PHYSICS_S)
    assert ranges[-1] == pytest.approx(7.8 - there.pose.x, abs=1e-5)


def test_a_turning_robot_sees_along_its_own_heading(empty):
    there = hall(empty)
    there.drive(-0.115, 0.115)
    run(there, 1)
    at = there.at + np.linspace(0.001, 0.04, 40)
    before = there.pose.yaw
    ranges = there.scene.ranges_m(at, np.zeros(40))
    heading = before + (at - at[0] + 0.001) * there.twist[1]
    expected = np.minimum(3.8 / np.cos(heading), 2.8 / np.sin(heading))
    assert ranges == pytest.approx(expected, abs=5e-3)


def test_nothing_is_seen_beyond_its_reach_and_people_are(empty):
    there = hall(empty, far_m=3.0)
    there.add_person((4.0, 5.0), child=True)
    ranges = there.scene.ranges_m(np.full(2, 0.01), np.array([0.0, math.pi / 2]))
    assert math.isnan(ranges[0]) and ranges[1] == pytest.approx(1.8)


def test_the_same_seed_is_the_same_day(empty):
    def day(seed):
        there = Hall(empty, HallOptions(start=Pose(4, 3, 0), people=5), seed)
        there.drive(0.2, 0.17)
        run(there, 20)
        return there.pose, [(each.x, each.y, each.doing) for each in there.people]

    assert day(1) == day(1) != day(2)
