"""The driver prints over every real wire, and comes back after a pulled cable."""

import asyncio
import socket

import pytest

from drivers.errors import DeviceError
from drivers.interfaces import Proof, Raster
from drivers.ticket_printer.escpos.driver import EscPosPrinter
from tests.integration.drivers.printer_wires import PtyWire, TcpWire
from tests.unit.drivers.scripted_printer import ScriptedPrinter

PICTURE = Raster(576, (b"\xaa" * 72 + b"\x55" * 72) * 150)


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(params=["serial", "file", "tcp"])
async def printing(request, tmp_path):
    """The scripted printer and the driver at its address, connected."""
    port = unused_port()
    wire = TcpWire(port) if request.param == "tcp" else PtyWire(tmp_path / "printer")
    address = f"tcp:127.0.0.1:{port}" if request.param == "tcp" else f"{request.param}:{tmp_path / 'printer'}"
    scripted = ScriptedPrinter(wire)
    printer = EscPosPrinter.open(address, 115200, 576)
    tasks = [asyncio.create_task(scripted.run()), asyncio.create_task(printer.run())]
    await usable(printer)
    yield scripted, printer
    for task in reversed(tasks):
        task.cancel()
        await asyncio.wait({task})
    await wire.device.close()


async def until(condition) -> None:
    for _ in range(1500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to pass")


async def usable(printer: EscPosPrinter) -> None:
    await until(lambda: printer.status.usable)


async def test_a_ticket_is_printed_and_cut(printing):
    scripted, printer = printing
    assert await printer.print_raster(PICTURE, 1) is Proof.JOB_ID
    assert await printer.cut(1) is Proof.JOB_ID
    assert b"".join(scripted.paper.rows) == PICTURE.data
    assert scripted.paper.cuts == [PICTURE.rows]


async def test_a_pulled_cable_is_told_and_the_next_ticket_comes_after_it_is_back(printing):
    scripted, printer = printing
    await scripted.wire.cut()
    await until(lambda: [fault.code for fault in printer.status.faults] == ["printer_unplugged"])
    with pytest.raises(DeviceError):
        await printer.print_raster(PICTURE, 1)
    await scripted.wire.mend()
    await usable(printer)
    await printer.print_raster(PICTURE, 2)
    assert b"".join(scripted.paper.rows) == PICTURE.data
