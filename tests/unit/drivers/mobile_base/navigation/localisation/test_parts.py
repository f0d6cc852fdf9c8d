"""The parts of localisation one by one: field, beams, cloud, judgement, doubt, search."""

import math

import numpy as np
import pytest

from drivers.mobile_base.navigation.localisation.beams import Beams, spaced
from drivers.mobile_base.navigation.localisation.cloud import (
    around,
    drawn,
    effective,
    middle,
    moved,
    weighed,
    wrapped,
)
from drivers.mobile_base.navigation.localisation.doubt import Doubt
from drivers.mobile_base.navigation.localisation.field import FAR_M, ReflectorField
from drivers.mobile_base.navigation.localisation.judging import judge
from drivers.mobile_base.navigation.localisation.search import GlobalSearch
from drivers.mobile_base.navigation.localisation.settings import LocaliserSettings, SearchSettings
from drivers.motion import Pose
from tests.unit.drivers.mobile_base.navigation.localisation.synthetic_hall import World, hall, office

SETTINGS = LocaliserSettings()
ORIGIN = np.zeros((1, 3))


def points(*pairs):
    return np.array(pairs, np.float32)


def test_nothing_reflects_outside_the_map():
    field = ReflectorField(hall(4, 4), SETTINGS)
    here = np.array([(2.0, 2.0, 0.0)])
    assert field.distances(here, points((2.5, 0), (0, -30), (1.95, 0)))[0] == pytest.approx([FAR_M, FAR_M, 0])
    assert field.gain(here, points((2.5, 0)))[0] < 1e-6


def test_the_face_of_a_thick_wall_draws_most():
    field = ReflectorField(hall(6, 6, (3, 0, 1, 6)), SETTINGS)
    poses = np.array([(x, 3.0, 0.0) for x in (0.76, 1.01, 1.51)])
    before, face, within = (field.gain(poses[i : i + 1], points((2.0, 0)))[0] for i in range(3))
    assert face > before
    assert face > within


def test_a_field_turns_points_with_the_pose():
    field = ReflectorField(hall(6, 4), SETTINGS)
    looking_up = np.array([(3.0, 1.0, math.pi / 2)])
    assert field.distances(looking_up, points((2.95, 0.0)))[0, 0] == 0
    assert field.distances(looking_up, points((1.5, 0.0)))[0, 0] > 1


def test_beams_are_sorted_out():
    ends = [(1, 0), (0.05, 0), (math.nan, 0), (0, 12), (2, 0), (20, 0)]
    hit = np.array([True, True, True, False, True, True])
    unmapped = np.array([False, False, False, False, True, False])
    beams = Beams.of(ends, hit, unmapped, SETTINGS)
    assert beams.echoes.tolist() == [[1, 0], [2, 0]]
    assert beams.telling.tolist() == [[1, 0]]
    assert beams.open_ends.tolist() == [[0, 12]]


def test_thinned_beams_have_one_echo_a_cell():
    beams = Beams.of([(1.01, 0.0), (1.02, 0.01), (1.9, 0.0), (-1.01, 0.0)], None, None, SETTINGS)
    assert beams.thinned(0.2).echoes[:, 0] == pytest.approx([1.01, 1.9, -1.01])


def test_spaced_points_keep_both_ends():
    many = np.arange(20, dtype=np.float32).reshape(10, 2)
    assert spaced(many, 3)[[0, -1]].tolist() == many[[0, -1]].tolist()
    assert len(spaced(many, 3)) == 3
    assert spaced(many, 30) is many


def test_a_move_goes_along_the_arc_and_spreads():
    cloud = moved(np.zeros((4000, 3)), 1.0, math.pi / 2, np.random.default_rng(0), SETTINGS)
    there = middle(cloud, np.full(4000, 1 / 4000))
    assert (there.pose.x_m, there.pose.y_m) == pytest.approx((math.sqrt(0.5), math.sqrt(0.5)), abs=0.01)
    assert there.pose.yaw_rad == pytest.approx(math.pi / 2, abs=0.01)
    assert 0.06 < there.spread_m < 0.12


def test_directions_have_a_middle_across_the_turn():
    cloud = around(Pose(1, 2, math.pi), 0.0, 0.1, 2000, np.random.default_rng(1))
    there = middle(cloud, np.full(2000, 1 / 2000))
    assert math.cos(there.pose.yaw_rad - math.pi) > 0.9999
    assert there.spread_rad == pytest.approx(0.1, rel=0.1)
    assert wrapped(np.array([math.pi, -4.0])) == pytest.approx([-math.pi, math.tau - 4])


def test_weights_and_drawing():
    weights = weighed(np.full(4, 0.25), np.array([0.0, 0.0, -1e9, math.log(2)]))
    assert weights == pytest.approx([0.25, 0.25, 0, 0.5])
    assert effective(weights) == pytest.approx(1 / 0.375)
    poses = np.arange(4.0)[:, None] * np.ones(3)
    again = drawn(poses, weights, np.random.default_rng(2), LocaliserSettings(jitter_m=0, jitter_rad=0))
    assert again[:, 0].tolist() == [0, 1, 3, 3]
    assert weighed(np.zeros(2), np.zeros(2)) == pytest.approx([0.5, 0.5])


def test_echoes_are_explained_contradicted_or_in_front():
    field = ReflectorField(hall(8, 8, (5, 0, 0.05, 8)), SETTINGS)
    here = np.array([(2.0, 4.0, 0.0)])
    beams = Beams.of([(3.0, 0), (3.0, 0.5), (4.0, 0), (1.5, 0)], None, None, SETTINGS)
    judged = judge(field, here, beams, SETTINGS)
    assert (judged.matched[0], judged.behind[0], judged.seen) == (2, 1, 4)
    assert judged.quality[0] == pytest.approx(0.25)


def test_a_ray_that_nothing_ended_contradicts_a_wall_half():
    field = ReflectorField(hall(8, 8), SETTINGS)
    ends = [(12.0, 0.0), (1.0, 0.0)]
    beams = Beams.of(ends, np.array([False, True]), None, SETTINGS)
    assert judge(field, np.array([(4.0, 4.0, 0.0)]), beams, SETTINGS).behind[0] == pytest.approx(18)
    nothing = Beams.of(np.empty((0, 2)), None, None, SETTINGS)
    assert judge(field, ORIGIN, nothing, SETTINGS).quality.tolist() == [0]


def test_doubt_grows_to_lost_only_when_it_lasts():
    doubt = Doubt(SETTINGS)
    for now in range(10):
        doubt.add(5, 30, now * 0.1)
    assert doubt.widens
    assert not doubt.lost
    doubt.add(60, 0, 20.0)
    assert doubt.level == 0
    for now in range(40):
        doubt.add(5, 30, 20 + now * 0.1)
    assert doubt.lost
    doubt.forget()
    assert not doubt.lost


def test_a_crowd_or_a_few_strange_echoes_are_no_doubt():
    doubt = Doubt(SETTINGS)
    for now in range(100):
        doubt.add(0, 3, now * 0.1)
    assert doubt.level == 0
    assert not doubt.lost


def test_the_search_goes_on_while_the_robot_moves():
    world = World(office(), (12.0, 6.0, 0.8), np.random.default_rng(3))
    ends, hit = world.scan()
    search = GlobalSearch(
        ReflectorField(office(), SETTINGS), spaced(ends[hit].astype(np.float32), 72), SearchSettings()
    )
    steps = 1
    while not search.step():
        steps += 1
    assert steps > 3
    search.move(0.5, 0.0)
    x, y, yaw = search.candidates()[:5].T
    off = np.hypot(x - 12 - 0.5 * math.cos(0.8), y - 6 - 0.5 * math.sin(0.8)) + np.abs(yaw - 0.8)
    assert off.min() < 0.35


def test_a_search_without_echoes_or_room_finds_nothing():
    field = ReflectorField(hall(4, 4, (0, 0, 4, 4)), SETTINGS)
    for echoes in (points((1, 0)), np.empty((0, 2), np.float32)):
        search = GlobalSearch(field, echoes, SearchSettings())
        assert search.step()
        assert len(search.candidates()) == 0
