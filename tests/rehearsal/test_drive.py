"""`kiosk rehearse drive`: a trip in virtual time, its figures, and clear words for what cannot be driven."""

import json
from pathlib import Path

import pytest

from drivers.motion import Pose
from kiosk.cli.main import main
from kiosk.rehearsal.drive.obstacles_file import ObstaclesError, load_obstacles
from kiosk.rehearsal.drive.order import Circle, DriveOrder
from kiosk.rehearsal.drive.run import known_hall, rehearse_drive, shortest

MAP = Path(__file__).parents[2] / "config" / "hall" / "map.yaml"
START, NEAR = Pose(5.4, 0.8, 0.5), (7.6, 1.6)
KEYS = [
    "arrived",
    "reason",
    "time_s",
    "path_m",
    "shortest_m",
    "min_clearance_m",
    "contacts",
    "recoveries",
    "wall_s",
]


def drive(*words: str) -> int:
    return main(["rehearse", "drive", "--map", str(MAP), *words])


def test_it_drives_and_prints_the_truth_as_json(capsys):
    assert drive("--start", "5.4,0.8,0.5", "--goal", "7.6,1.6", "--seed", "3", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == KEYS
    assert told["arrived"] is True
    assert told["reason"] == "arrived"
    assert (told["contacts"], told["recoveries"]) == (0, 0)
    assert 2.0 < told["path_m"] < 3.0
    assert 2.2 < told["shortest_m"] < 2.6
    assert 0.1 < told["min_clearance_m"] < 0.7
    assert 7.0 < told["time_s"] < 20.0


def test_without_json_it_tells_a_person(capsys):
    assert drive("--start", "5.4,0.8,0.5", "--goal", "6.4,1.2", "--seed", "3") == 0
    assert capsys.readouterr().out.startswith("arrived (seed 3)\n")


def test_the_same_seed_is_the_same_trip_among_people():
    order = DriveOrder(MAP, START, (6.8, 1.4), people=4, seed=11)
    one, two = (rehearse_drive(order) for _ in range(2))
    assert one.contacts == 0
    assert (one.time_s, one.path_m, one.min_clearance_m) == (two.time_s, two.path_m, two.min_clearance_m)


def test_what_only_the_lidar_sees_is_driven_round():
    order = DriveOrder(MAP, START, NEAR, (Circle(6.5, 1.2, 0.15),), seed=2)
    result = rehearse_drive(order)
    assert (result.arrived, result.contacts) == (True, 0)
    assert result.min_clearance_m is not None
    assert result.min_clearance_m < 0.4


def test_a_goal_in_a_wall_is_told_to_be_unreachable():
    result = rehearse_drive(DriveOrder(MAP, START, (-0.9, -0.9), seed=1))
    assert (result.arrived, result.reason, result.shortest_m) == (False, "unreachable", None)


def test_the_shortest_way_goes_round_what_stands_there():
    known = known_hall(DriveOrder(MAP, START, NEAR))
    free = shortest(known, START, NEAR, ())
    assert free == pytest.approx(2.34, abs=0.1)
    assert shortest(known, START, NEAR, (Circle(6.5, 1.2, 0.3),)) > free + 0.05


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--start", "0,0", "--goal", "1,1"], "x,y,yaw"),
        (["--start", "0,0,nan", "--goal", "1,1"], "x,y,yaw"),
        (["--start", "0,0,0", "--goal", "1,a"], "x,y"),
        (["--start", "0,0,0", "--goal", "1,inf"], "x,y"),
        (["--start", "0,0,0", "--goal", "1,1", "--people", "-1"], "people"),
        (["--start", "0,0,0", "--goal", "1,1", "--seed", "x"], "seed"),
        (["--goal", "1,1"], "--start"),
    ],
)
def test_wrong_use_is_told(words, what, capsys):
    with pytest.raises(SystemExit) as end:
        drive(*words)
    assert end.value.code == 2
    assert what in capsys.readouterr().err


def test_numbers_may_be_negative(capsys):
    assert drive("--start", "-0.9,-0.9,-1.5", "--goal", "-0.5,-0.5") == 1
    assert "no free floor at the start -0.9, -0.9" in capsys.readouterr().err


def test_a_start_in_something_unmapped_is_told(tmp_path, capsys):
    file = tmp_path / "things.yaml"
    file.write_text("- {x: 5.5, y: 0.8, radius: 0.2}\n", encoding="utf-8")
    assert drive("--start", "5.4,0.8,0", "--goal", "6,1", "--unmapped", str(file)) == 1
    assert "would stand in something" in capsys.readouterr().err


def test_a_map_that_is_missing_or_wrong_is_told(tmp_path, capsys):
    wrong = tmp_path / "map.yaml"
    for content, what in (
        ("image: no.png\nresolution: 0.05\norigin: [0, 0, 0]\n", "no.png"),
        ("7", "no map"),
    ):
        wrong.write_text(content, encoding="utf-8")
        assert main(["rehearse", "drive", "--map", str(wrong), "--start", "1,1,0", "--goal", "2,2"]) == 1
        assert what in capsys.readouterr().err
    assert main(["rehearse", "drive", "--map", "/nowhere.yaml", "--start", "1,1,0", "--goal", "2,2"]) == 1
    assert "/nowhere.yaml" in capsys.readouterr().err


def test_obstacles_are_read(tmp_path):
    file = tmp_path / "things.yaml"
    file.write_text("- {x: 1, y: -2.5, radius: 0.075}\n- {x: 1e1, y: 0, radius: 1}\n", encoding="utf-8")
    assert load_obstacles(file) == (Circle(1.0, -2.5, 0.075), Circle(10.0, 0.0, 1.0))
    file.write_text("", encoding="utf-8")
    assert load_obstacles(file) == ()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("a: b", "no list"),
        ("- 7", "obstacle 1"),
        ("- {x: 1, y: 2}", "obstacle 1"),
        ("- {x: 1, y: 2, radius: 0.1}\n- {x: 1, y: .nan, radius: 0.1}", "obstacle 2"),
        ("- {x: 1, y: 2, radius: 0}", "obstacle 1"),
        ("- {x: 1, y: 2, radius: many}", "obstacle 1"),
        ("- [", "no YAML"),
        ("\x00", "no YAML"),
    ],
)
def test_wrong_obstacles_are_told(content, what, tmp_path):
    file = tmp_path / "things.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ObstaclesError, match=what):
        load_obstacles(file)
    with pytest.raises(ObstaclesError, match="cannot be read"):
        load_obstacles(tmp_path / "none.yaml")


def test_rehearsing_days_is_as_it_was(capsys):
    with pytest.raises(SystemExit):
        main(["rehearse", "--help"])
    help_text = capsys.readouterr().out
    assert "--citizens" in help_text
    assert "drive" in help_text
