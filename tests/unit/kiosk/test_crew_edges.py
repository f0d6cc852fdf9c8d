"""A work that ends by itself is over; a reading store is watched like a writing one."""

import asyncio

import pytest

from kiosk.crew import PAUSE_S, RESTARTS, WITHIN_S, Crew
from kiosk.desk.store import StoreError
from kiosk.store_watch import WatchedStore

pytestmark = pytest.mark.looptime


async def test_a_work_that_ends_by_itself_is_not_started_again() -> None:
    runs: list[int] = []

    async def work() -> None:
        runs.append(1)

    async with Crew(lambda *told: pytest.fail(str(told))) as crew:
        crew.start("short", work)
        await asyncio.sleep(600)
    assert runs == [1]


async def test_a_work_that_was_well_for_long_may_crash_again_as_often_as_before() -> None:
    told: list[tuple[str, bool]] = []
    runs: list[float] = []

    async def work() -> None:
        runs.append(asyncio.get_running_loop().time())
        if len(runs) == RESTARTS + 2:
            await asyncio.sleep(10 * WITHIN_S)
        raise ValueError("again")

    async with Crew(lambda *what: told.append(what)) as crew:
        crew.start("moody", work)
        await asyncio.sleep(13 * WITHIN_S)
    assert told[:3] == [("moody", True), ("moody", False), ("moody", True)]
    well_again = RESTARTS + 2
    assert runs[well_again] - runs[well_again - 1] == 10 * WITHIN_S + PAUSE_S


class Failing:
    """A store that can do nothing but close."""

    closed = False

    async def close(self) -> None:
        self.closed = True

    async def read(self, work: object) -> None:
        raise StoreError("disk_error", "the disk fails")

    async def foreign_commits(self) -> int:
        raise StoreError("disk_error", "the disk fails")


@pytest.mark.parametrize(
    "ask", [lambda store: store.read(lambda unit: None), lambda store: store.foreign_commits()]
)
async def test_reading_and_looking_are_watched_too(ask) -> None:
    told: list[bool] = []
    store = WatchedStore(Failing(), told.append)  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        await ask(store)
    assert told == [True]


async def test_closing_closes_what_is_watched() -> None:
    store = Failing()
    await WatchedStore(store, lambda failing: None).close()  # type: ignore[arg-type]
    assert store.closed
