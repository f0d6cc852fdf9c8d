"""Scenes: dock, stairs, people and obstacles from a file; and the shipped one fits the shipped map."""

import math
from pathlib import Path

import pytest

from simulator.hall.hall import Hall
from simulator.hall.map_file import load_walls
from simulator.hall.robot import RADIUS_M
from simulator.hall.scene_file import OFFICE, SceneUnreadable, load_obstacles, load_scene

MAP = Path(__file__).parents[4] / "config/hall/map.yaml"
SCENE = """\
start: {x: 1, y: 2, facing_deg: 90}
dock: {x: 3, y: 0.5, facing_deg: -90}
stairs: [[[4, 4], [5, 4], [5, 5]]]
goals: [[1, 1], [2, 2]]
seats: [[3, 3]]
obstacles: [{x: 6, y: 1, radius: 0.075}]
people: 4
"""


def test_everything_in_it_is_read(tmp_path):
    (tmp_path / "s.yaml").write_text(SCENE)
    options = load_scene(tmp_path / "s.yaml")
    assert options.start.yaw == pytest.approx(math.pi / 2) and options.people == 4
    assert options.dock.docked_pose(RADIUS_M).y == pytest.approx(0.5)
    assert options.dock.yaw == pytest.approx(math.pi / 2)
    assert options.pits == (((4.0, 4.0), (5.0, 4.0), (5.0, 5.0)),)
    assert options.crowd.goals == ((1.0, 1.0), (2.0, 2.0)) and options.crowd.seats == ((3.0, 3.0),)
    assert options.obstacles == ((6.0, 1.0, 0.075),)


@pytest.mark.parametrize(
    "text",
    ["goal: 1", "start: 5", "start: {x: 1}", "goals: there", "goals: [[1]]", "people: many", "a: [", "- 1"],
)
def test_what_is_wrong_is_refused(tmp_path, text):
    (tmp_path / "s.yaml").write_text(text)
    with pytest.raises(SceneUnreadable, match=r"s\.yaml"):
        load_scene(tmp_path / "s.yaml")


def test_obstacles_are_a_list_of_circles(tmp_path):
    path = tmp_path / "o.yaml"
    path.write_text("- {x: 1, y: 2.5, radius: 0.075}\n- {x: -1, y: 0, radius: 0.2}\n")
    assert load_obstacles(path) == ((1.0, 2.5, 0.075), (-1.0, 0.0, 0.2))
    path.write_text("")
    assert load_obstacles(path) == ()
    for wrong in ("- {x: 1, y: 2}", "x: 1", "text", "- [1, 2, 3]"):
        path.write_text(wrong)
        with pytest.raises(SceneUnreadable):
            load_obstacles(path)
    with pytest.raises(SceneUnreadable):
        load_obstacles(tmp_path / "none.yaml")


def test_the_shipped_scene_fits_the_shipped_map():
    walls, options = load_walls(MAP), load_scene(OFFICE)
    hall = Hall(walls, options)
    docked = options.dock.docked_pose(RADIUS_M)
    assert walls.nearest(docked.x, docked.y).distance_m > RADIUS_M
    assert hall.clearance.walls_m > 0.1 and len(hall.people) == options.people == 10
    first = options.crowd.goals[0]
    for point in (*options.crowd.goals, *options.crowd.seats):
        assert walls.nearest(*point).distance_m > 0.25, point
        assert math.isfinite(hall.crowd.ways.cost(point, first)), point
