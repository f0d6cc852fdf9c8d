"""A copy of the database: one state of it, whole, and never half of one under its name."""

import itertools
import os
import threading
from pathlib import Path
from typing import Any

import apsw
import pytest

from kiosk.desk.sqlite import backup, database
from kiosk.desk.sqlite.backup import copy_database
from kiosk.desk.sqlite.contents import read_only, verified
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.store import StoreError

FULL = OSError(28, "No space left on device")


@pytest.fixture
async def path(desk, store, tmp_path, asks) -> Path:
    """A database with a morning in it, its robot still at work."""
    for _ in range(3):
        await desk.issue("papers", asks())
    await desk.call_next("1", actor="an")
    return tmp_path / "desk.sqlite"


def refusal(source: Path, target: Path, **options: Any) -> StoreError:
    with pytest.raises(StoreError) as refused:
        copy_database(source, target, **options)
    assert "\n" not in str(refused.value)
    assert not list(target.parent.glob("*.part"))
    return refused.value


def tickets(path: Path) -> list[tuple]:
    with read_only(path) as connection:
        return list(connection.execute("SELECT ticket_id, number, state FROM ticket ORDER BY arrival"))


def test_it_holds_what_the_database_holds(path, tmp_path):
    copy = tmp_path / "copy.db"
    held = copy_database(path, copy)
    assert verified(copy) == held
    assert (held.count("ticket"), held.count("step"), held.version) == (3, 1, 1)
    assert tickets(copy) == tickets(path)


def test_it_is_one_file_for_its_user_only(path, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    copy_database(path, folder / "copy.db")
    assert [file.name for file in folder.iterdir()] == ["copy.db"]
    assert (folder / "copy.db").stat().st_mode & 0o777 == 0o600
    connection = apsw.Connection(str(folder / "copy.db"), flags=apsw.SQLITE_OPEN_READONLY)
    assert next(iter(connection.execute("PRAGMA journal_mode")))[0] == "delete"
    connection.close()


def test_a_robot_can_start_on_it(path, tmp_path):
    copy_database(path, tmp_path / "copy.db")
    open_database(tmp_path / "copy.db").close()


async def test_writers_go_on_and_the_copy_is_one_state(path, tmp_path, monkeypatch, desk, asks):
    monkeypatch.setattr(backup, "PIECE_PAGES", 1)
    copied = threading.Event()
    done: list[Any] = []

    def work() -> None:
        done.append(copy_database(path, tmp_path / "copy.db"))
        copied.set()

    thread = threading.Thread(target=work)
    thread.start()
    issued = 3
    while not copied.is_set():
        await desk.issue("papers", asks())
        issued += 1
    thread.join()
    assert verified(tmp_path / "copy.db") == done[0]
    assert 3 <= done[0].count("ticket") == len(tickets(tmp_path / "copy.db")) <= issued
    assert tickets(path)[: done[0].count("ticket")] == tickets(tmp_path / "copy.db")


async def test_a_copy_of_a_database_that_cannot_use_a_write_ahead_log(path, tmp_path, monkeypatch, store):
    await store.close()
    monkeypatch.setattr(database.apsw, "sqlite_lib_version", lambda: "3.40.1")
    open_database(path).close()
    assert copy_database(path, tmp_path / "copy.db").count("ticket") == 3


def test_what_stood_there_stays_when_the_copy_cannot_be_made(path, tmp_path, monkeypatch):
    copy = tmp_path / "copy.db"
    copy.write_text("the copy of yesterday")
    for name in ("fsync", "open"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, _fails)
            assert refusal(path, copy).code == "disk_error"
    assert copy.read_text() == "the copy of yesterday"
    copy_database(path, copy)
    assert verified(copy).count("ticket") == 3


def _fails(*_: object) -> None:
    raise FULL


def test_a_folder_that_cannot_be_written_is_one_line(path):
    assert "/proc/1/copy.db cannot be written" in str(refusal(path, Path("/proc/1/copy.db")))


@pytest.mark.parametrize("content", [b"", b"nothing of ours" * 500, b"\0" * 5000])
def test_a_file_that_is_no_database_of_ours_is_not_copied(tmp_path, content):
    source = tmp_path / "other.db"
    source.write_bytes(content)
    assert refusal(source, tmp_path / "copy.db").code in ("foreign", "corrupt")
    assert not (tmp_path / "copy.db").exists()


def test_a_database_of_another_program_is_not_copied(tmp_path):
    other = apsw.Connection(str(tmp_path / "other.db"))
    other.execute("CREATE TABLE things (a); PRAGMA user_version = 1")
    other.close()
    assert refusal(tmp_path / "other.db", tmp_path / "copy.db").code == "foreign"


def test_a_newer_database_is_not_copied_by_an_older_program(path, tmp_path):
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert refusal(path, tmp_path / "copy.db").code == "too_new"


async def test_a_damaged_database_gives_no_copy(path, tmp_path, store):
    await store.close()
    with path.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(os.urandom(20 * 4096))
    assert refusal(path, tmp_path / "copy.db").code == "corrupt"


def test_a_row_that_refers_to_nothing_is_damage(path, tmp_path):
    copy_database(path, tmp_path / "copy.db")
    connection = apsw.Connection(str(tmp_path / "copy.db"))
    connection.execute("PRAGMA foreign_keys = OFF; DELETE FROM ticket WHERE state = 'called'")
    connection.close()
    with pytest.raises(StoreError, match="refers to one that is not there"):
        verified(tmp_path / "copy.db")


def test_a_copy_that_holds_something_else_is_thrown_away(path, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "verified", lambda part, stopped: None)
    assert "does not hold what it holds" in str(refusal(path, tmp_path / "copy.db"))


def test_it_can_be_given_up(path, tmp_path):
    assert refusal(path, tmp_path / "copy.db", stopped=lambda: True).code == "stopped"


def test_giving_up_ends_the_look_at_every_page_too(path, monkeypatch):
    monkeypatch.setattr("kiosk.desk.sqlite.contents.STEPS_BETWEEN_LOOKS", 1)
    with pytest.raises(StoreError) as stopped:
        verified(path, lambda: True)
    assert stopped.value.code == "stopped"


def test_what_a_killed_copy_left_is_no_obstacle(path, tmp_path):
    (tmp_path / "copy.db.part").write_bytes(b"half")
    (tmp_path / "copy.db.part").chmod(0o644)
    copy_database(path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


async def test_the_last_change_is_that_of_the_newest_rows(path, desk, clock, asks):
    clock.pass_s(3600)
    await desk.recall("1", actor="an")
    assert verified(path).last_written == clock.now()


def test_an_empty_database_was_never_changed(tmp_path):
    open_database(tmp_path / "new.db").close()
    assert verified(tmp_path / "new.db").last_written is None


def test_a_disk_that_fills_up_amid_the_copy_is_one_line(path, tmp_path, monkeypatch):
    class Full(apsw.Connection):
        def backup(self, *_):
            raise apsw.FullError("database or disk is full")

    real = apsw.Connection
    monkeypatch.setattr(
        backup.apsw, "Connection", lambda name, **how: (Full if name.endswith(".part") else real)(name, **how)
    )
    assert refusal(path, tmp_path / "copy.db").code == "disk_full"


def test_what_is_written_between_two_pages_is_not_in_the_copy(path, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "PIECE_PAGES", 1)
    other = open_database(path)
    most = itertools.count()

    def write() -> bool:
        other.execute("INSERT INTO sequence SELECT 'x' || count(*), '', 1 FROM sequence")
        return next(most) > 1000  # a copy that begins anew with every change would never end

    held = copy_database(path, tmp_path / "copy.db", write)
    written = next(iter(other.execute("SELECT count(*) FROM sequence WHERE name LIKE 'x%'")))[0]
    other.close()
    assert written > 10
    assert verified(tmp_path / "copy.db") == held
    assert held.count("sequence") == verified(path).count("sequence") - written
