"""The recorder tells both directions with their time and changes nothing."""

import logging

import pytest

from drivers.errors import TransportError
from drivers.transports.inbox import LIMIT_BYTES, Inbox
from drivers.transports.memory import MemoryWire
from drivers.transports.recording import Direction, RecordingTransport

pytestmark = pytest.mark.looptime


async def test_both_directions_are_told_with_their_time():
    wire, heard = MemoryWire(), []
    recorded = RecordingTransport(wire.host, "thing", lambda *what: heard.append(what))
    await wire.device.open()
    await recorded.open()
    await recorded.write(b"ask")
    await wire.device.write(b"answer")
    assert await recorded.read() == b"answer"
    assert [what[:2] for what in heard] == [(Direction.OUT, b"ask"), (Direction.IN, b"answer")]
    assert all(at >= 0 for _, _, at in heard)


async def test_the_log_has_the_wire_in_hex_and_long_writes_shortened(caplog):
    caplog.set_level(logging.DEBUG, "drivers.transports.recording")
    wire = MemoryWire()
    recorded = RecordingTransport(wire.host, "thing")
    await wire.device.open()
    await recorded.open()
    await recorded.write(b"\x1b@")
    await recorded.write(bytes(100))
    lines = [record.getMessage() for record in caplog.records]
    assert lines[0] == "thing >> 1b 40 bytes=2"
    assert lines[1].endswith("00… bytes=100")


async def test_a_flood_that_nobody_reads_is_a_lost_wire():
    inbox = Inbox()
    inbox.put(bytes(LIMIT_BYTES))
    inbox.put(b"x")
    assert len(await inbox.get()) == LIMIT_BYTES
    with pytest.raises(TransportError, match="more bytes"):
        await inbox.get()
