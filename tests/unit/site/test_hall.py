"""hall.yaml and its map: names, places on the floor, zones, each mistake in one line."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.config.problems import ConfigErrors
from kiosk.site.hall_map import hall_map_of
from kiosk.site.load import check_config, load_config
from kiosk.site.places import SHIPPED

HALL, MAP = "hall.yaml", "hall/map.yaml"
COUNTER_1 = "counter_1: {x: 1.0, y: 7.5"
EXTENT = "which is 18 × 12 m (from x: -1 to 17, y: -1 to 11; are `resolution` and `origin` of the map right?)"
NAMES = [
    (
        "post: post  ",
        "post: pots  ",
        "10:7: error unknown-id: there is no place `pots` (did you mean `post`?)",
    ),
    (
        "dock: dock  ",
        "dock: duck  ",
        "11:7: error unknown-id: there is no place `duck` (did you mean `dock`?)",
    ),
    (
        "[waiting_1, waiting_2",
        "[waiting_1, wating_2",
        "12:27: error unknown-id: there is no place `wating_2` (did you mean `waiting_2`?)",
    ),
    (
        "[waiting_1, waiting_2",
        "[waiting_2, waiting_2",
        "12:27: error duplicate-id: the place `waiting_2` stands here twice (keep one of them)",
    ),
    (
        "counter: 7}",
        "counter: 8}",
        "29:92: error unknown-id: no counter has the id `8` (known here: `1`, `2`, `3`, `4`, `5`, `6`, `7`)",
    ),
    (
        "counter: 7}",
        "counter: 6}",
        "29:92: error duplicate-id: `counter_6` is in front of the counter `6` too (keep one of them)",
    ),
    (
        "waiting_1: {x: 4.6, y: 3.0",
        "waiting_1: {x: 6.0, y: 2.95",
        "31:3: error bad-place: `waiting_2` is where `waiting_1` is (move one of them, or keep only one)",
    ),
    (
        "name: porch",
        "name: stairs",
        "47:12: error duplicate-id: two entries have the name `stairs` (each needs its own)",
    ),
    (
        "kind: slow, speed_m_s: 0.2",
        "kind: slow",
        "48:5: error missing-key: `kind: slow` needs how fast (add it, for example `speed_m_s: 0.2`)",
    ),
    (
        "name: stairs, kind: no_go",
        "name: stairs, kind: no_go, speed_m_s: 0.2",
        "46:33: error unknown-key: `speed_m_s` is not for `kind: no_go` (it is for slow)",
    ),
    (
        "[[7, -0.8], [9, -0.8], [9, 0], [7, 0]]",
        "[[7, -0.8], [9, -0.8], [8, -0.8]]",
        "47:41: error bad-place: the corners of `porch` enclose nothing (name them in order, all around)",
    ),
    (
        "[[7, -0.8], [9, -0.8], [9, 0], [7, 0]]",
        "[[7, -0.8], [9, -0.8]]",
        "47:41: error empty-value: `corners` must have at least 3 entries "
        "(for example `corners: [[14.4, 1.5], [16, 1.5], [16, 4.5]]`)",
    ),
    (
        "kind: slow",
        "kind: slwo",
        "48:28: error bad-value: `kind` must be 'no_go' or 'slow', found `slwo` (for example `kind: no_go`)",
    ),
    (
        "zones:",
        "zonse:",
        "45:1: error unknown-key: unknown key `zonse` (did you mean `zones`?)",
    ),
    (
        "speed_m_s: 0.3",
        "speed_m_s: 3",
        "9:12: error out-of-range: `speed_m_s` must be at most 0.7, found `3` (for example `speed_m_s: 0.3`)",
    ),
    (
        "x: 5.4",
        "x: nan",
        "16:13: error out-of-range: `x` must be at most 1000, found `nan` (for example `x: 2.8`)",
    ),
]
ON_THE_MAP = [
    (
        HALL,
        "map: hall/map.yaml",
        "map: hall/mpa.yaml",
        "hall.yaml:8:6: error missing-file: there is no file `hall/mpa.yaml` (it is looked for in {folder})",
    ),
    (
        MAP,
        "image: map.png",
        "image: mpa.png",
        "hall/map.yaml:4:8: error bad-map: the picture `mpa.png` is missing in {folder}/hall "
        "(put it beside the YAML file, or name it as it is called)",
    ),
    (
        MAP,
        "image: map.png",
        "image: map.yaml",
        "hall/map.yaml:4:8: error bad-map: `map.yaml` is no picture of a map "
        "(save it as a PGM (P5 or P2) or a PNG)",
    ),
    (
        MAP,
        "resolution: 0.05 ",
        "resolution: 5 ",
        "hall/map.yaml:5:13: error out-of-range: `resolution` must be at most 0.2, found `5` "
        "(for example `resolution: 0.05`)",
    ),
    (
        MAP,
        "resolution:",
        "resoltion:",
        "hall/map.yaml:4:1: error missing-key: `resolution` is missing here "
        "(add it, for example `resolution: 0.05`)",
    ),
    (
        MAP,
        "-1.0, 0.0]",
        "-1.0, 1.57]",
        "hall/map.yaml:6:9: error bad-map: the map is turned by 1.57 rad, which is not supported "
        "(turn the picture and write 0 as the third number)",
    ),
    (
        MAP,
        "mode: trinary",
        "mode: trinary\nmode: raw",
        "hall/map.yaml:11:1: error duplicate-key: `mode` stands here twice, first in line 10 "
        "(keep one of them)",
    ),
    (
        HALL,
        COUNTER_1,
        "counter_1: {x: 1.0, y: 8.3",
        "hall.yaml:23:3: error bad-place: `counter_1` is inside a wall (room is at x: 0.98, y: 7.72)",
    ),
    (
        HALL,
        COUNTER_1,
        "counter_1: {x: 1.0, y: 7.9",
        "hall.yaml:23:3: error bad-place: `counter_1` is 0.10 m from a wall or a no-go zone, "
        "the robot needs 0.23 m (room is at x: 0.98, y: 7.72)",
    ),
    (
        HALL,
        COUNTER_1,
        "counter_1: {x: 1.0, y: 9.5",
        "hall.yaml:23:3: error bad-place: `counter_1` is where the map knows nothing "
        "(room is at x: 0.98, y: 7.72)",
    ),
    (
        HALL,
        COUNTER_1,
        "counter_1: {x: 1.0, y: 75",
        f"hall.yaml:23:3: error bad-place: `counter_1` is outside the map, {EXTENT}",
    ),
    (
        HALL,
        "stairs: {x: 13.6, y: 3.0",
        "stairs: {x: 15.0, y: 3.0",
        "hall.yaml:22:3: error bad-place: `stairs` is in a no-go zone (room is at x: 14.12, y: 2.98)",
    ),
    (
        HALL,
        "corners: [[7, -0.8], [9, -0.8], [9, 0], [7, 0]]}",
        "corners: [[0, 7], [2, 7], [2, 7.1], [0, 7.1]]}\n"
        "  - {name: b, kind: no_go, corners: [[2, 7], [2.1, 7], [2.1, 8], [2, 8]]}",
        "hall.yaml:23:3: error bad-place: no way leads from `post` to `counter_1` "
        "(gaps on the way must be 0.46 m wide)",
    ),
    (
        HALL,
        "dock: {x: 1.5, y: 0.3, facing_deg: 270",
        "dock: {x: 1.5, y: 0.3, facing_deg: 90",
        "hall.yaml:18:3: error bad-place: there is no room before `dock` "
        "(a metre of free floor, better five, behind the robot)",
    ),
    (
        HALL,
        "[[7, -0.8], [9, -0.8], [9, 0], [7, 0]]",
        "[[70, -0.8], [90, -0.8], [90, 0], [70, 0]]",
        "hall.yaml:47:41: error bad-place: `porch` is outside the map, "
        f"so nothing is kept out of it: {EXTENT}",
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped configuration."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "config"))


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _lines(folder: Path) -> list[str]:
    with pytest.raises(ConfigErrors) as told:
        check_config(folder)
    return [
        str(problem).removeprefix(f"{folder}/")
        for problem in told.value.problems
        if problem.severity == "error"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"), NAMES, ids=[line.partition("error ")[2][:50] for *_, line in NAMES]
)
def test_what_does_not_fit_together_stops_a_robot_with_one_line(
    folder: Path, old: str, new: str, line: str
) -> None:
    _change(folder / HALL, old, new)
    with pytest.raises(ConfigErrors) as told:
        load_config(folder)
    assert [str(problem) for problem in told.value.problems] == [f"{folder}/hall.yaml:{line}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    ON_THE_MAP,
    ids=[line.partition("error ")[2][:60] for *_, line in ON_THE_MAP],
)
def test_what_is_wrong_on_the_map_is_one_line_with_what_would_be_right(
    folder: Path, file: str, old: str, new: str, line: str
) -> None:
    _change(folder / file, old, new)
    assert line.format(folder=folder) in _lines(folder)


def test_a_wrong_resolution_shows_where_the_places_come_to_lie(folder: Path) -> None:
    _change(folder / MAP, "resolution: 0.05 ", "resolution: 0.02 ")
    lines = _lines(folder)
    outside = [
        line for line in lines if "is outside the map, which is 7.2 × 4.8 m (from x: -1 to 6.2" in line
    ]
    assert len(outside) >= 20
    assert any("`counter_7`" in line for line in outside)


def test_one_wrong_place_is_one_line(folder: Path) -> None:
    _change(folder / HALL, COUNTER_1, "counter_1: {x: 1.0, y: 8.3")
    assert len(_lines(folder)) == 1


def test_a_post_in_a_wall_does_not_make_every_place_wrong(folder: Path) -> None:
    _change(folder / HALL, "post: {x: 5.4, y: 0.8", "post: {x: 5.4, y: 2.0")
    (line,) = _lines(folder)
    assert "`post` is inside a wall (room is at x: 5.38, y: 1.43)" in line


def test_a_counter_that_no_place_is_in_front_of_is_a_warning(folder: Path) -> None:
    _change(folder / HALL, ", counter: 3}", "}")
    assert f"{folder}/hall.yaml:15:1: warning no-place: no place has the counter `3`: " in "\n".join(
        map(str, check_config(folder).warnings)
    )


def test_the_shipped_hall_has_a_place_for_every_counter_and_twelve_seats() -> None:
    checked = check_config(SHIPPED)
    hall = checked.config.hall
    assert hall is not None
    assert len(hall.waiting_area) == 12
    assert {place.counter for place in hall.places.values()} >= {c.id for c in checked.config.counters}
    assert not [warning for warning in checked.warnings if warning.file.name == HALL]


def test_without_the_file_the_robot_has_no_hall(folder: Path) -> None:
    (folder / HALL).unlink()
    assert load_config(folder).hall is None
    assert check_config(folder).config.hall is None


def test_navigation_gets_the_hall_in_metres_and_radians() -> None:
    settings = load_config(SHIPPED).hall
    assert settings is not None
    hall = hall_map_of(settings, SHIPPED)
    assert (hall.post, hall.dock) == ("post", "dock")
    dock = hall.places["dock"]
    assert (dock.x_m, dock.y_m, dock.yaw_rad) == (1.5, 0.3, pytest.approx(-1.5708, abs=1e-4))
    assert hall.places["forms"].yaw_rad == pytest.approx(3.14159, abs=1e-4)
    assert [zone.name for zone in hall.zones] == ["stairs", "porch", "entrance"]
    assert hall.speed_limit_at(8.0, 1.0) == 0.2
    assert hall.no_go()[hall.grid.cell_of(15.0, 3.0)]


def test_nothing_heavy_is_loaded_for_a_robot_that_only_starts() -> None:
    program = (
        "import sys; from pathlib import Path; from kiosk.site.load import load_config\n"
        f"assert load_config(Path({str(SHIPPED)!r})).hall\n"
        "print(*{'numpy', 'cv2', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_check_of_a_hall_is_quick() -> None:
    check_config(SHIPPED)  # loads what it needs
    hall = load_config(SHIPPED).hall
    assert hall is not None
    from kiosk.config.loading import read_document
    from kiosk.site.hall import map_problems

    document = read_document(SHIPPED / HALL)
    begun = time.process_time()
    assert list(map_problems(hall, document, SHIPPED)) == []
    assert time.process_time() - begun < 0.1
