"""`kiosk doctor` on the database, its copies and the clock."""

import os
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest

from kiosk.backup.making import back_up
from kiosk.cli.checks import clock, database
from kiosk.cli.checks.finding import Patient, ok
from kiosk.desk.sqlite.database import open_database
from kiosk.site.load import load_config

TICKET = """
INSERT INTO ticket (ticket_id, day, service, number, state, issued_at, language, given_ahead)
VALUES ('T1', '2026-11-24', 'land', 'C001', 'waiting', ?, 'vi', 0)
"""


@pytest.fixture
def patient(folder: Path, tmp_path: Path) -> Patient:
    data = tmp_path / "data"
    data.mkdir()
    return Patient(folder, data, load_config(folder), (), (), thorough=False)


@pytest.fixture
def file(patient: Patient) -> Path:
    """A database with one ticket, given now."""
    return with_ticket(patient.data / "kiosk.db", datetime.now(UTC))


def with_ticket(file: Path, at: datetime) -> Path:
    with closing(open_database(file)) as connection:
        connection.execute(TICKET, (int(at.timestamp() * 1e6),))
    return file


def copy_of_last_night(file: Path, hours_ago: float = 6) -> Path:
    target = file.parent / "backups" / "kiosk-2026-11-24.db"
    back_up(file, target)
    at = datetime.now(UTC).timestamp() - hours_ago * 3600
    os.utime(target, (at, at))
    return target


def damage(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.seek(2 * 4096)
        stream.write(os.urandom(30 * 4096))


def test_no_database_yet_is_well(patient: Patient) -> None:
    assert database.database(patient).level == database.backups(patient).level == "ok"


def test_a_whole_database_is_told_with_its_mode_and_size(patient: Patient, file: Path) -> None:
    found = database.database(patient)
    assert found == ok("whole, version 1, write-ahead log, 0.1 MiB, log 0.0 MiB")


def test_looking_changes_nothing_and_a_running_robot_may_hold_it(patient: Patient, file: Path) -> None:
    with closing(open_database(file)) as robot:
        robot.execute("BEGIN IMMEDIATE")
        assert database.database(patient).level == "ok"
        robot.execute("ROLLBACK")


def test_a_damaged_database_says_how_to_get_it_back(patient: Patient, file: Path) -> None:
    copy = copy_of_last_night(file)
    damage(file)
    found = database.database(patient)
    assert found.level == "error" and "damaged" in found.message
    assert f"kiosk restore {copy} --config {patient.folder} --data {patient.data}" in found.advice


@pytest.mark.parametrize(
    ("pragma", "words", "advice"),
    [
        ("user_version = 99", "newer version", "version of the program"),
        ("application_id = 7", "no database of", "--data"),
    ],
)
def test_a_database_this_program_must_not_touch(
    patient: Patient, file: Path, pragma: str, words: str, advice: str
) -> None:
    with closing(apsw.Connection(str(file))) as connection:
        connection.execute(f"PRAGMA {pragma}")
    found = database.database(patient)
    assert found.level == "error"
    assert words in found.message and advice in found.advice


def test_a_write_ahead_log_under_an_old_sqlite_is_a_warning(
    patient: Patient, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.apsw, "sqlite_lib_version", lambda: "3.40.1")
    found = database.database(patient)
    assert found.level == "warn" and "may damage it" in found.advice


def test_a_log_that_grows_is_a_warning(patient: Patient, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LONG_LOG_MIB", 0.01)
    with closing(open_database(file)) as robot:
        robot.execute("CREATE TABLE x AS SELECT zeroblob(100000)")
        assert database.database(patient).level == "warn"


def test_without_a_copy_there_is_a_warning_with_the_command(patient: Patient, file: Path) -> None:
    found = database.backups(patient)
    assert found.level == "warn"
    assert found.advice.startswith(f"kiosk backup --data {patient.data}")


def test_a_fresh_copy_is_looked_through(patient: Patient, file: Path) -> None:
    copy = copy_of_last_night(file)
    found = database.backups(patient)
    assert found.level == "ok"
    assert found.message.startswith("kiosk-2026-11-24.db of ")
    assert "whole, 1 tickets; on the same disk" in found.message
    damage(copy)
    assert database.backups(patient).level == "error"


def test_an_old_copy_is_a_warning_until_somebody_makes_one(patient: Patient, file: Path, kiosk: Any) -> None:
    copy_of_last_night(file, hours_ago=50)
    assert database.backups(patient).level == "warn"
    assert kiosk("backup", "--data", patient.data)[0] == 0
    assert database.backups(patient).level == "ok"


def test_copies_are_looked_for_where_the_site_says(patient: Patient, file: Path, tmp_path: Path) -> None:
    copy_of_last_night(file)
    stick = patient.config.site.backup.model_copy(update={"folder": str(tmp_path / "stick")})
    site = patient.config.site.model_copy(update={"backup": stick})
    moved = replace(patient, config=patient.config.model_copy(update={"site": site}))
    assert database.backups(moved).message == f"no copy in {tmp_path}/stick"
    assert database.backups(replace(patient, config=None)).level == "ok"


@pytest.fixture
def kept_right(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "synchronized").touch()
    monkeypatch.setattr(clock, "SYNCHRONISED", tmp_path / "synchronized")


@pytest.mark.usefixtures("kept_right")
def test_a_clock_kept_right_is_well(patient: Patient, file: Path) -> None:
    found = clock.clock(patient)
    assert found.level == "ok" and found.message.endswith("kept right by a time server")


@pytest.mark.usefixtures("kept_right")
def test_a_clock_before_the_newest_entry_is_an_error(patient: Patient) -> None:
    with_ticket(patient.data / "kiosk.db", datetime.now(UTC) + timedelta(hours=2))
    found = clock.clock(patient)
    assert found.level == "error" and "is before the newest entry of the database" in found.message
    assert "timedatectl" in found.advice


@pytest.mark.usefixtures("kept_right")
def test_a_clock_before_the_program_is_an_error(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock.WallClock, "now", lambda _: datetime(1970, 1, 2, tzinfo=UTC))
    assert "is before this program was installed" in clock.clock(patient).message


@pytest.mark.usefixtures("kept_right")
def test_a_damaged_database_does_not_stop_the_look_at_the_clock(patient: Patient, file: Path) -> None:
    damage(file)
    assert clock.clock(patient).level == "ok"


@pytest.mark.parametrize(
    ("says", "battery", "level"),
    [
        ("yes", False, "ok"),
        ("no", True, "warn"),
        ("no", False, "warn"),
        ("", True, "ok"),
        ("", False, "warn"),
    ],
)
def test_what_keeps_the_clock_right(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, says: str, battery: bool, level: str
) -> None:
    monkeypatch.setattr(clock, "SYNCHRONISED", tmp_path / "none")
    monkeypatch.setattr(clock, "BATTERY_CLOCK", tmp_path if battery else tmp_path / "none")
    timedatectl = tmp_path / "timedatectl"
    timedatectl.write_text(f"#!/bin/sh\necho {says}\n")
    timedatectl.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert clock.clock(patient).level == level


def test_a_machine_that_does_not_know_its_time_servers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(clock, "SYNCHRONISED", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert clock.synchronised() is None

    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("timedatectl", 5)

    (tmp_path / "timedatectl").touch(mode=0o755)
    monkeypatch.setattr(clock.subprocess, "run", hangs)
    assert clock.synchronised() is None
