"""The driver on a real printer: about 20 cm of paper; somebody stands by it."""

import asyncio

import pytest

from drivers.errors import NotReady
from drivers.interfaces import Proof, Raster
from drivers.status import DeviceState
from drivers.ticket_printer.escpos.driver import EscPosPrinter

pytestmark = pytest.mark.hardware


@pytest.fixture
async def printer(request, devices):
    """The printer of the command line, ready within ten seconds."""
    option = request.config.getoption
    made = EscPosPrinter.open(devices["printer"], option("--device-baud"), option("--device-width"))
    task = asyncio.create_task(made.run())
    for _ in range(200):
        if made.status.usable:
            break
        await asyncio.sleep(0.05)
    yield made
    task.cancel()
    await asyncio.wait({task})


@pytest.fixture
def stripes(request):
    """Diagonal stripes: a lost or doubled row can be seen; the bytes 10 04 are among them."""
    width = request.config.getoption("--device-width")
    patterns = [bytes((1 << shift,)) * (width // 8) for shift in range(8)]
    trap = (b"\x10\x04" * width)[: width // 8]
    return Raster(width, b"".join(patterns[row % 8] for row in range(120)) + trap * 16)


async def test_it_is_known_and_ready(printer):
    status = await printer.read_status()
    assert status.device is DeviceState.ONLINE
    assert printer.capabilities is not None


async def test_it_prints_and_cuts_with_proof(printer, stripes):
    proof = await printer.print_raster(stripes, 1)
    assert proof is printer.capabilities.proof
    assert await printer.cut(1) in Proof


async def test_three_tickets_in_a_row_are_three_papers(printer, stripes):
    for number in (2, 3, 4):
        await printer.print_raster(stripes, number)
        await printer.cut(number)


async def test_it_recovers_and_prints_again(printer, stripes):
    await printer.recover()
    await printer.print_raster(stripes, 5)
    await printer.cut(5)


async def test_its_bytes_are_understood(printer):
    await printer.read_status()
    assert printer.diagnostics()["noise_bytes"] == 0


async def test_another_width_is_refused(printer):
    with pytest.raises((ValueError, NotReady)):
        await printer.print_raster(Raster(8, b"\xff"), 6)
