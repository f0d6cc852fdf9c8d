"""The dock: which beams are seen where, and when its contacts touch."""

import math

import pytest

from simulator.hall.dock import (
    FAR_CENTRE,
    FAR_LEFT,
    FAR_RIGHT,
    NEAR_CENTRE,
    NEAR_LEFT,
    NEAR_RIGHT,
    Dock,
)
from simulator.hall.poses import Pose

DOCK = Dock(0.0, 0.0, -math.pi / 2)  # it looks south; robots come from there, facing north
NORTH, EAST, WEST = math.pi / 2, 0.0, math.pi


def test_before_it_the_centre_receiver_sees_the_middle():
    assert DOCK.beams(Pose(0, -3, NORTH)) == (0, FAR_CENTRE, 0)
    assert DOCK.beams(Pose(0, -0.5, NORTH))[1] & NEAR_CENTRE
    between = DOCK.beams(Pose(0, -1.0, NORTH))[1]
    assert between & NEAR_CENTRE and between & FAR_CENTRE


def test_left_and_right_are_its_own_as_the_reference_docking_needs_them():
    """It looks south, so its left is east: there a base that turns left (west) comes to the middle."""
    assert DOCK.beams(Pose(0.7, -2, NORTH))[1] == FAR_LEFT
    assert DOCK.beams(Pose(-0.7, -2, NORTH))[1] == FAR_RIGHT
    assert DOCK.beams(Pose(0.4, -0.6, NORTH + 0.5))[1] == NEAR_LEFT
    assert DOCK.beams(Pose(-0.4, -0.6, NORTH - 0.5))[1] == NEAR_RIGHT
    # in the left region, turned west, its right receiver sees the left beam, until it has crossed the middle
    assert DOCK.beams(Pose(0.7, -2, WEST)) == (FAR_LEFT, 0, 0)
    assert DOCK.beams(Pose(-0.7, -2, WEST)) == (FAR_RIGHT, 0, 0)
    assert DOCK.beams(Pose(-0.7, -2, EAST)) == (0, 0, FAR_RIGHT)


@pytest.mark.parametrize("pose", [Pose(0, -5.1, NORTH), Pose(1.1, -2, NORTH), Pose(0, 0.3, NORTH)])
def test_outside_its_area_there_are_no_beams(pose):
    assert not DOCK.reaches(pose) and DOCK.beams(pose) == (0, 0, 0)


def test_who_looks_away_sees_nothing():
    assert DOCK.beams(Pose(0, -2, -NORTH)) == (0, 0, 0)


def test_without_power_it_neither_beams_nor_charges():
    dead = Dock(0.0, 0.0, -math.pi / 2, powered=False)
    assert dead.beams(Pose(0, -2, NORTH)) == (0, 0, 0) and not dead.charges(dead.docked_pose(0.176), 0.176)


def test_the_contacts_touch_only_when_it_stands_straight_on_it():
    docked = DOCK.docked_pose(0.176)
    assert DOCK.charges(docked, 0.176) and docked.y == pytest.approx(-0.186)
    assert not DOCK.charges(Pose(0.04, docked.y, NORTH), 0.176)
    assert not DOCK.charges(Pose(0, docked.y - 0.03, NORTH), 0.176)
    assert not DOCK.charges(Pose(0, docked.y, NORTH + 0.2), 0.176)
    assert not DOCK.charges(Pose(0, docked.y, -NORTH), 0.176)


def test_a_dock_can_be_put_under_a_robot_that_stands_there():
    docked = Pose(1.5, 0.3, -math.pi / 2)
    dock = Dock.under(docked, 0.176)
    assert dock.charges(docked, 0.176)
    back = dock.docked_pose(0.176)
    assert (back.x, back.y, back.yaw) == pytest.approx((1.5, 0.3, -math.pi / 2))
