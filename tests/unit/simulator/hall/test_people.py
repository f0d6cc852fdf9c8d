"""People: they walk round things, never through them, and do what people do in a robot's way."""

import math
import random

import pytest

from simulator.hall.hall import PHYSICS_S, Hall
from simulator.hall.options import HallOptions
from simulator.hall.people.crowd import CrowdOptions
from simulator.hall.people.person import Doing
from simulator.hall.people.ways import Ways
from simulator.hall.poses import Pose
from simulator.hall.robot import RADIUS_M

BOX = (3.0, 0.0, 3.4, 4.0)  # parts the room but for a passage in the north


def hall(walls, people=0, x=7.2, y=5.2, yaw=0.0, seed=1, **crowd):
    return Hall(walls, HallOptions(start=Pose(x, y, yaw), people=people, crowd=CrowdOptions(**crowd)), seed)


def test_ways_lead_round_furniture(make_room):
    ways = Ways(make_room(8, 6, BOX))
    assert ways.cost((1.0, 1.0), (6.0, 1.0)) > 7.5
    point, steps = (1.0, 1.0), 0
    while math.dist(point, (6.0, 1.0)) > 0.3:
        point, steps = ways.next_point(point, (6.0, 1.0)), steps + 1
        assert steps < 60
    assert ways.cost((1.0, 1.0), (3.2, 1.0)) == math.inf and ways.next_point((1.0, 1.0), (3.2, 1.0)) is None
    assert ways.next_point((3.2, 1.0), (1.0, 1.0)) is None


def test_nobody_goes_through_walls_things_or_each_other(make_room):
    walls = make_room(8, 6, BOX)
    there = hall(walls, people=10, children=0.3)
    there.add_obstacle(5.0, 3.0, 0.3)
    before = {each.number: (each.x, each.y) for each in there.people}
    gone = 0.0
    for step in range(1, 3000):
        there.advance(step * PHYSICS_S)
        for each in there.people:
            assert walls.nearest(each.x, each.y).distance_m > each.radius_m - 0.03
            assert math.dist((each.x, each.y), (5.0, 3.0)) > each.radius_m + 0.3 - 0.01
            way = math.dist(before[each.number], (each.x, each.y))
            assert way <= each.speed_m_s * PHYSICS_S + 1e-9
            gone, before[each.number] = gone + way, (each.x, each.y)
    assert gone > 60  # ten people in a minute
    closest = min(
        math.dist((one.x, one.y), (other.x, other.y)) - one.radius_m - other.radius_m
        for one in there.people
        for other in there.people
        if one is not other
    )
    assert closest > -0.05


def test_they_walk_stand_sit_and_gather(empty):
    there = hall(empty, people=10, seats=((1.0, 1.0), (2.0, 1.0)), children=0.2)
    seen = set()
    for step in range(1, 2400):
        there.advance(step * 0.1)
        seen |= {each.doing for each in there.people}
    assert {Doing.WALKS, Doing.STANDS, Doing.SITS, Doing.GATHERS} <= seen
    assert not there.contacts or not there.book.by_robot


def test_adults_and_children_are_of_their_size_and_speed(empty):
    there = hall(empty, people=20, children=0.5)
    adults = [each for each in there.people if not each.child]
    children = [each for each in there.people if each.child]
    assert adults and children
    assert all(0.2 <= each.radius_m <= 0.25 and 0.7 <= each.speed_m_s <= 1.5 for each in adults)
    assert all(each.speed_m_s == 2.0 for each in children)


def test_those_who_walk_leave_a_robot_that_stands_alone(empty):
    there = hall(empty, people=12, x=4.0, y=3.0, children=0.3)
    for each in there.people:
        each.clumsy = False
    nearest = math.inf
    for step in range(1, 3000):
        there.advance(step * PHYSICS_S)
        nearest = min(nearest, there.clearance.people_m)
    assert 0.1 < nearest < 0.6 and not there.contacts


def test_the_clumsy_touch_it_now_and_then_and_are_to_blame(empty):
    there = hall(empty, people=8, x=4.0, y=3.0, children=0.0)
    for each in there.people:
        each.clumsy = True
    there.advance(240)
    assert there.contacts and not there.book.by_robot
    assert there.clearance.people_m > -0.02


def test_a_moving_robot_is_crossed_and_stood_in_the_way_of(empty):
    there = hall(empty, people=6, x=1.0, y=3.0, children=0.0, crossing_per_s=0.3, blocking_per_s=0.4)
    seen = set()
    for step in range(1, 1200):
        sensed = there.sense(step * 0.1)
        gap = there.clearance
        stop = gap.least_m < 0.35 or any(sensed.bumpers)
        there.drive(*((-0.1, 0.1) if stop else (0.3, 0.3)))
        seen |= {each.doing for each in there.people}
    assert {Doing.CROSSES, Doing.COMES, Doing.BLOCKS} <= seen
    assert not [each for each in there.book.by_robot if each.what == "person"]


def test_asked_to_make_way_they_do(empty):
    there = hall(empty, x=4.0, y=3.0, heeds=1.0)
    ahead = there.add_person((4.9, 3.0), child=False)
    behind = there.add_person((3.0, 3.0), child=False)
    for each in (ahead, behind):
        each.doing, each.until = Doing.STANDS, 1000.0
    there.advance(5.0)
    assert (ahead.x, ahead.y) == (4.9, 3.0)
    assert there.asked_to_pass() == 1
    there.advance(9.0)
    assert abs(ahead.y - 3.0) > 0.6 and (behind.x, behind.y) == (3.0, 3.0)


def test_those_who_sit_and_some_others_do_not_heed(empty):
    there = hall(empty, x=4.0, y=3.0, heeds=0.0)
    person = there.add_person((4.9, 3.0), child=False)
    person.doing, person.until = Doing.STANDS, 1000.0
    assert there.asked_to_pass() == 0
    deaf = hall(empty, x=4.0, y=3.0, heeds=1.0)
    person = deaf.add_person((4.9, 3.0), child=False)
    person.doing, person.until = Doing.SITS, 1000.0
    assert deaf.asked_to_pass() == 0


def test_people_can_be_dragged_and_taken_away(empty):
    there = hall(empty, people=2)
    number = there.people[0].number
    there.move_person(number, 2.0, 2.0)
    there.advance(5.0)
    assert (there.people[0].x, there.people[0].y) == (2.0, 2.0)
    there.remove_person(number)
    assert len(there.people) == 1 and len(there.crowd.circles) == 1
    with pytest.raises(KeyError):
        there.move_person(number, 1.0, 1.0)


def test_there_must_be_room_for_one_more(make_room):
    walls = make_room(1.5, 1.5)
    with pytest.raises(ValueError, match="no room"):
        Hall(walls, HallOptions(start=Pose(0.75, 0.75, 0.0), people=9), random.Random(1).randint(0, 9))


def test_nobody_is_born_on_the_robot(empty):
    for seed in range(10):
        there = hall(empty, people=10, x=4.0, y=3.0, seed=seed)
        assert all(math.dist((each.x, each.y), (4.0, 3.0)) > 1.0 + RADIUS_M for each in there.people)


def test_nobody_is_born_in_a_thing(empty):
    things = tuple((x / 2, y / 2, 0.1) for x in range(1, 16) for y in range(1, 8))
    there = Hall(empty, HallOptions(start=Pose(7.2, 5.2, 0.0), obstacles=things, people=4))
    for each in there.people:
        assert all(math.dist((each.x, each.y), (x, y)) > radius + each.radius_m for x, y, radius in things)
