"""What only a USB printer's device file does."""

import asyncio
import os

import pytest

from drivers.errors import TransportError
from drivers.transports import device_file
from tests.integration.drivers.printer_wires import MasterEnd


@pytest.fixture
async def opened(tmp_path):
    """A device file and the end behind it."""
    end = MasterEnd(tmp_path / "lp0")
    await end.open()
    transport = device_file.DeviceFileTransport(str(tmp_path / "lp0"))
    await transport.open()
    yield transport, end
    await transport.close()
    await end.close()


async def test_an_empty_answer_is_no_loss(opened, monkeypatch):
    transport, end = opened
    real, answers = os.read, [b""]

    def sometimes_empty(handle, count):
        return answers.pop() if answers and handle == transport._handle else real(handle, count)

    monkeypatch.setattr(device_file.os, "read", sometimes_empty)
    await end.write(b"!")
    async with asyncio.timeout(5):
        assert await transport.read() == b"!"


async def test_it_may_be_closed_while_it_rests_after_an_empty_answer(opened, monkeypatch):
    transport, end = opened
    monkeypatch.setattr(device_file.os, "read", lambda handle, count: b"")
    await end.write(b"!")
    await asyncio.sleep(0.02)
    await transport.close()
    with pytest.raises(TransportError):
        await transport.read()


async def test_an_error_of_the_device_is_a_loss(opened, monkeypatch):
    transport, end = opened

    def fail(handle, count):
        raise OSError(19, "No such device")

    monkeypatch.setattr(device_file.os, "read", fail)
    await end.write(b"!")
    with pytest.raises(TransportError, match="No such device"):
        async with asyncio.timeout(5):
            await transport.read()
