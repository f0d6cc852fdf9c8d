"""A life of the whole robot in virtual time: it starts, gives numbers and paper, staff call, it stops."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from drivers.interfaces import TicketPrinter as PrinterDriver
from drivers.ticket_printer.escpos.driver import EscPosPrinter
from kiosk.build import World, robot
from kiosk.config.device_schema import PrinterSettings
from kiosk.config.schema import Config
from kiosk.desk.model import NotAllowed
from kiosk.desk.store import Store, StoreError
from kiosk.rehearsal.stage.loop import run
from kiosk.rehearsal.stage.store import InLoopStore
from kiosk.rehearsal.stage.wire import StationWire
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED
from kiosk.web.context import WebContext
from simulator.clock import SimulationClock
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.station import Station
from simulator.wires.line import Line
from tests.torture.disk_faults.record import Record, complaint, record
from tests.torture.disk_faults.runs import Run

BEGINS = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SERVICE, COUNTER = "civil_status", "1"
HEALED_AFTER_S = 8.0
LOOK_S = 0.5
LIMIT_S = 120.0
BETWEEN_VISITS_S = 1.0
FINISHED = 2  # visits that got their number


class LoopClock:
    """The morning, as the loop's time passes."""

    def now(self) -> datetime:
        return BEGINS + timedelta(seconds=asyncio.get_running_loop().time())


class RobotLife:
    """`Scenario`: one disk fault anywhere in a life of the robot."""

    name = "life"

    def __init__(self) -> None:
        self._config = load_config(SHIPPED)

    def run(self, run_: Run) -> None:
        """Live it, then judge what is on disk and what came out of the printer."""
        life = _Life(self._config, run_)
        with _crashes_heard(run_):
            run(life.live)
        run_.disk.heal()
        life.judge(record(run_.path))


class _Life:
    def __init__(self, config: Config, run: Run) -> None:
        self._config = config
        self._run = run
        self._shown: list[str] = []
        self._ids = (f"T{number:011d}" for number in count(1))
        self._papers = 0

    async def live(self) -> None:
        """Start, twice if the disk was bad the first time; never longer than the limit."""
        loop = asyncio.get_running_loop()
        line = Line(TicketPrinter(PrinterOptions()), Random(1))
        self._station = Station(line, SimulationClock(loop.time), loop)
        self._run.disk.arm(self._run.fault)
        healing = asyncio.create_task(self._heal_in_time())
        try:
            async with asyncio.timeout(LIMIT_S):
                if not await self._starts_and_works():
                    self._run.disk.heal()
                    if not await self._starts_and_works():
                        self._run.complain("does not start although the disk is well again")
        except TimeoutError:
            self._run.complain(f"did not end within {LIMIT_S:g} s")
        finally:
            healing.cancel()
            self._papers = len(self._station.tickets.kept())
            self._station.close()

    def judge(self, found: Record) -> None:
        """What screens showed is kept; each kept number is the next; papers and proofs are as many."""
        tickets, effects = found[0], found[1]
        numbers = [str(number) for number, *_ in tickets]
        if numbers != [f"A{n:03d}" for n in range(1, len(numbers) + 1)]:
            self._run.complain(f"numbers are {numbers}")
        if lost := set(self._shown) - set(numbers):
            self._run.complain(f"shown on the screen and not kept: {lost}")
        if len(self._shown) != FINISHED:
            self._run.complain(f"shown: {self._shown}")
        proved = sum(state == "done" for *_, state, _ in effects)
        if any(state in ("planned", "sent") for *_, state, _ in effects):
            self._run.complain(f"still to be printed: {effects}")
        if not proved <= self._papers <= len(effects):
            self._run.complain(f"{self._papers} papers for {effects}")
        if found[-1] != (("ok",),):
            self._run.complain(f"damaged: {found[-1]}")

    async def _heal_in_time(self) -> None:
        while not self._run.disk.refused:  # noqa: ASYNC110 - the disk knows no event loop
            await asyncio.sleep(LOOK_S)
        await asyncio.sleep(HEALED_AFTER_S)
        self._run.disk.heal()

    async def _starts_and_works(self) -> bool:
        """False when it did not start, and said why."""
        started = False
        world = World(
            LoopClock(),
            self._open_store,
            self._open_printer,
            lambda: next(self._ids),
            open_voice=lambda *_: None,
        )
        try:
            async with robot(self._config, self._run.folder, "http://127.0.0.1:1", world) as context:
                started = True
                await self._work(context)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is judged
            if wrong := complaint(error):
                self._run.complain(f"{'the end' if started else 'the start'}: {wrong}")
        return started

    async def _work(self, context: WebContext) -> None:
        while len(self._shown) < FINISHED:
            await self._visit(context)
        while not await self._all_printed(context):  # noqa: ASYNC110 - looked at as a person would
            await asyncio.sleep(LOOK_S)
        await self._until_done(lambda: context.desk.call_next(COUNTER, request_id="call", actor="an"))
        await self._until_done(lambda: context.desk.finish(COUNTER, request_id="finish", actor="an"))
        await asyncio.sleep(HEALED_AFTER_S)
        if any(trouble.device == "desk" for trouble in context.troubles.current()):
            self._run.complain("the desk is still reported as failing")

    async def _visit(self, context: WebContext) -> None:
        """Somebody comes until they see a number or a message."""
        visit, request_id = context.visit, f"r{len(self._shown)}"
        await visit.post("touch")
        await visit.post("choose", choice=SERVICE)
        await visit.post("choose", choice="priority_none", request_id=request_id)
        if visit.screen.name == "ticket" and visit.screen.ticket:
            self._shown.append(visit.screen.ticket.number)
            await visit.post("done")
        elif visit.screen.name == "trouble":
            await visit.post("restart")
            await asyncio.sleep(BETWEEN_VISITS_S)
        else:
            self._run.complain(f"the screen shows {visit.screen.name}")

    async def _all_printed(self, context: WebContext) -> bool:
        try:
            states = [await context.journal.paper_state(f"T{n:011d}") for n in range(1, 9)]
        except StoreError:
            return False
        return not {"planned", "sent", "uncertain"} & set(states)

    async def _until_done(self, step: Callable[[], Awaitable[Any]]) -> None:
        while True:
            try:
                await step()
            except StoreError as error:
                if wrong := complaint(error):
                    self._run.complain(wrong)
                await asyncio.sleep(LOOK_S)
            except NotAllowed as error:
                return self._run.complain(f"refused: {error}")
            else:
                return None

    async def _open_store(self, path: Path) -> Store:
        return InLoopStore(path)

    def _open_printer(self, settings: PrinterSettings) -> PrinterDriver:
        wire = StationWire(self._station, settings.baud)
        return EscPosPrinter(wire, settings.width_dots, settings.baud, Random(1))


@contextmanager
def _crashes_heard(run: Run) -> Iterator[None]:
    """An error that is logged is a complaint, unless it is the store's; nothing else is logged meanwhile."""

    class Ear(logging.Handler):
        def emit(self, entry: logging.LogRecord) -> None:
            if entry.exc_info and not isinstance(entry.exc_info[1], StoreError):
                run.complain(f"{entry.getMessage()}: {entry.exc_info[1]!r}")

    ear, root = Ear(logging.WARNING), logging.getLogger()
    kept = root.handlers[:]
    root.handlers[:] = [ear]
    try:
        yield
    finally:
        root.handlers[:] = kept
