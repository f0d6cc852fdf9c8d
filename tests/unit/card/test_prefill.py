"""A card's name on the ticket of a service that asks for it, in a whole robot."""

import asyncio
from pathlib import Path

import pytest

from drivers.interfaces import Proof, Raster
from drivers.status import DeviceState, PrinterStatus
from kiosk.build import World, robot
from kiosk.card.parts import CardParts
from kiosk.ticket.fields import TicketFields
from kiosk.ticket.render import TicketPress
from simulator.identity_card.qr import qr_text
from tests.support.cards import FakeScanner
from tests.support.chip_reader import ChipReader
from tests.support.virtual_card import issued, on_reader
from tests.unit.web.fakes import shipped, with_card_devices


class Printer:
    """Prints at once, and proves it."""

    def __init__(self) -> None:
        self.status = PrinterStatus(DeviceState.ONLINE)
        self.cuts = asyncio.Event()

    def on_status(self, listener: object) -> None:
        del listener

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def read_status(self) -> PrinterStatus:
        return self.status

    async def print_raster(self, picture: Raster, job_number: int) -> Proof:
        del picture, job_number
        return Proof.JOB_ID

    async def cut(self, job_number: int) -> Proof:
        del job_number
        self.cuts.set()
        return Proof.JOB_ID

    async def recover(self) -> None:
        pass


@pytest.mark.parametrize("card", [[], ["name", "masked_number"]])
async def test_the_ticket_bears_what_its_service_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, card: list[str]
) -> None:
    drawn: list[TicketFields] = []
    draw = TicketPress.picture
    monkeypatch.setattr(
        TicketPress, "picture", lambda press, fields: (drawn.append(fields), draw(press, fields))[1]
    )
    config = with_card_devices(shipped())
    services = [service.model_copy(update={"card": card}) for service in config.services]
    config = config.model_copy(update={"services": services})
    scanner, reader, printer, files = FakeScanner(), ChipReader(), Printer(), issued()
    world = World(
        open_cards=lambda *_: CardParts(reader, scanner),
        open_voice=lambda *_: None,
        open_printer=lambda _: printer,
    )
    async with robot(config, tmp_path, "http://127.0.0.1", world) as context, asyncio.timeout(20):
        visit, shown = context.visit, asyncio.Event()
        visit.on_screen(lambda screen: shown.set() if screen.name == "card_read" else None)
        visit.set_open(True)
        for choice in ("", "choice_read_card", "choice_agree_to_card"):
            await visit.post("choose" if choice else "touch", **({"choice": choice} if choice else {}))
        await asyncio.sleep(0)
        scanner.scan(qr_text(files.person))
        reader.lay_chip(on_reader(files))
        await shown.wait()
        await visit.post("choose", choice="choice_go_on")
        await visit.post("choose", choice="land")
        await visit.post("choose", choice="priority_none", request_id="r1")
        await printer.cuts.wait()
        assert visit.screen.ticket is not None
        for _ in range(100):
            if context.holders.of(visit.screen.ticket.ticket_id).name == "":
                break
            await asyncio.sleep(0.02)
        assert context.holders.of(visit.screen.ticket.ticket_id).name == ""
    fields = drawn[0]
    assert fields.name == (files.person.name if card else "")
    assert fields.number_of_card.strip("•") == (files.person.number[-3:] if card else "")
