"""The tests' own printer, on a memory wire."""

import asyncio

import pytest

from drivers.transports.memory import MemoryWire
from tests.unit.drivers.scripted_printer import ScriptedPrinter, decode_picture


@pytest.fixture(scope="session")
def decoded():
    return decode_picture


@pytest.fixture
async def scripted():
    """A running scripted printer on a memory wire."""
    printer = ScriptedPrinter(MemoryWire(stall_s=1.0))
    task = asyncio.create_task(printer.run())
    yield printer
    task.cancel()
    await asyncio.wait({task})
