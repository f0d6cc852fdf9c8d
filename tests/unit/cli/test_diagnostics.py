"""`kiosk diagnostics`: everything a technician needs, nothing of anybody."""

import json
import os
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.bundle import texts
from kiosk.desk.sqlite.database import open_database

IDENTITY, PHONE, PIN, TICKET, STAFF = "079203001234", "0912345678", "813057", "K7Q2M9X4RB6D", "Cao Canary"
CANARIES = (IDENTITY, PHONE, PIN, TICKET, STAFF)
TICKET_ROW = """
INSERT INTO ticket (ticket_id, day, service, number, state, issued_at, language, given_ahead)
VALUES (?, '2026-11-24', 'land', 'C001', 'waiting', 1795563575000000, 'vi', 0)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    with closing(open_database(data / "kiosk.db")) as connection:
        connection.execute(TICKET_ROW, (TICKET,))
        connection.execute("INSERT INTO staff VALUES (?, x'00', x'00', 0, NULL)", (STAFF,))
    return data


@pytest.fixture
def site(folder: Path) -> Path:
    (folder / "devices.yaml").write_text(f"# {STAFF}: {PHONE}\n{{}}\n")
    site = (folder / "site.yaml").read_text().replace("port: 8080", "port: 1")
    (folder / "site.yaml").write_text(f"# door code: {IDENTITY}\n{site}")
    return folder


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "log"
    lines = [f"10:00:0{n} INFO x: {canary} came" for n, canary in enumerate((IDENTITY, PHONE, TICKET, STAFF))]
    file.write_text(
        "\n".join([*lines, f"10:00:09 INFO x: PIN {PIN}", "10:00:10 INFO x: mode=open was=starting", ""])
    )
    return file


def bundle(kiosk: Any, site: Path, data: Path, *words: object) -> dict[str, str]:
    target = data.parent / "bundle.zip"
    code, out, err = kiosk("diagnostics", "--config", site, "--data", data, "--to", target, *words)
    assert (code, err) == (0, "")
    assert out.startswith(f"{target}: ")
    assert target.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(target) as parts:
        assert parts.testzip() is None
        return {name: parts.read(name).decode() for name in parts.namelist()}


def test_it_has_every_part_and_no_canary(kiosk: Any, site: Path, data: Path, log: Path) -> None:
    parts = bundle(kiosk, site, data, "--log", log)
    assert {"README.txt", "doctor.json", "versions.json", "machine.json", "database.json"} <= set(parts)
    assert {"printer.json", "robot/metrics.txt", "config/site.yaml", "log.txt"} <= set(parts)
    found = [(name, canary) for name, text in parts.items() for canary in CANARIES if canary in text]
    assert found == []


def test_what_is_needed_is_there(kiosk: Any, site: Path, data: Path, log: Path) -> None:
    parts = bundle(kiosk, site, data, "--log", log)
    database = json.loads(parts["database.json"])
    assert database["rows"]["ticket"] == 1
    assert database["tickets_by_day"] == [["2026-11-24", "land", "waiting", 1]]
    assert database["settings"]["journal_mode"] == "wal"
    assert any("CREATE TABLE ticket" in sql for sql in database["schema"])
    assert json.loads(parts["doctor.json"])["database"]["level"] == "ok"
    assert json.loads(parts["versions.json"])["packages"]["apsw"]
    assert json.loads(parts["machine.json"])["disk_mib"]["free"] > 0
    assert "mode=open was=starting" in parts["log.txt"]
    assert parts["robot/metrics.txt"].startswith("no answer: ")
    assert "UBND phường Cửa Nam" in parts["config/site.yaml"]


def test_without_data_configuration_and_log_it_is_made_all_the_same(
    kiosk: Any, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    (site / "site.yaml").write_text("{")
    (tmp_path / "nowhere").mkdir()
    parts = bundle(kiosk, site, tmp_path / "nowhere" / "data")
    assert json.loads(parts["database.json"]) == {"problem": "there is none"}
    assert json.loads(parts["printer.json"]) == {"problem": "no printer is configured"}
    assert parts["config/site.yaml"] == "{"
    assert "log.txt" not in parts


def test_a_damaged_database_is_told(kiosk: Any, site: Path, data: Path) -> None:
    (data / "kiosk.db").write_bytes(os.urandom(9000))
    assert "is not a database" in json.loads(bundle(kiosk, site, data)["database.json"])["problem"]


def test_the_systems_journal_is_taken_where_there_is_one(
    kiosk: Any, site: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journalctl = tmp_path / "journalctl"
    journalctl.write_text(f"#!/bin/sh\necho $1 {IDENTITY}\n")
    journalctl.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert bundle(kiosk, site, data)["log.txt"] == "--unit=kiosk [digits]\n"


def test_only_the_end_of_a_long_log_is_taken(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LOG_LINES", 2)
    assert texts.log_lines(log).count("\n") == 2


def test_nothing_is_overwritten_and_a_missing_log_is_one_line(kiosk: Any, site: Path, data: Path) -> None:
    mine = data.parent / "mine.zip"
    mine.write_text("mine")
    words = ("diagnostics", "--config", site, "--data", data)
    code, _, err = kiosk(*words, "--to", mine)
    assert (code, err.count("\n"), mine.read_text()) == (1, 1, "mine")
    code, _, err = kiosk(*words, "--log", data / "none", "--to", data / "b.zip")
    assert (code, err) == (
        1,
        f"kiosk: there is no file {data}/none; name the robot's log with --log, or leave it out\n",
    )
