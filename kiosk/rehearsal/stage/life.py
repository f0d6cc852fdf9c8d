"""One life of the robot: from its start to a stop, or to a crash at any await."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from drivers.interfaces import TicketPrinter
from drivers.ticket_printer.escpos.driver import EscPosPrinter
from kiosk.build import World, robot
from kiosk.config.device_schema import PrinterSettings
from kiosk.config.schema import Config
from kiosk.desk.model import Issued
from kiosk.desk.numbers import new_ticket_id
from kiosk.desk.outcome import Outcome
from kiosk.desk.store import Store
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.facts import Witness
from kiosk.rehearsal.stage.clock import OfficeClock
from kiosk.rehearsal.stage.disk import Disk
from kiosk.rehearsal.stage.observers import observe
from kiosk.rehearsal.stage.printer_watch import Pictures, WatchedPrinter
from kiosk.rehearsal.stage.store import InLoopStore
from kiosk.rehearsal.stage.wire import StationWire
from kiosk.web.context import WebContext
from simulator.station import Station

T = TypeVar("T")
URL = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What outlives the robot's lives: its folder, its disk, its printer, the office's clock."""

    config: Config
    data: Path
    disk: Disk
    station: Station
    pictures: Pictures
    clock: OfficeClock
    witness: Witness
    chance: Chance


class Dark(Exception):
    """No robot is alive, or it died before it answered."""


class Life:
    """The robot's `number`-th life. `context` is there from `up` until the end."""

    def __init__(self, number: int, around: Surroundings) -> None:
        self.number = number
        self.context: WebContext | None = None
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._around = around
        self._ids = around.chance.stream("tickets", number)
        self._stores: list[InLoopStore] = []
        self._wires: list[StationWire] = []
        self._printers: list[WatchedPrinter] = []
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> WebContext:
        """Come up. Raises `Dark` when it crashes meanwhile, else what the start raises."""
        up: asyncio.Future[WebContext] = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._live(up.set_result), name=f"life {self.number}")
        await first_of(up, self._task)
        if self.ended.done():
            raise Dark
        if not up.done():
            self._over()
            self._task.result()
        self.context = up.result()
        return self.context

    async def ask(self, act: Callable[[WebContext], Awaitable[T]]) -> T:
        """What the robot answers. Raises `Dark`, else what `act` raises."""
        if self.context is None:
            raise Dark
        task = asyncio.ensure_future(act(self.context))
        await first_of(task, self.ended)
        if self.ended.done():
            task.cancel()
            await asyncio.wait({task})
            raise Dark
        return task.result()

    async def stop(self) -> None:
        """Come to an end as a program that is asked to."""
        self._stop.set()
        if self._task is not None:
            await asyncio.wait({self._task})
        self._over()

    def crash(self) -> None:
        """Be dead at once; what still unwinds reaches neither the disk nor the wire nor the witness."""
        self._over()
        for printer in self._printers:
            printer.silence()
        for store in self._stores:
            store.cut()
        for wire in self._wires:
            wire.cut()
        if self._task is not None:
            self._task.cancel()

    async def buried(self) -> None:
        """Until nothing of it unwinds any more."""
        if self._task is not None:
            await asyncio.wait({self._task})

    def _over(self) -> None:
        self.context = None
        if not self.ended.done():
            self.ended.set_result(None)

    async def _live(self, up: Callable[[WebContext], None]) -> None:
        around = self._around
        world = World(
            around.clock,
            self._open_store,
            self._open_printer,
            partial(new_ticket_id, self._ids.choice),
            open_voice=lambda *_: None,
        )
        async with robot(around.config, around.data, URL, world) as context:
            observe(context, around.witness, self.ended)
            up(context)
            await self._stop.wait()

    async def _open_store(self, path: Path) -> Store:
        disk = self._around.disk
        store = InLoopStore(path, disk.connect, disk.latency_s, self._committed)
        self._stores.append(store)
        return store

    def _committed(self, done: object) -> None:
        """A new number is kept, before anybody is told."""
        issued = done.answer if isinstance(done, Outcome) else None
        if isinstance(issued, Issued) and not issued.repeated:
            ticket = issued.place.ticket
            self._around.witness.tell(
                "kept",
                ticket=ticket.ticket_id,
                number=ticket.number,
                service=ticket.service,
                priority=ticket.priority,
            )

    def _open_printer(self, settings: PrinterSettings) -> TicketPrinter:
        wire = StationWire(self._around.station, settings.baud)
        chance = self._around.chance.stream("driver", self.number)
        driver = EscPosPrinter(wire, settings.width_dots, settings.baud, chance)
        printer = WatchedPrinter(driver, self._around.pictures, self._around.witness)
        self._wires.append(wire)
        self._printers.append(printer)
        return printer


async def first_of(*futures: asyncio.Future[Any]) -> None:
    """Until one of them is done."""
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
