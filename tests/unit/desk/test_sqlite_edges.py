"""The store on SQLite where it hurts: commits that must wait, transactions SQLite gives up, closed loops."""

import asyncio
from datetime import timedelta

import apsw
import pytest

from kiosk.desk.effects import EffectKind
from kiosk.desk.sqlite import contents, database, worker
from kiosk.desk.sqlite.batch import Batches, Outcome, Task
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.sqlite.rows import only
from kiosk.desk.staff import _see
from kiosk.desk.store import StoreError

HASTY_S = 0.05


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.sqlite"


def one_more(unit):
    return unit.sequences.take("s", None, 0)


def test_a_commit_that_a_reader_holds_up_is_told_and_taken_back_whole(path, monkeypatch):
    monkeypatch.setattr(database, "LONGEST_LOCK_S", HASTY_S)
    writer, reader = open_database(path, journal="truncate"), open_database(path, journal="truncate")
    batches = Batches(writer, path)
    reader.execute("BEGIN")
    only(reader, "SELECT count(*) FROM ticket")
    (refused,) = batches.perform([Task(one_more, writes=True)])
    assert isinstance(refused.error, StoreError)
    assert refused.error.code == "locked"
    assert not writer.in_transaction
    reader.execute("COMMIT")
    (kept,) = batches.perform([Task(one_more, writes=True)])
    assert (kept.value, kept.error) == (0, None)
    reader.close()
    batches.close()


DAMAGE = {
    "a day that is none": "UPDATE ticket SET day = 'r026-11-24'",
    "an instant beyond all calendars": f"UPDATE ticket SET issued_at = {2**62}",
    "a text that is no UTF-8": "UPDATE ticket SET number = CAST(x'ff41' AS TEXT)",
    "a snapshot that is none": "UPDATE step SET before = '['",
    "an effect of another century": f"UPDATE effect SET planned_at = {2**62}",
}


@pytest.mark.parametrize("sql", DAMAGE.values(), ids=DAMAGE)
async def test_a_row_that_nobody_wrote_is_told_as_damage(site, store, clock, sql):
    """Of 400 databases with flipped bits five made an untyped error."""
    site.with_paper = True
    desk = site.desk(store, clock)
    issued = await desk.issue("papers", "one")
    await desk.call_next("1", actor="an")
    await store.transact(lambda unit: unit.tickets._connection.execute("PRAGMA ignore_check_constraints = 1"))
    await store.transact(lambda unit: unit.tickets._connection.execute(sql))
    with pytest.raises(StoreError) as caught:
        await desk.place(issued.place.ticket.ticket_id)
        await desk.undo("1", actor="an")
        await store.read(lambda unit: unit.effects.of_ticket(issued.place.ticket.ticket_id, EffectKind.PAPER))
    assert caught.value.code == "corrupt"


def test_when_sqlite_gives_up_the_whole_transaction_all_who_share_it_are_told(path):
    connection = open_database(path)
    batches = Batches(connection, path)

    def too_much(unit):
        connection.execute("INSERT OR ROLLBACK INTO audit (at) VALUES (NULL)")

    tasks = [Task(work, writes=True) for work in (one_more, too_much, one_more)]
    errors = [outcome.error for outcome in batches.perform(tasks)]
    assert [type(error) for error in errors] == [StoreError] * 3
    assert all("constraint" in str(error) for error in errors)
    assert batches.perform([Task(one_more, writes=True)])[0].value == 0
    batches.close()


def test_what_sqlite_refuses_one_unit_takes_nothing_from_the_others(path):
    connection = open_database(path)
    batches = Batches(connection, path)

    def wrong(unit):
        one_more(unit)
        connection.execute("INSERT INTO audit (at) VALUES (NULL)")

    first, refused, last = batches.perform([Task(work, writes=True) for work in (one_more, wrong, one_more)])
    assert (first.value, last.value) == (0, 1)
    assert isinstance(refused.error, StoreError)
    batches.close()


def test_what_is_not_there_is_told_apart_from_nothing(path):
    connection = open_database(path)
    with pytest.raises(LookupError):
        only(connection, "SELECT 1 WHERE 0")
    connection.close()


def test_a_journal_mode_that_a_neighbour_holds_up_is_waited_for_and_then_told(path, monkeypatch):
    neighbour = open_database(path, journal="truncate")
    neighbour.execute("BEGIN")
    only(neighbour, "SELECT count(*) FROM ticket")
    monkeypatch.setattr(database, "LONGEST_LOCK_S", HASTY_S)
    with pytest.raises(StoreError) as refused:
        open_database(path, journal="wal")
    assert refused.value.code == "locked"
    neighbour.execute("COMMIT")
    open_database(path, journal="wal").close()
    neighbour.close()


class BusyAtFirst:
    """A connection whose journal mode cannot be set at once."""

    def __init__(self, times):
        self.left = times

    def execute(self, sql, values=()):
        if "=" in sql and self.left:
            self.left -= 1
            raise apsw.BusyError
        return iter([("wal",)])


def test_a_setting_sqlite_does_not_wait_for_is_tried_again(path, monkeypatch):
    slept = []
    monkeypatch.setattr(database.time, "sleep", slept.append)
    database._set(BusyAtFirst(3), path, "journal_mode", "wal")
    assert slept == [database.LOOK_AGAIN_S] * 3


def test_a_way_to_the_disk_that_sqlite_does_not_know_is_told(path):
    with pytest.raises(StoreError) as refused:
        open_database(path, vfs="no such thing")
    assert refused.value.code == "store"


def test_answers_for_a_loop_that_has_ended_go_nowhere():
    loop = asyncio.new_event_loop()
    answer = loop.create_future()
    loop.close()
    job = worker.Job(Task(lambda unit: None, writes=False), loop, answer)
    worker._answer([job], [Outcome(1)])
    assert not answer.done()


async def test_a_session_that_ended_meanwhile_is_not_written_again(store, clock):
    await store.transact(lambda unit: _see(unit, b"gone", clock.now() + timedelta(hours=1)))
    assert await store.read(lambda unit: unit.staff.session(b"gone")) is None


def test_a_copy_that_is_not_there_is_told(path):
    with pytest.raises(StoreError) as refused, contents.read_only(path):
        pass
    assert refused.value.code == "no_rights"


def test_a_copy_with_a_row_that_refers_to_nothing_is_damaged(path):
    connection = open_database(path)
    connection.execute("PRAGMA foreign_keys = 0")
    connection.execute("INSERT INTO request VALUES ('r', 'issue', 'no such ticket', 0)")
    connection.close()
    with pytest.raises(StoreError, match="refers to one that is not there") as refused:
        contents.verified(path)
    assert refused.value.code == "corrupt"


def test_a_copy_with_a_damaged_page_is_damaged(path):
    connection = open_database(path, journal="truncate")
    connection.execute("INSERT INTO request VALUES ('r', 'issue', NULL, 0)")
    (root,) = only(connection, "SELECT rootpage FROM sqlite_schema WHERE name = 'step_deed'")
    (size,) = only(connection, "PRAGMA page_size")
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(bytes([255]) * 8)
    with pytest.raises(StoreError) as refused:
        contents.verified(path)
    assert refused.value.code == "corrupt"


async def test_what_was_asked_for_before_the_end_is_done_before_the_end(path):
    thread = worker.Worker(path, open_database)  # not started: its next batches are taken by hand
    loop = asyncio.get_running_loop()
    jobs = [worker.Job(Task(one_more, writes=True), loop, loop.create_future()) for _ in range(2)]
    for job in (*jobs, None):
        thread._jobs.put(job)
    assert thread._batch() == jobs
    assert thread._batch() == []
