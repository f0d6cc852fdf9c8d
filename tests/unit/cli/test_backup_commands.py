"""`kiosk backup` and `kiosk restore`: one line when they cannot, the whole truth when they did."""

import re
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk.slots import RobotSlot
from kiosk.desk.sqlite.contents import verified
from kiosk.desk.sqlite.database import open_database


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    open_database(data / "kiosk.db").close()
    return data


def test_a_copy_is_made_beside_the_data(kiosk: Any, data: Path) -> None:
    code, out, err = kiosk("backup", "--data", data)
    assert (code, err) == (0, "")
    (copy,) = (data / "backups").iterdir()
    assert re.fullmatch(r"asked-\d{4}-\d\d-\d\dT\d{6}\.db", copy.name)
    assert out == f"{copy}: whole, 0 tickets, nothing has happened in it yet\n"
    verified(copy)


def test_a_copy_goes_where_it_is_wanted_and_overwrites_nothing(
    kiosk: Any, data: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mine.db"
    assert kiosk("backup", "--data", data, "--to", target)[0] == 0
    before = target.read_bytes()
    code, _, err = kiosk("backup", "--data", data, "--to", target)
    assert (code, err) == (
        1,
        f"kiosk: {target} is there already and was left as it is; name another file with --to\n",
    )
    assert target.read_bytes() == before


def test_a_folder_that_is_not_there_is_one_line(kiosk: Any, data: Path, tmp_path: Path) -> None:
    code, _, err = kiosk("backup", "--data", data, "--to", tmp_path / "stick" / "a.db")
    assert (code, err) == (1, f"kiosk: {tmp_path}/stick is not there: plug the disk in, or make the folder\n")


def test_no_database_is_one_line(kiosk: Any, tmp_path: Path) -> None:
    code, _, err = kiosk("backup", "--data", tmp_path)
    assert (code, err) == (
        1,
        f"kiosk: there is no database in {tmp_path}; name the robot's data folder with --data\n",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def copy(kiosk: Any, data: Path, tmp_path: Path) -> Path:
    kiosk("backup", "--data", data, "--to", tmp_path / "copy.db")
    return tmp_path / "copy.db"


def restore(kiosk: Any, folder: Path, data: Path, *words: object) -> tuple[int, str, str]:
    return kiosk("restore", *words, "--config", folder, "--data", data)


def test_a_restore_tells_until_when_how_it_goes_on_and_where_the_old_one_is(
    kiosk: Any, folder: Path, data: Path, copy: Path
) -> None:
    code, out, err = restore(kiosk, folder, data, copy)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == f"restored {copy}: whole, 0 tickets, nothing has happened in it yet"
    assert lines[1] == "today's numbers go on at A101, B101, C101, D101, E101, F101"
    assert lines[2].startswith(f"the old database is kept in {data}/backups/before-restore-")
    assert "does not know" in lines[3]


def test_a_leap_of_ones_own(kiosk: Any, folder: Path, data: Path, copy: Path) -> None:
    _, out, _ = restore(kiosk, folder, data, copy, "--leap", "0")
    assert "go on at A001, B001, " in out
    assert restore(kiosk, folder, data, copy, "--leap", "-1")[0] == 2
    code, _, err = restore(kiosk, folder, data, copy, "--leap", "many")
    assert code == 2 and "many is not a number from 0 to 100000" in err


def test_an_empty_data_folder_is_filled(kiosk: Any, folder: Path, tmp_path: Path, copy: Path) -> None:
    new = tmp_path / "new"
    code, out, _ = restore(kiosk, folder, new, copy)
    assert code == 0 and "there was no database before" in out
    verified(new / "kiosk.db")


def test_a_running_robot_is_one_line(kiosk: Any, folder: Path, data: Path, copy: Path) -> None:
    slot = RobotSlot.take(data.resolve(), "robot-1")
    code, _, err = restore(kiosk, folder, data, copy)
    slot.close()
    assert (code, err) == (1, f"kiosk: the robot robot-1.0 is running on {data}: stop it first\n")


def test_what_cannot_be_restored_is_one_line(kiosk: Any, folder: Path, data: Path, tmp_path: Path) -> None:
    for words, line in (
        ((tmp_path / "none.db",), "there is no file"),
        ((data / "kiosk.db",), "is the database itself"),
    ):
        code, _, err = restore(kiosk, folder, data, *words)
        assert code == 1 and line in err and err.count("\n") == 1
    (tmp_path / "no.db").write_text("no database")
    code, _, err = restore(kiosk, folder, data, tmp_path / "no.db")
    assert code == 1 and "is not a database" in err


def test_a_broken_configuration_changes_nothing(kiosk: Any, folder: Path, data: Path, copy: Path) -> None:
    (folder / "services.yaml").write_text("{")
    code, _, err = restore(kiosk, folder, data, copy)
    assert code == 1 and "services.yaml:2:1: error syntax: " in err
    assert not (data / "backups").exists()
