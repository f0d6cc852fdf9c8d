"""The hall: what people see and can touch."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import TypeVar

from kiosk.config.schema import Config
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.facts import Witness
from kiosk.rehearsal.stage.clock import OfficeClock
from kiosk.rehearsal.stage.disk import Disk
from kiosk.rehearsal.stage.life import Dark, Surroundings
from kiosk.rehearsal.stage.lives import Lives
from kiosk.rehearsal.stage.printer_watch import Pictures
from kiosk.web.context import WebContext
from simulator.clock import SimulationClock
from simulator.devices.events import Event, Happened, PaperOut
from simulator.devices.interfaces import PUBLIC
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.station import Station
from simulator.wires.line import Line

T = TypeVar("T")


class Hall:
    """One office with its robot, for as long as its database lasts."""

    def __init__(
        self,
        config: Config,
        data: Path,
        clock: OfficeClock,
        witness: Witness,
        chance: Chance,
        on_edge: Callable[[], None],
    ) -> None:
        self.config = config
        self.clock = clock
        self.witness = witness
        self.chance = chance
        self.in_front = asyncio.Lock()
        self.disk = Disk(chance.stream("disk"), witness)
        self.station = _station(config, chance.stream("wire"))
        self.station.on_events(self._tell_events)
        self._pictures = Pictures()
        self._printed: set[int] = set()
        around = Surroundings(
            config, data, self.disk, self.station, self._pictures, clock, witness, chance.of("robot")
        )
        self.lives = Lives(around, on_edge)

    @property
    def robot(self) -> WebContext | None:
        """The robot, while one is alive."""
        return self.lives.context

    def day_s(self) -> float:
        """True seconds after midnight."""
        return self.clock.day_s()

    async def ask(self, act: Callable[[WebContext], Awaitable[T]]) -> T:
        """What the robot answers. Raises `Dark` as a lost connection, else what `act` raises."""
        life = self.lives.life
        if life is None:
            raise Dark
        return await life.ask(act)

    def hands(self, act: str, **parameters: float) -> None:
        """Somebody does something to the printer or its cable. Raises `ActRefused`."""
        self.witness.tell("hands", act=act)
        self.station.act(act, parameters)

    def paper_came_out(self, job: int) -> bool:
        """Whether a piece of paper with the whole picture of this job has come out."""
        return job in self._printed

    def close(self) -> None:
        """Nobody uses it any more."""
        self.station.close()
        self.disk.close()

    def _tell_events(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, PaperOut):
                self._tell_paper(event)
            elif isinstance(event, Happened):
                self.witness.tell("printer", what=event.what, detail=event.detail)

    def _tell_paper(self, paper: PaperOut) -> None:
        jobs, rest = self._pictures.on(paper.rows)
        self._printed.update(jobs)
        told = ",".join(map(str, jobs))
        self.witness.tell("paper", jobs=told, cut=paper.cut, reason=paper.reason, rest=rest)


def _station(config: Config, chance: Random) -> Station:
    """The printer at its cable."""
    loop = asyncio.get_running_loop()
    settings = config.devices.printer
    options = PrinterOptions(connectors=(PUBLIC,))
    if settings is not None:
        options = PrinterOptions(settings.baud, width_dots=settings.width_dots, connectors=(PUBLIC,))
    return Station(Line(TicketPrinter(options), chance), SimulationClock(loop.time), loop)
