"""The store's thread: what it refuses while it ends, what it finishes, and whom it keeps out meanwhile."""

import asyncio
import threading

import apsw
import pytest

from kiosk.desk.sqlite.database import open_database
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.store import StoreError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.sqlite"


def one_more(unit):
    return unit.sequences.take("s", None, 0)


async def busy(store) -> tuple[threading.Event, asyncio.Future]:
    """Something the thread works on until the event is set."""
    go, begun = threading.Event(), threading.Event()

    def work(unit):
        begun.set()
        go.wait(10)
        return "done"

    working = asyncio.ensure_future(store.transact(work))
    await asyncio.to_thread(begun.wait, 10)
    return go, working


async def test_the_thread_bears_its_name_and_keeps_no_program_alive(path):
    store = await SqliteStore.open(path)
    (thread,) = [one for one in threading.enumerate() if one.name == "desk-store"]
    assert thread.daemon
    await store.close()
    assert not thread.is_alive()


async def test_closing_waits_for_what_is_being_done_and_refuses_what_comes_after(path):
    store = await SqliteStore.open(path)
    go, working = await busy(store)
    closing = asyncio.create_task(store.close())
    await asyncio.sleep(0.02)
    with pytest.raises(StoreError) as refused:
        await store.transact(one_more)
    assert refused.value.code == "store"
    assert not closing.done()
    go.set()
    await closing
    assert await working == "done"
    assert not path.with_name("desk.sqlite-wal").exists()


async def test_a_caller_that_left_takes_no_answer_from_the_next_one(path):
    store = await SqliteStore.open(path)
    go, working = await busy(store)
    leaves, stays = (asyncio.ensure_future(store.transact(one_more)) for _ in range(2))
    await asyncio.sleep(0)
    leaves.cancel()
    go.set()
    assert await asyncio.wait_for(stays, 5) == 1
    await working
    await store.close()


async def test_a_unit_that_writes_holds_the_database_from_its_beginning(path):
    store, neighbour = await SqliteStore.open(path), open_database(path)
    neighbour.set_busy_handler(None)
    go, working = await busy(store)
    with pytest.raises(apsw.BusyError):
        neighbour.execute("BEGIN IMMEDIATE")
    go.set()
    await working
    neighbour.execute("BEGIN IMMEDIATE")
    assert isinstance(await asyncio.wait_for(store.foreign_commits(), 5), int)
    assert await asyncio.wait_for(store.read(lambda unit: unit.requests.find("r")), 5) is None
    neighbour.execute("ROLLBACK")
    neighbour.close()
    await store.close()
