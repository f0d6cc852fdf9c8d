"""`kiosk init`: a copy that works, and nothing lost."""

from pathlib import Path
from typing import Any


def test_the_copy_is_a_good_configuration_and_the_next_steps_are_told(kiosk: Any, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "site"
    code, out, _ = kiosk("init", folder)
    assert code == 0
    assert f"kiosk check --config {folder}" in out
    assert kiosk("check", "--config", folder, "--today", "2026-11-30")[0] == 0
    assert {"map.yaml", "map.png"} <= {file.name for file in (folder / "hall").iterdir()}
    assert kiosk("map", "check", "--config", folder)[0] == 0


def test_a_folder_with_files_is_left_alone(kiosk: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("a: 1")
    code, _, err = kiosk("init", tmp_path)
    assert code == 1
    assert err == f"kiosk: {tmp_path} is not empty and was left as it is; name a new folder\n"
    assert [file.name for file in tmp_path.iterdir()] == ["mine.yaml"]


def test_a_file_in_the_way_is_left_alone(kiosk: Any, tmp_path: Path) -> None:
    file = tmp_path / "site"
    file.write_text("mine")
    assert kiosk("init", file)[0] == 1
    assert file.read_text() == "mine"


def test_a_place_that_cannot_be_made_is_one_line(kiosk: Any) -> None:
    code, _, err = kiosk("init", "/proc/nowhere/site")
    assert code == 1
    assert err.startswith("kiosk: ")
    assert err.count("\n") == 1
