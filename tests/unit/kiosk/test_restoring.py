"""Restoring a copy: verified first, nothing lost, and no number of today twice."""

import asyncio
import itertools
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import apsw
import pytest

from kiosk.backup import restoring
from kiosk.backup.leap import LEAST, Series, leapt
from kiosk.backup.making import alone
from kiosk.backup.restoring import Restored, restore
from kiosk.config.schema import Counter, DeskSettings, Hours, Service, Text
from kiosk.desk.audit import first_broken
from kiosk.desk.calendar import Calendar
from kiosk.desk.desk import Desk
from kiosk.desk.journal import Journal
from kiosk.desk.slots import RobotSlot
from kiosk.desk.sqlite.backup import copy_database
from kiosk.desk.sqlite.contents import verified
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.store import StoreError

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 24, 9, tzinfo=ZONE)
NAME = Text(vi="tên", en="name")
SERVICES = [
    Service(id=name, prefix=prefix, name=NAME, counters=["1"])
    for name, prefix in (("papers", "A"), ("land", "B"))
]
SERIES = Series(("A", "B"), first_number=1)


@dataclass
class Clock:
    at: datetime = MORNING

    def now(self) -> datetime:
        return self.at.astimezone(UTC)


def quickly(path: Path) -> apsw.Connection:
    """Without forcing anything to the disk: these tests cut no power."""
    connection = open_database(path)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


class Office:
    """A desk and its journal on `data/kiosk.db`, opened for one deed at a time."""

    def __init__(self, data: Path) -> None:
        self.database = data / "kiosk.db"
        self.clock = Clock()
        self._ids = itertools.count(1)

    def do(self, work: Callable[[Desk, Journal, SqliteStore], Any]) -> Any:
        async def run() -> Any:
            store = await SqliteStore.open(self.database, quickly)
            calendar = Calendar(Hours(training=True), ZONE)
            desk = Desk(
                store,
                SERVICES,
                [Counter(id="1", name=NAME)],
                DeskSettings(),
                calendar,
                self.clock,
                lambda: f"T{os.urandom(4).hex()}{next(self._ids)}",
                "robot-1.0",
                True,
            )
            try:
                return await work(desk, Journal(store, self.clock, "robot-1.0", calendar=calendar), store)
            finally:
                await store.close()

        return asyncio.run(run())

    def issue(self, people: int = 1, service: str = "papers") -> list[str]:
        async def work(desk: Desk, *_: object) -> list[str]:
            given = [await desk.issue(service, os.urandom(8).hex()) for _ in range(people)]
            return [issued.place.ticket.number for issued in given]

        return list(self.do(work))

    def copy(self) -> Path:
        target = self.database.with_name("copy.db")
        copy_database(self.database, target)
        return target

    def restore(self, copy: Path, series: Series = SERIES) -> Restored:
        return restore(copy, self.database, self.clock.at.astimezone(ZONE).date(), self.clock.now(), series)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def refused(office: Office, copy: Path) -> StoreError:
    with pytest.raises(StoreError) as refusal:
        office.restore(copy)
    assert "\n" not in str(refusal.value)
    return refusal.value


def leave(_: Path) -> None:
    pass


def damage(database: Path) -> None:
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(30 * 4096))


def cut_off(database: Path) -> None:
    database.write_bytes(b"")


def replace_by_other(database: Path) -> None:
    database.write_bytes(b"something else" * 1000)


HARM = [leave, damage, Path.unlink, cut_off, replace_by_other]


@pytest.mark.parametrize(
    ("harm", "before", "after"),
    [*((harm, 5, 3) for harm in HARM), (damage, 0, 1), (damage, 5, 0), (damage, 60, 120), (leave, 0, 130)],
)
def test_no_number_of_the_day_comes_twice(office: Office, harm: Any, before: int, after: int) -> None:
    office.clock.at -= timedelta(days=1)
    office.issue(60)
    office.clock.at += timedelta(days=1)
    given = office.issue(before)
    copy = office.copy()
    given += office.issue(after) + office.issue(after, "land")
    harm(office.database)
    office.restore(copy)
    given += office.issue(5) + office.issue(5, "land")
    assert len(given) == len(set(given)) == before + 2 * after + 10


@pytest.mark.parametrize(
    ("last", "busiest", "goes_on_behind"),
    [(0, 0, 100), (1, 0, 200), (100, 50, 200), (37, 120, 300), (0, 300, 600), (250, 300, 900)],
)
def test_the_leap_is_twice_the_busiest_day_to_the_next_hundred(
    last: int, busiest: int, goes_on_behind: int
) -> None:
    assert leapt(last, busiest) == goes_on_behind
    assert goes_on_behind - last >= max(LEAST, 2 * busiest)


def test_the_next_numbers_are_those_that_were_told(office: Office) -> None:
    office.issue(3)
    restored = office.restore(office.copy())
    assert restored.following == {"A": 201, "B": 101}
    assert (office.issue(), office.issue(service="land")) == (["A201"], ["B101"])


def test_a_leap_of_ones_own_is_taken_as_it_is(office: Office) -> None:
    office.issue(3)
    office.restore(office.copy(), Series(("A", "B"), 1, leap=0))
    assert (office.issue(), office.issue(service="land")) == (["A004"], ["B001"])


def test_numbers_of_the_old_database_count_where_it_can_be_read(office: Office) -> None:
    copy = office.copy() if office.issue(2) else None
    assert copy is not None
    office.issue(500)
    assert office.restore(copy, Series(("A",), 1, leap=0)).following["A"] == 503


def test_the_next_day_begins_at_the_first_number_again(office: Office) -> None:
    office.issue(3)
    office.restore(office.copy())
    office.clock.at += timedelta(days=1)
    assert office.issue() == ["A001"]


def test_the_old_database_is_kept_whole_and_can_be_restored_itself(office: Office) -> None:
    office.issue(2)
    copy = office.copy()
    office.issue(4)
    kept = office.restore(copy).kept
    assert kept is not None and kept.parent == office.database.parent / "backups"
    assert verified(kept).count("ticket") == 6
    assert office.restore(kept).contents.count("ticket") == 6


def test_a_damaged_database_is_kept_as_it_is_with_its_logs(office: Office) -> None:
    office.issue(2)
    copy = office.copy()
    damage(office.database)
    log = office.database.with_name("kiosk.db-wal")
    log.write_bytes(b"a log")
    bad = office.database.read_bytes()
    kept = office.restore(copy).kept
    assert kept is not None
    assert {file.name: file.read_bytes() for file in kept.iterdir()} == {
        "kiosk.db": bad,
        "kiosk.db-wal": b"a log",
    }
    assert not list(office.database.parent.glob("kiosk.db-*"))
    assert verified(office.database).count("ticket") == 2


def test_without_a_database_nothing_is_kept(office: Office) -> None:
    office.issue()
    copy = office.copy()
    office.database.unlink()
    assert office.restore(copy).kept is None
    assert verified(office.database).count("ticket") == 1


def test_nothing_is_left_lying_about(office: Office) -> None:
    office.issue()
    office.restore(office.copy())
    assert sorted(file.name for file in office.database.parent.iterdir()) == [
        "backup.lock",
        "backups",
        "copy.db",
        "kiosk.db",
    ]
    assert office.database.stat().st_mode & 0o777 == 0o600


def test_a_running_robot_is_not_pulled_from_under(office: Office) -> None:
    office.issue()
    copy = office.copy()
    slot = RobotSlot.take(office.database.parent, "robot-1")
    assert str(refused(office, copy)).startswith("the robot robot-1.0 is running on ")
    slot.close()
    office.restore(copy)


def test_a_copy_being_made_is_not_disturbed(office: Office) -> None:
    office.issue()
    copy = office.copy()
    with alone(office.database.parent):
        assert refused(office, copy).code == "busy"


@pytest.mark.parametrize("harm", [damage, cut_off, replace_by_other])
def test_a_bad_copy_changes_nothing(office: Office, harm: Any) -> None:
    office.issue()
    copy = office.copy()
    harm(copy)
    before = office.database.read_bytes()
    assert refused(office, copy).code in ("corrupt", "foreign")
    assert office.database.read_bytes() == before
    assert not (office.database.parent / "backups").exists()


def test_a_clock_before_the_copy_changes_nothing(office: Office) -> None:
    office.issue()
    copy = office.copy()
    before = office.database.read_bytes()
    office.clock.at -= timedelta(days=2)
    assert str(refused(office, copy)).startswith(
        "the clock says 2026-11-22, the copy has numbers of 2026-11-24"
    )
    assert office.database.read_bytes() == before


def test_papers_that_may_have_come_out_since_are_doubts_with_a_marked_reprint(office: Office) -> None:
    office.issue(2)
    office.restore(office.copy())

    async def begin(_desk: Desk, journal: Journal, _store: SqliteStore) -> Any:
        doubts = await journal.recover()
        order = await journal.next_order()
        return doubts, len(await journal.uncertain_effects()), order and order.copy

    assert office.do(begin) == (2, 2, 2)


def test_papers_of_earlier_days_make_nobody_search(office: Office) -> None:
    office.issue(2)
    office.clock.at += timedelta(days=1)
    office.restore(office.copy())

    async def begin(_desk: Desk, journal: Journal, _store: SqliteStore) -> Any:
        return await journal.recover(), await journal.next_order()

    assert office.do(begin) == (0, None)


def test_logins_end_and_the_restore_stands_in_the_audit(office: Office) -> None:
    office.issue()
    with closing(open_database(office.database)) as connection:
        connection.execute("INSERT INTO staff VALUES ('Lan', x'00', x'00', 0, NULL)")
        connection.execute("INSERT INTO session VALUES (x'01', 'Lan', 1, 1)")
    office.restore(office.copy())
    with closing(apsw.Connection(str(office.database))) as connection:
        assert list(connection.execute("SELECT count(*) FROM session")) == [(0,)]
        assert list(connection.execute("SELECT count(*) FROM staff")) == [(1,)]

    async def audit(_desk: Desk, _journal: Journal, store: SqliteStore) -> Any:
        return await store.read(lambda unit: unit.audit.rows())

    rows = office.do(audit)
    assert first_broken(rows) is None
    entry = rows[-1][0]
    assert (entry.actor, entry.step, entry.reason) == ("restore", "restored", "goes on at A201 B101")


def test_numbers_of_print_jobs_do_not_come_again(office: Office) -> None:
    office.issue(2)
    restored_copy = office.copy()
    office.issue(5)
    office.restore(restored_copy)
    office.issue(1)
    with closing(apsw.Connection(str(office.database))) as connection:
        numbers = [
            number for (number,) in connection.execute("SELECT job_number FROM effect ORDER BY effect_id")
        ]
    assert numbers == [0, 1, 10_002]


@pytest.mark.parametrize("step", ["_adapt", "_keep", "_write_over", "go_on"])
def test_a_failure_at_any_step_leaves_the_old_database_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    office.issue(2)
    copy = office.copy()
    office.issue(2)

    def fails(*_: object) -> None:
        raise StoreError("disk_full", "full")

    monkeypatch.setattr(restoring, step, fails)
    assert refused(office, copy).code == "disk_full"
    assert office.issue() == ["A005"]


def test_a_database_another_program_holds_changes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.desk.sqlite.contents.LONGEST_LOCK_MS", 10)
    office.issue(2)
    copy = office.copy()
    other = apsw.Connection(str(office.database))
    list(other.execute("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE"))
    assert refused(office, copy).code == "locked"
    other.close()
    assert office.issue() == ["A003"]


def test_a_database_that_is_taken_at_the_last_moment_stays_as_it_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.issue(2)
    copy = office.copy()
    others: list[apsw.Connection] = []
    keep = restoring._keep

    def keep_and_lose(database: Path, stamp: str) -> Path:
        kept = keep(database, stamp)
        others.append(apsw.Connection(str(database)))
        others[0].execute("BEGIN IMMEDIATE")
        return kept

    monkeypatch.setattr(restoring, "_keep", keep_and_lose)
    assert refused(office, copy).code == "locked"
    others[0].close()
    assert office.issue() == ["A003"]
