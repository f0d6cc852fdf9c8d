"""What the watch sees of the print worker: at rest, or getting on, or standing still."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from drivers.status import DeviceState, PrinterStatus
from state_machines.print_worker import PrintWorker

pytestmark = pytest.mark.looptime

OFFLINE = PrinterStatus(DeviceState.OFFLINE)


@asynccontextmanager
async def _working(worker: PrintWorker) -> AsyncIterator[None]:
    task = asyncio.create_task(worker.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_it_is_at_rest_before_between_and_after_papers(journal, printer) -> None:
    worker = PrintWorker(printer, journal)
    assert worker.busy is None
    async with _working(worker):
        await asyncio.sleep(100)
        assert worker.busy is None
        journal.plan("A001")
        worker.kick()
        await asyncio.sleep(100)
        assert (worker.busy, journal.states()) == (None, ["done"])


async def test_it_is_at_rest_while_the_printer_cannot_print(journal, printer) -> None:
    printer.become(OFFLINE)
    journal.plan("A001")
    worker = PrintWorker(printer, journal)
    async with _working(worker):
        await asyncio.sleep(10)
        assert (worker.state, worker.busy) == ("waiting", None)


async def test_every_step_is_another_number_also_from_paper_to_paper(journal, printer) -> None:
    printer.takes_s = 2.0
    for ticket in ("A001", "A002", "A003"):
        journal.plan(ticket)
    worker = PrintWorker(printer, journal)
    seen: list[int | None] = []
    async with _working(worker):
        for _ in range(6):
            await asyncio.sleep(1)
            seen.append(worker.busy)
            await asyncio.sleep(1)
    assert None not in seen
    assert len(set(seen)) == len(seen)


async def test_a_printer_that_never_answers_is_standing_still(journal, printer) -> None:
    printer.takes_s = 1e9
    journal.plan("A001")
    worker = PrintWorker(printer, journal)
    async with _working(worker):
        await asyncio.sleep(1)
        before = worker.busy
        await asyncio.sleep(3600)
        assert worker.busy == before is not None
