"""The paper rule in every order of failures: intent before bytes, done with proof, a doubt reprinted."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import product

import pytest

from drivers.errors import DeviceError, InDoubt, NotReady, TransportError
from drivers.status import Action, DeviceState, Fault, PrinterStatus
from state_machines.print_worker import PrintWorker

pytestmark = pytest.mark.looptime

OFFLINE = PrinterStatus(DeviceState.OFFLINE)
ONLINE = PrinterStatus(DeviceState.ONLINE)
NO_PAPER = PrinterStatus(DeviceState.USER_ERROR, (Fault("paper_out", Action.CLEAR),))


@asynccontextmanager
async def working(worker: PrintWorker) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(worker.run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def keeps_the_paper_rule(log: list[str], journal) -> None:
    """Judges the log: every byte has its intent, every end its place, every doubt its reprint."""
    open_intent: str | None = None
    acts: list[str] = []
    for line in log:
        act, _, job = line.partition(" ")
        if act == "sent":
            assert open_intent is None, "two papers at a time"
            open_intent, acts = job, []
        elif act in ("bytes", "cut"):
            assert job == open_intent, "a byte left without its intent"
            acts.append(act)
        elif act in ("done", "uncertain", "not_sent"):
            assert job == open_intent, "a result without an intent"
            assert act != "done" or acts == ["bytes", "cut"], "done without both proofs"
            assert act != "not_sent" or acts == ["bytes"], "taken back after bytes may have left"
            open_intent = None
    for attempt in journal.attempts.values():
        if attempt.state == "uncertain" and attempt.order.copy <= journal.reprints:
            again = [a for a in journal.attempts.values() if a.order.copy == attempt.order.copy + 1]
            assert [a.order.ticket_id for a in again].count(attempt.order.ticket_id) == 1


async def test_a_planned_paper_is_printed_cut_and_done(journal, printer, log: list[str]) -> None:
    journal.plan("A001")
    worker = PrintWorker(printer, journal)
    async with working(worker):
        await asyncio.sleep(1)
    assert log == ["sent 1", "bytes 1", "cut 1", "done 1"]
    assert worker.state == "presented"


async def test_papers_come_out_in_the_order_of_their_numbers(journal, printer) -> None:
    for number in range(50):
        journal.plan(f"A{number:03}")
    async with working(PrintWorker(printer, journal)):
        await asyncio.sleep(1)
    assert printer.paper == [str(n) for n in range(1, 51)]


async def test_a_kick_wakes_the_worker_at_once(journal, printer) -> None:
    worker = PrintWorker(printer, journal)
    async with working(worker):
        await asyncio.sleep(5)
        journal.plan("A001")
        worker.kick()
        await asyncio.sleep(0.1)
        assert journal.states() == ["done"]


async def test_a_missed_kick_is_made_up_for(journal, printer) -> None:
    async with working(PrintWorker(printer, journal)):
        await asyncio.sleep(5)
        journal.plan("A001")
        await asyncio.sleep(31)
    assert journal.states() == ["done"]


@pytest.mark.parametrize("status", [OFFLINE, NO_PAPER])
async def test_a_printer_that_cannot_print_is_waited_for_without_an_intent(
    journal, printer, log: list[str], status: PrinterStatus
) -> None:
    printer.become(status)
    journal.plan("A001")
    worker = PrintWorker(printer, journal)
    async with working(worker):
        await asyncio.sleep(3600)
        assert (log, journal.states(), worker.state) == ([], ["planned"], "waiting")
        assert worker.cause in ("offline", "paper_out")
        printer.become(ONLINE)
        await asyncio.sleep(0.5)
    assert journal.states() == ["done"]


async def test_waiting_is_no_busy_loop(journal, printer) -> None:
    asked = 0
    next_order = journal.next_order

    async def counted():
        nonlocal asked
        asked += 1
        return await next_order()

    journal.next_order = counted
    worker = PrintWorker(printer, journal)
    printer.become(OFFLINE)
    journal.plan("A001")
    async with working(worker):
        await asyncio.sleep(3600)
    assert asked <= 3600 / 30 + 2
    assert printer.asked <= 3600 / 30 + 2


async def test_a_refusal_takes_the_intent_back(journal, printer, log: list[str]) -> None:
    printer.script = [NotReady("cover open")]
    journal.plan("A001")
    worker = PrintWorker(printer, journal)
    async with working(worker):
        await asyncio.sleep(1)
        assert journal.attempts[1].history == ["planned", "sent", "planned"]
        assert (worker.state, worker.cause) == ("waiting", "cover open")
        printer.become(ONLINE)
        await asyncio.sleep(1)
    assert log == ["sent 1", "bytes 1", "not_sent 1", "sent 1", "bytes 1", "cut 1", "done 1"]


async def test_a_number_called_meanwhile_needs_no_paper(journal, printer) -> None:
    printer.become(OFFLINE)
    journal.plan("A001")
    journal.plan("A002")
    worker = PrintWorker(printer, journal)
    async with working(worker):
        await asyncio.sleep(10)
        journal.unwanted.add("A001")
        printer.become(ONLINE)
        await asyncio.sleep(1)
    assert journal.states() == ["not_needed", "done"]
    assert printer.paper == ["2"]


@pytest.mark.parametrize(
    "script",
    [[InDoubt("cable")], [None, InDoubt("cutter")], [None, NotReady("cover")], [TransportError("?")]],
)
async def test_a_doubt_is_journalled_the_printer_cleared_and_a_reprint_made(
    journal, printer, log: list[str], script: list[DeviceError | None]
) -> None:
    printer.script = script
    journal.plan("A001")
    async with working(PrintWorker(printer, journal)):
        await asyncio.sleep(1)
    assert journal.states() == ["uncertain", "done"]
    assert journal.attempts[2].order.copy == 2
    assert log.index("uncertain 1") < log.index("recover") < log.index("sent 2")
    keeps_the_paper_rule(log, journal)


async def test_a_printer_that_cannot_be_cleared_gets_no_job(journal, printer, log: list[str]) -> None:
    printer.script = [InDoubt("cable")]
    printer.recover_script = [InDoubt("silent"), NotReady("silent"), NotReady("silent")]
    journal.plan("A001")
    async with working(PrintWorker(printer, journal)):
        await asyncio.sleep(3600)
    assert log.count("recover") == 4
    assert journal.states() == ["uncertain", "done"]
    keeps_the_paper_rule(log, journal)


async def test_after_a_crash_the_printer_is_cleared_before_the_first_paper(
    journal, printer, log: list[str]
) -> None:
    printer.recover_script = [NotReady("silent")]
    journal.plan("A001", copy=2)
    async with working(PrintWorker(printer, journal, unclean=True)):
        await asyncio.sleep(60)
    assert log == ["recover", "recover", "sent 1", "bytes 1", "cut 1", "done 1"]


async def test_reprints_end_at_the_sites_limit(journal, printer, log: list[str]) -> None:
    printer.script = [InDoubt("bad day")] * 3
    journal.plan("A001")
    async with working(PrintWorker(printer, journal)):
        await asyncio.sleep(10)
        journal.plan("A002")
        await asyncio.sleep(31)
    assert journal.states() == ["uncertain", "uncertain", "uncertain", "done"]
    keeps_the_paper_rule(log, journal)


async def test_a_flapping_status_neither_loses_nor_doubles_paper(journal, printer, log: list[str]) -> None:
    journal.plan("A001")
    printer.script = [NotReady("flap")] * 5
    async with working(PrintWorker(printer, journal)):
        for _ in range(2000):
            printer.become(OFFLINE)
            await asyncio.sleep(0.001)
            printer.become(ONLINE)
            await asyncio.sleep(0.001)
        await asyncio.sleep(5)
    assert journal.states() == ["done"]
    assert log.count("not_sent 1") == 5
    keeps_the_paper_rule(log, journal)


async def test_a_printer_that_flaps_and_refuses_is_not_tried_without_a_pause(
    journal, printer, log: list[str]
) -> None:
    printer.script = [NotReady("flap")] * 10_000
    journal.plan("A001")
    async with working(PrintWorker(printer, journal)):
        for _ in range(5_000):
            printer.become(ONLINE)
            await asyncio.sleep(0.002)
    assert log.count("sent 1") <= 10 / 0.2 + 1


@pytest.mark.parametrize("after_s", [0.5, 1.5])
async def test_a_cancelled_worker_leaves_the_intent_in_the_journal(journal, printer, after_s: float) -> None:
    printer.takes_s = 1
    journal.plan("A001")
    async with working(PrintWorker(printer, journal)):
        await asyncio.sleep(after_s)
    assert journal.states() == ["sent"]


@pytest.mark.parametrize("step", ["sent", "done", "uncertain", "not_sent"])
async def test_after_a_crash_of_the_journal_the_next_run_settles_the_paper(
    journal, printer, log: list[str], step: str
) -> None:
    printer.script = {"uncertain": [InDoubt("cable")], "not_sent": [NotReady("cover")]}.get(step, [])
    journal.broken[step] = OSError("disk full")
    journal.plan("A001")
    worker = PrintWorker(printer, journal)
    with pytest.raises(OSError, match="disk full"):
        await worker.run()
    assert journal.states() == (["planned"] if step == "sent" else ["sent"])
    async with working(worker):
        await asyncio.sleep(1)
    assert journal.states() == (["done"] if step == "sent" else ["uncertain", "done"])
    keeps_the_paper_rule([line for line in log if line != "recover"], journal)


async def test_an_error_that_is_no_device_error_ends_the_run_and_the_paper_is_in_doubt(
    journal, printer
) -> None:
    printer.script = [ZeroDivisionError("a bug")]
    journal.plan("A001")
    worker = PrintWorker(printer, journal)
    with pytest.raises(ZeroDivisionError):
        await worker.run()
    async with working(worker):
        await asyncio.sleep(1)
    assert journal.states() == ["uncertain", "done"]


OUTCOMES = (None, NotReady("n"), InDoubt("i"), DeviceError("d"))


@pytest.mark.parametrize("script", list(product(OUTCOMES, repeat=4)), ids=str)
async def test_the_paper_rule_holds_in_every_order_of_failures(
    journal, printer, log: list[str], script: tuple[DeviceError | None, ...]
) -> None:
    printer.script = list(script)
    printer.recover_script = [None, InDoubt("silent"), None, NotReady("silent")]
    for number in ("A001", "A002"):
        journal.plan(number)
    async with working(PrintWorker(printer, journal)):
        await asyncio.sleep(600)
    keeps_the_paper_rule(log, journal)
    assert set(journal.states()) <= {"done", "uncertain"}
    done = {a.order.ticket_id for a in journal.attempts.values() if a.state == "done"}
    given_up = {a.order.ticket_id for a in journal.attempts.values() if a.order.copy > journal.reprints}
    assert done | given_up == {"A001", "A002"}
