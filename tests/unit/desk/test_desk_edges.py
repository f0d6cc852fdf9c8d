"""The desk's outermost layer: names are refused before the disk is asked, the watch tells what changed."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from kiosk.desk.desk import WATCH_PERIOD_S
from kiosk.desk.model import NotAllowed, UnknownName
from kiosk.rehearsal.stage.loop import run
from kiosk.rehearsal.stage.store import InLoopStore


class CountingStore(InLoopStore):
    """Counts what it is asked."""

    reads = looks = 0

    async def read(self, work):
        self.reads += 1
        return await super().read(work)

    async def foreign_commits(self):
        self.looks += 1
        return await super().foreign_commits()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.sqlite"


@pytest.fixture
async def counting(path):
    store = CountingStore(path)
    yield store
    await store.close()


@asynccontextmanager
async def watched(desk):
    """What a watched desk tells."""
    told = []
    desk.on_event(lambda event: told.append(event.kind))
    watch = asyncio.create_task(desk.watch())
    yield told
    watch.cancel()
    await asyncio.gather(watch, return_exceptions=True)


async def test_a_name_nobody_knows_is_refused_before_the_disk_is_asked(desk, store):
    await store.close()
    for code, act in (
        ("unknown_service", desk.issue("dogs", "r")),
        ("unknown_service", desk.transfer("1", "dogs", actor="an")),
        ("unknown_counter", desk.call_next("9", actor="an")),
        ("unknown_counter", desk.recall("9", actor="an")),
        ("unknown_counter", desk.undo("9", actor="an")),
        ("unknown_counter", desk.counter_view("9")),
    ):
        with pytest.raises(UnknownName) as refused:
            await act
        assert refused.value.code == code


async def test_a_citizen_speaks_vietnamese_unless_told_otherwise(desk):
    assert (await desk.issue("papers", "r")).place.ticket.language == "vi"


@pytest.mark.parametrize("step", ["recall", "finish", "no_show", "transfer"])
async def test_a_reused_request_id_is_refused_with_what_it_was_used_for(desk, asks, step):
    await desk.issue("papers", asks())
    await desk.call_next("1", actor="an")
    where = ("1", "land") if step == "transfer" else ("1",)
    await getattr(desk, step)(*where, request_id="r", actor="an")
    with pytest.raises(NotAllowed, match=f"used for {step}:1$"):
        await desk.issue("papers", "r")


async def test_the_order_of_need_is_asked_of_the_disk_once_a_day(site, counting, clock):
    desk = site.desk(counting, clock)
    for _ in range(3):
        await desk.most_used()
    assert counting.reads == 1
    clock.pass_s(timedelta(days=1).total_seconds())
    await desk.most_used()
    assert counting.reads == 2


def test_a_foreign_commit_is_told_once_within_half_a_second(site, clock, path):
    async def main():
        store, other = InLoopStore(path), InLoopStore(path)
        async with watched(site.desk(store, clock)) as told:
            await asyncio.sleep(1)
            told.clear()  # opening may have been a commit too
            await asyncio.sleep(1)
            assert told == []
            await site.desk(other, clock).issue("papers", "from another process")
            await asyncio.sleep(WATCH_PERIOD_S + 0.01)
            assert told == ["external"]
            await asyncio.sleep(3)
            assert told == ["external"]
        await store.close()
        await other.close()

    assert WATCH_PERIOD_S == 0.5
    run(main)


def test_a_new_day_is_told_once(site, clock, path):
    async def main():
        store = InLoopStore(path)
        async with watched(site.desk(store, clock)) as told:
            await asyncio.sleep(1)
            clock.pass_s(timedelta(days=1).total_seconds())
            await asyncio.sleep(1)
            assert told == ["day"]
        await store.close()

    run(main)


def test_the_watch_looks_once_a_period(site, clock, path):
    async def main():
        store = CountingStore(path)
        async with watched(site.desk(store, clock)):
            await asyncio.sleep(40.5 * WATCH_PERIOD_S)
        await store.close()
        return store.looks

    assert run(main) == 41


async def test_undo_holds_until_its_last_instant(desk, clock, asks):
    await desk.issue("papers", asks())
    await desk.call_next("1", actor="an")
    until = (await desk.counter_view("1")).undo_until
    clock.pass_s((until - clock.now()).total_seconds())
    assert (await desk.undo("1", actor="an")).number == "A001"
