"""`kiosk map`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image


def _change(folder: Path, old: str, new: str) -> None:
    file = folder / "hall.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _away(folder: Path) -> None:
    """The toilets are where no way leads."""
    _change(folder, "toilets: {x: 14.5, y: 8.5", "toilets: {x: 14.5, y: 9.6")


def test_check_tells_the_way_to_every_place_and_its_narrowest_point(kiosk: Any, folder: Path) -> None:
    code, out, _ = kiosk("map", "check", "--config", folder)
    head, *lines = out.splitlines()
    assert code == 0
    assert head.split() == ["place", "way", "narrowest", "at", "clearance"]
    assert len(lines) == 25
    assert lines[0].split() == ["post", "post", "0.82", "m"]
    entrance = next(line for line in lines if line.startswith("entrance "))
    assert entrance.split()[:5] == ["entrance", "2.6", "m", "1.25", "m"]
    assert len({len(line) for line in lines}) == 1, "a table"


def test_check_says_what_cannot_be_reached(kiosk: Any, folder: Path) -> None:
    _away(folder)
    code, out, _ = kiosk("map", "check", "--config", folder)
    assert code == 1
    assert next(line for line in out.splitlines() if line.startswith("toilets ")).split()[1:3] == [
        "no",
        "way",
    ]
    assert "no way between post and toilets\n" in out
    assert out.count("no way between ") == 24


def test_check_for_programs(kiosk: Any, folder: Path) -> None:
    _away(folder)
    code, out, _ = kiosk("map", "check", "--json", "--config", folder)
    told = json.loads(out)
    places = {place["place"]: place for place in told["places"]}
    assert (code, told["post"], len(places)) == (1, "post", 25)
    assert places["toilets"] == {
        "place": "toilets",
        "reachable": False,
        "length_m": None,
        "gap_m": None,
        "gap_at": None,
        "clearance_m": 0.0,
    }
    entrance = places["entrance"]
    assert entrance["reachable"]
    assert entrance["length_m"] == pytest.approx(2.6, abs=0.05)
    assert entrance["gap_m"] == 1.25
    assert ["post", "toilets"] in told["apart"]
    assert len(told["apart"]) == 24


@pytest.mark.parametrize("language", ["vi", "en"])
def test_show_writes_a_picture(kiosk: Any, folder: Path, tmp_path: Path, language: str) -> None:
    file = tmp_path / "hall.png"
    code, out, _ = kiosk("map", "show", "--out", file, "--lang", language, "--config", folder)
    assert (code, out) == (0, f"{file}: 25 places, 3 zones\n")
    with Image.open(file) as picture:
        assert picture.size == (1910, 1468)


def test_another_language_than_ours_is_wrong_use(kiosk: Any) -> None:
    code, _, err = kiosk("map", "show", "--lang", "fr")
    assert code == 2
    assert "--lang" in err


def test_without_a_hall_or_a_map_there_is_one_line(kiosk: Any, folder: Path) -> None:
    (folder / "hall/map.png").unlink()
    code, _, err = kiosk("map", "check", "--config", folder)
    assert code == 1
    assert "the picture `map.png` is missing" in err
    (folder / "hall.yaml").unlink()
    told = f"kiosk: {folder} has no hall.yaml, so the robot stays where it is\n"
    assert kiosk("map", "check", "--config", folder)[::2] == (1, told)


def test_a_picture_that_cannot_be_written_is_one_line(kiosk: Any, folder: Path, tmp_path: Path) -> None:
    code, _, err = kiosk("map", "show", "--out", tmp_path / "no/h.png", "--config", folder)
    assert (code, err) == (1, f"kiosk: cannot write {tmp_path}/no/h.png: No such file or directory\n")


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from kiosk.cli.main import main\n"
        "try: main(['map', 'show', '--help'])\n"
        "except SystemExit: pass\n"
        "print(*{'numpy', 'cv2', 'scipy', 'PIL'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "--lang" in done.stdout
    assert done.stderr.strip() == ""
