"""Leaflets that nobody waits for any more, and what one life leaves to the next."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from drivers.errors import NotReady
from kiosk.leaflets import Leaflets, PaperTray
from kiosk.ticket.leaflet import Leaflet, Section
from state_machines.print_worker import PrintWorker

pytestmark = pytest.mark.looptime

BIRTH = Leaflet("UBND phường", "Đăng ký khai sinh", (Section("Giấy tờ", ("CCCD",), boxes=True),))


async def work(printer, journal, leaflets: Leaflets, seconds: float = 40.0) -> None:
    task = asyncio.create_task(PrintWorker(printer, PaperTray(journal, leaflets)).run())
    await asyncio.sleep(seconds)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_one_that_was_refused_and_forgotten_meanwhile_is_not_begun_again(
    journal, printer, log: list[str], tmp_path: Path
) -> None:
    leaflets = Leaflets(tmp_path / "robot-1.leaflet", 576)
    told: list[str] = []
    leaflets.on_change(lambda change: told.append(change[1]))
    leaflets.on_change(lambda change: leaflets.forget() if change[1] == "sent" else None)
    printer.script = [NotReady("cover open")]
    leaflets.order(BIRTH)
    await work(printer, journal, leaflets)
    assert told == ["planned", "sent", "not_needed"]
    assert len([line for line in log if line.startswith("bytes")]) <= 1
    assert leaflets.next_order() is None


async def test_a_mark_that_cannot_be_written_stops_no_printer(journal, printer, tmp_path: Path) -> None:
    leaflets = Leaflets(tmp_path / "gone" / "robot-1.leaflet", 576)
    told: list[str] = []
    leaflets.on_change(lambda change: told.append(change[1]))
    leaflets.order(BIRTH)
    await work(printer, journal, leaflets)
    assert told == ["planned", "sent", "done"]


async def test_the_mark_of_an_earlier_life_is_gone_once_a_ticket_is_whole(
    journal, printer, tmp_path: Path
) -> None:
    marker = tmp_path / "robot-1.leaflet"
    marker.touch()
    leaflets = Leaflets(marker, 576)
    assert leaflets.interrupted
    journal.plan("A001")
    await work(printer, journal, leaflets)
    assert not leaflets.interrupted and not marker.exists()
