"""A failing store is one trouble, tried until it keeps a write; whoever waits for it goes on by itself."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from kiosk.desk.store import StoreError
from kiosk.store_watch import WatchedStore, until_well

pytestmark = pytest.mark.looptime

FULL = StoreError("disk_full", "the disk is full")


class Disk:
    """A store that keeps nothing while `error` is set; `writes` counts what it kept."""

    def __init__(self) -> None:
        self.error: StoreError | None = None
        self.writes = 0
        self.tried = 0

    async def transact(self, work: Callable[[Any], Any]) -> None:
        self.tried += 1
        if self.error:
            raise self.error
        self.writes += 1

    async def read(self, work: Callable[[Any], Any]) -> str:
        return "read"

    async def foreign_commits(self) -> int:
        return 7

    async def close(self) -> None:
        self.error = StoreError("store", "closed")


async def _issue(store: WatchedStore) -> None:
    with suppress(StoreError):
        await store.transact(lambda unit: None)


async def test_an_outage_is_told_when_it_begins_and_when_a_write_is_kept_again() -> None:
    disk, told = Disk(), []
    store = WatchedStore(disk, told.append)
    task = asyncio.create_task(store.run())
    await _issue(store)
    assert told == []
    disk.error = FULL
    for _ in range(5):
        await _issue(store)
    assert told == [True]
    await asyncio.sleep(30)
    assert set(told) == {True}
    disk.error = None
    await asyncio.sleep(2)
    assert (told[-1], told.count(False)) == (False, 1)
    written = disk.writes
    await asyncio.sleep(60)
    assert disk.writes == written, "a well store is left in peace"
    task.cancel()


async def test_the_error_still_reaches_the_caller_and_reading_goes_through() -> None:
    disk = Disk()
    store = WatchedStore(disk, lambda failing: None)
    disk.error = FULL
    with pytest.raises(StoreError, match="full"):
        await store.transact(lambda unit: None)
    assert (await store.read(lambda unit: None), await store.foreign_commits()) == ("read", 7)


async def test_too_much_at_once_is_no_trouble() -> None:
    disk, told = Disk(), []
    store = WatchedStore(disk, told.append)
    disk.error = StoreError("busy", "too many")
    await _issue(store)
    assert told == []


async def test_work_is_tried_until_the_store_is_well_and_other_errors_are_its_own() -> None:
    answers: list[Exception | str] = [FULL, FULL, "kept"]

    async def work() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert await until_well(work) == "kept"
    answers[:] = [ValueError("a bug")]
    with pytest.raises(ValueError, match="a bug"):
        await until_well(work)
