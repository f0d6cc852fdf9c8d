"""The mode lets people in by the hours, keeps them out in a pause, and never cuts a visit short."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import pytest

from state_machines.mode_runner import ModeRunner
from state_machines.visit_runner import NotAllowedNow, VisitRunner
from tests.support.talking import short_talk

pytestmark = pytest.mark.looptime


class SwitchedHours:
    """Open when the test says so."""

    def __init__(self) -> None:
        self.open = True

    def is_open(self, now: datetime) -> bool:
        assert now.tzinfo is not None
        return self.open


@pytest.fixture
def hours() -> SwitchedHours:
    return SwitchedHours()


@pytest.fixture
async def visit(desk, options) -> Iterator[VisitRunner]:
    runner = VisitRunner(desk, options, short_talk)
    yield runner
    await runner.close()


@pytest.fixture
async def mode(hours: SwitchedHours, clock, visit: VisitRunner) -> ModeRunner:
    return ModeRunner(hours, clock, visit)


@asynccontextmanager
async def running(mode: ModeRunner) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(mode.run())
    await asyncio.sleep(0.1)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_people_are_let_in_when_the_office_opens(mode: ModeRunner, hours, visit: VisitRunner) -> None:
    hours.open = False
    seen: list[str] = []
    mode.on_mode(seen.append)
    assert mode.mode == "starting"
    async with running(mode):
        assert visit.screen.name == "closed"
        hours.open = True
        await asyncio.sleep(1.1)
        assert visit.screen.name == "attract"
        hours.open = False
        await asyncio.sleep(1.1)
        assert visit.screen.name == "closed"
    assert seen == ["closed", "open", "closed"]


async def test_only_staff_end_a_pause(mode: ModeRunner, hours, visit: VisitRunner) -> None:
    async with running(mode):
        mode.pause()
        for is_open in (False, True):
            hours.open = is_open
            mode.trouble(is_open)
            await asyncio.sleep(2)
            assert (mode.mode, visit.screen.name) == ("paused", "closed")
        mode.resume()
        assert (mode.mode, visit.screen.name) == ("limited", "attract")
        with pytest.raises(NotAllowedNow):
            mode.resume()
        mode.enter_maintenance()
        mode.leave_maintenance()
        assert mode.mode == "limited"


async def test_a_device_in_trouble_never_stops_the_numbers(mode: ModeRunner, visit: VisitRunner) -> None:
    mode.trouble(True)
    async with running(mode):
        assert (mode.mode, visit.screen.name) == ("limited", "attract")
        mode.trouble(False)
        assert mode.mode == "open"
        mode.trouble(True)
        mode.trouble(True)
        assert (mode.mode, visit.screen.name) == ("limited", "attract")


async def test_a_technician_waits_for_the_visit_to_end(mode: ModeRunner, visit: VisitRunner) -> None:
    async with running(mode):
        await visit.post("touch")
        mode.enter_maintenance()
        assert (mode.mode, visit.screen.name) == ("enter_pending", "services")
        await visit.post("done")
        assert (mode.mode, visit.screen.name) == ("maintenance", "closed")
        mode.leave_maintenance()
        assert (mode.mode, visit.screen.name) == ("open", "attract")


async def test_a_technician_enters_at_once_where_nobody_is(mode: ModeRunner, visit: VisitRunner) -> None:
    async with running(mode):
        mode.pause()
        mode.enter_maintenance()
        assert mode.mode == "maintenance"
        mode.leave_maintenance()
        assert (mode.mode, visit.screen.name) == ("paused", "closed")


async def test_a_technician_may_change_their_mind(mode: ModeRunner, visit: VisitRunner) -> None:
    async with running(mode):
        await visit.post("touch")
        mode.enter_maintenance()
        mode.leave_maintenance()
        assert (mode.mode, visit.screen.name) == ("open", "services")


async def test_a_forgotten_visit_does_not_keep_the_technician_out(
    mode: ModeRunner, visit: VisitRunner
) -> None:
    async with running(mode):
        await visit.post("touch")
        mode.enter_maintenance()
        await asyncio.sleep(61)
        assert mode.mode == "maintenance"


async def test_a_stop_waits_for_the_visit_and_ends_the_run(mode: ModeRunner, visit: VisitRunner) -> None:
    async with running(mode) as run:
        await visit.post("touch")
        mode.stop()
        assert (mode.mode, run.done()) == ("stopping", False)
        await visit.post("done")
        await asyncio.sleep(1.1)
        assert (mode.mode, run.done()) == ("stopped", True)


async def test_a_run_that_is_started_again_goes_on_where_it_was(mode: ModeRunner, visit: VisitRunner) -> None:
    async with running(mode):
        await visit.post("touch")
    async with running(mode):
        assert (mode.mode, visit.screen.name) == ("open", "services")
