"""Background work that crashes is started again, within a budget; the rest goes on."""

import asyncio
import logging

import pytest

from kiosk.crew import RESTARTS, Crew

pytestmark = pytest.mark.looptime


def _never(name: str, failing: bool) -> None:
    pytest.fail(f"{name} was told to fail: {failing}")


async def test_a_crashed_work_is_started_again(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[int] = []

    async def work() -> None:
        runs.append(len(runs))
        if len(runs) == 1:
            raise ValueError("first")

    async with Crew(_never) as crew:
        crew.start("work", work)
        await asyncio.sleep(5)
    assert len(runs) == 2
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_a_work_that_keeps_crashing_is_told_once_and_tried_on_slowly() -> None:
    told: list[tuple[str, bool]] = []
    runs: list[int] = []

    async def work() -> None:
        runs.append(1)
        raise ValueError("again")

    async with Crew(lambda *what: told.append(what)) as crew:
        crew.start("bad", work)
        await asyncio.sleep(3600)
    assert told == [("bad", True)]
    assert RESTARTS + 50 < len(runs) < RESTARTS + 65, "about once a minute"


async def test_a_work_that_runs_again_is_told_to_be_well() -> None:
    told: list[tuple[str, bool]] = []
    runs: list[int] = []

    async def work() -> None:
        runs.append(1)
        if len(runs) <= RESTARTS + 1:
            raise ValueError("again")
        await asyncio.Event().wait()

    async with Crew(lambda *what: told.append(what)) as crew:
        crew.start("mended", work)
        await asyncio.sleep(3600)
    assert told == [("mended", True), ("mended", False)]


async def test_rare_crashes_are_never_given_up() -> None:
    runs: list[int] = []

    async def work() -> None:
        runs.append(1)
        await asyncio.sleep(3600)
        raise ValueError("once an hour")

    async with Crew(_never) as crew:
        crew.start("long", work)
        await asyncio.sleep(24 * 3600)
    assert len(runs) >= 23


async def test_the_end_cancels_everything() -> None:
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("work")

    async with Crew(_never) as crew:
        crew.start("work", work)
        await asyncio.sleep(0)
    assert ended == ["work"]
