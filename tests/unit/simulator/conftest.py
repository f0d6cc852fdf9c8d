"""A printer under a hand-driven clock, and what came out of it."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from simulator.devices.events import Event, PaperOut
from simulator.devices.interfaces import Step
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.tickets import Ticket, TicketShelf


class Rig:
    """Feeds a printer and collects everything it says."""

    def __init__(self, **options: object) -> None:
        self.printer = TicketPrinter(PrinterOptions(**options))
        self.now = 0.0
        self.answers = b""
        self.events: list[Event] = []
        self.shelf = TicketShelf()

    def send(self, data: bytes) -> bytes:
        return self._keep(self.printer.feed(data, self.now))

    def hands(self, act: str, **parameters: float) -> bytes:
        return self._keep(self.printer.act(act, parameters, self.now))

    def wait(self, seconds: float) -> bytes:
        self.now += seconds
        return self._keep(self.printer.advance(self.now))

    def _keep(self, step: Step) -> bytes:
        self.answers += step.data
        self.events += step.events
        for event in step.events:
            if isinstance(event, PaperOut):
                self.shelf.add(event)
        return step.data

    @property
    def tickets(self) -> list[Ticket]:
        return self.shelf.kept()

    def picture(self, n: int) -> Image.Image:
        ticket = self.shelf.find(n)
        assert ticket is not None
        return Image.open(io.BytesIO(ticket.png())).convert("L")

    def happened(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
def rig() -> Callable[..., Rig]:
    """Makes a printer at 115200 baud and 200 mm/s, unless told otherwise."""
    return Rig


@pytest.fixture
def quick() -> Rig:
    """A printer that needs no time for anything."""
    return Rig(baud=0, speed_mm_s=0, boot_s=0)
