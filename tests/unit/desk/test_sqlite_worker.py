import asyncio
import errno
import threading

import apsw
import pytest

from kiosk.desk.sqlite import database, worker
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.sqlite.errors import store_error
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.store import StoreError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.sqlite"


async def held(path) -> tuple[SqliteStore, threading.Event, asyncio.Future]:
    """A store whose thread waits until the event is set."""
    store, go = await SqliteStore.open(path), threading.Event()
    waiting = asyncio.ensure_future(store.read(lambda unit: go.wait(10)))
    await asyncio.sleep(0.01)
    return store, go, waiting


async def test_units_that_wait_together_share_one_commit(path):
    store, go, waiting = await held(path)
    commits = []
    store._worker._batches._connection.set_commit_hook(lambda: bool(commits.append(1)))
    together = [store.transact(lambda unit, n=n: unit.sequences.take("s", None, 0)) for n in range(30)]
    asked = asyncio.gather(*together)
    await asyncio.sleep(0)
    go.set()
    assert await asked == list(range(30))
    assert len(commits) == 1
    await waiting
    await store.close()


async def test_more_than_a_batch_takes_more_commits(path, monkeypatch):
    monkeypatch.setattr(worker, "BATCH_LIMIT", 4)
    store, go, waiting = await held(path)
    asked = asyncio.gather(
        *(store.transact(lambda unit: unit.sequences.take("s", None, 0)) for _ in range(10))
    )
    await asyncio.sleep(0)
    go.set()
    assert await asked == list(range(10))
    await waiting
    await store.close()


async def test_what_goes_wrong_outside_a_unit_is_told_and_the_store_goes_on(path):
    store = await SqliteStore.open(path)
    store._worker._batches._connection.set_commit_hook(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        await store.transact(lambda unit: unit.sequences.take("s", None, 0))
    store._worker._batches._connection.set_commit_hook(None)
    assert await store.transact(lambda unit: unit.sequences.take("s", None, 0)) == 0
    await store.close()


async def test_a_full_queue_refuses_at_once(path, monkeypatch):
    monkeypatch.setattr(worker, "QUEUE_LIMIT", 3)
    store, go, waiting = await held(path)
    asked = [asyncio.ensure_future(store.read(lambda unit: None)) for _ in range(5)]
    await asyncio.sleep(0)
    go.set()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [getattr(answer, "code", "ok") for answer in answers] == ["ok"] * 3 + ["busy"] * 2
    await waiting
    await store.close()


async def test_a_full_disk_is_told_to_all_who_wait_and_nothing_of_theirs_is_kept(path):
    def small(path):
        connection = open_database(path)
        pages = next(iter(connection.execute("PRAGMA page_count")))[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        return connection

    store = await SqliteStore.open(path, small)
    work = [lambda unit, n=n: unit.sequences.take("x" * 4000 + str(n), None, 0) for n in range(10)]
    answers = await asyncio.gather(*(store.transact(one) for one in work), return_exceptions=True)
    full = [answer for answer in answers if isinstance(answer, StoreError)]
    assert full
    assert {error.code for error in full} == {"disk_full"}
    assert "free some space" in str(full[0])
    kept = await store.read(lambda unit: unit.requests.find("r"))
    assert kept is None
    await store.close()


async def test_a_commit_that_fails_is_told_to_all(path):
    store, go, waiting = await held(path)
    store._worker._batches._connection.set_commit_hook(lambda: True)  # turns the commit into a rollback
    asked = asyncio.gather(
        *(store.transact(lambda unit: unit.sequences.take("s", None, 0)) for _ in range(3)),
        return_exceptions=True,
    )
    await asyncio.sleep(0)
    go.set()
    assert [type(answer) for answer in await asked] == [StoreError] * 3
    store._worker._batches._connection.set_commit_hook(None)
    assert await store.transact(lambda unit: unit.sequences.take("s", None, 0)) == 0
    await waiting
    await store.close()


async def test_a_neighbour_that_holds_the_database_is_waited_for_and_then_told(path, monkeypatch):
    store, neighbour = await SqliteStore.open(path), open_database(path)
    neighbour.execute("BEGIN IMMEDIATE")
    asked = asyncio.ensure_future(store.transact(lambda unit: unit.sequences.take("s", None, 0)))
    await asyncio.sleep(0.05)
    neighbour.execute("COMMIT")
    assert await asked == 0
    monkeypatch.setattr(database, "LONGEST_LOCK_S", 0.01)
    neighbour.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as refused:
        await store.transact(lambda unit: unit.sequences.take("s", None, 0))
    assert refused.value.code == "locked"
    neighbour.close()
    await store.close()


async def test_reads_never_write(path):
    store = await SqliteStore.open(path)
    commits = []
    store._worker._batches._connection.set_commit_hook(lambda: bool(commits.append(1)))
    await store.read(lambda unit: unit.tickets.get("a"))
    assert commits == []
    await store.close()


def test_every_error_says_what_to_do(path):
    codes = {
        apsw.FullError: "disk_full",
        apsw.ReadOnlyError: "read_only",
        apsw.CantOpenError: "no_rights",
        apsw.CorruptError: "corrupt",
        apsw.BusyError: "locked",
        apsw.IOError: "disk_error",
        apsw.ConstraintError: "store",
    }
    for kind, code in codes.items():
        told = store_error(kind("x"), path)
        assert told.code == code
        assert str(path) in str(told)
    assert store_error(apsw.CantOpenError("x"), path, errno.ENOSPC).code == "disk_full"
    assert store_error(apsw.CantOpenError("x"), path, errno.EACCES).code == "no_rights"
