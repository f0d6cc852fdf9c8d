"""Leaflets share the printer with tickets: after them, never instead of them, and nobody settles them."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from drivers.errors import InDoubt, NotReady
from kiosk.leaflets import FIRST_JOB, Leaflets, PaperTray
from kiosk.ticket.leaflet import Leaflet, Section, leaflet_picture
from state_machines.print_worker import PrintWorker

pytestmark = pytest.mark.looptime

BIRTH = Leaflet(
    "UBND phường", "Đăng ký khai sinh", (Section("Giấy tờ", ("CCCD", "Giấy chứng sinh"), boxes=True),)
)


@pytest.fixture
def leaflets(tmp_path: Path) -> Leaflets:
    return Leaflets(tmp_path / "robot-1.leaflet", 576)


@pytest.fixture
def told(leaflets: Leaflets) -> list[str]:
    """The states of the leaflets, as they came."""
    states: list[str] = []
    leaflets.on_change(lambda change: states.append(change[1]))
    return states


async def work(printer, journal, leaflets: Leaflets, seconds: float = 5.0) -> None:
    worker = PrintWorker(printer, PaperTray(journal, leaflets))
    task = asyncio.create_task(worker.run())
    await asyncio.sleep(seconds)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_a_ticket_that_waits_comes_before_a_leaflet(journal, printer, log: list[str], leaflets) -> None:
    leaflets.order(BIRTH)
    journal.plan("A001")
    await work(printer, journal, leaflets)
    assert [line for line in log if line.startswith("bytes")] == ["bytes 1", f"bytes {FIRST_JOB + 1}"]
    assert "done -1" not in log, "the journal knows nothing of leaflets"


async def test_how_it_went_is_told_and_nothing_is_left(journal, printer, leaflets, told: list[str]) -> None:
    leaflets.order(BIRTH)
    await work(printer, journal, leaflets)
    assert told == ["planned", "sent", "done"]
    assert leaflets.next_order() is None
    assert not leaflets.interrupted


async def test_a_doubt_is_told_once_and_not_printed_again(
    journal, printer, log: list[str], leaflets, told
) -> None:
    printer.script = [InDoubt("torn")]
    leaflets.order(BIRTH)
    await work(printer, journal, leaflets)
    assert told[-1] == "uncertain"
    assert len([line for line in log if line.startswith("bytes")]) == 1
    assert "recover" in log, "half a leaflet is cleared away before the next ticket"


async def test_a_refused_leaflet_waits_for_the_printer(journal, printer, leaflets, told) -> None:
    printer.script = [NotReady("cover open")]
    leaflets.order(BIRTH)
    await work(printer, journal, leaflets, 40.0)
    assert told == ["planned", "sent", "planned", "sent", "done"]


async def test_what_nobody_waits_for_is_not_begun(journal, printer, log: list[str], leaflets, told) -> None:
    leaflets.order(BIRTH)
    leaflets.forget()
    await work(printer, journal, leaflets)
    assert told[-1] == "not_needed"
    assert log == []


async def test_a_life_that_ended_amid_a_leaflet_is_seen_at_the_next_start(leaflets, tmp_path: Path) -> None:
    leaflets.order(BIRTH)
    assert not leaflets.interrupted
    leaflets.picture(-1)
    leaflets.sent(-1)
    assert Leaflets(tmp_path / "robot-1.leaflet", 576).interrupted


@pytest.mark.parametrize("width", [384, 512, 576])
def test_a_leaflet_fits_the_paper_and_has_a_box_a_document(width: int) -> None:
    picture = leaflet_picture(BIRTH, width)
    assert picture.width_dots == width
    longer = leaflet_picture(
        Leaflet("UBND phường", "Đăng ký khai sinh", (Section("Giấy tờ", ("CCCD " * 60,)),)), width
    )
    assert longer.rows > picture.rows
