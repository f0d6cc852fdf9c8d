"""Microphone and loudspeaker of bare samples over every real wire, and back after a pulled cable."""

import asyncio
import socket

import pytest

from drivers.errors import TransportError
from drivers.interfaces import Sound
from drivers.loudspeaker.pcm.driver import PcmLoudspeaker
from drivers.microphone.pcm.driver import PcmMicrophone
from tests.integration.drivers.printer_wires import PtyWire, TcpWire
from tests.unit.drivers.sound.waiting import at_work, codes, until
from tests.unit.drivers.sound.waves import ramp

RATE_HZ = 22_050
BAUD = 921_600


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(params=["serial", "file", "tcp"])
async def wire(request, tmp_path):
    """A wire whose other end is plugged in, and its address."""
    port = unused_port()
    made = TcpWire(port) if request.param == "tcp" else PtyWire(tmp_path / "sound")
    made.address = (
        f"tcp:127.0.0.1:{port}" if request.param == "tcp" else f"{request.param}:{tmp_path / 'sound'}"
    )
    await made.device.open()
    yield made
    await made.device.close()


async def speak(wire, said: bytes) -> None:
    """A microphone's other end: `said`, 20 ms at a time, then a hall that is nearly quiet, for ever."""
    while True:
        piece, said = said[:640], said[640:]
        if wire.whole and getattr(wire.device._end, "_writer", wire) is not None:  # somebody is connected
            await wire.device.write(piece + b"\x01\x00" * ((640 - len(piece)) // 2))
        await asyncio.sleep(0.02)


async def hear(wire, heard: bytearray) -> None:
    """A loudspeaker's other end."""
    while True:
        try:
            heard += await wire.device.read()
        except TransportError:
            await asyncio.sleep(0.02)


async def test_what_is_said_arrives_and_a_pulled_cable_is_told(wire):
    microphone, heard = PcmMicrophone.open(wire.address, BAUD), bytearray()
    microphone.on_audio(heard.extend)
    async with at_work(microphone.run()):
        async with at_work(speak(wire, b"\x01\x00" * 16_000)):
            await until(lambda: microphone.status.usable)
        async with at_work(speak(wire, ramp(8_000))):
            await until(lambda: ramp(8_000) in heard)
            await wire.cut()
            await until(lambda: codes(microphone) == ["microphone_unplugged"])
        await wire.mend()
        await wire.device.open()
        async with at_work(speak(wire, b"")):
            await until(lambda: microphone.status.usable)


async def test_what_is_played_arrives_and_a_pulled_cable_is_told(wire):
    loudspeaker, heard = PcmLoudspeaker.open(wire.address, BAUD, RATE_HZ), bytearray()
    said = Sound(RATE_HZ, ramp(6_000))
    async with at_work(hear(wire, heard), loudspeaker.run()):
        await until(lambda: loudspeaker.status.usable)
        assert await loudspeaker.play(said) is True
        await until(lambda: said.pcm in heard)
        playing = asyncio.create_task(loudspeaker.play(Sound(RATE_HZ, ramp(60 * RATE_HZ))))
        await asyncio.sleep(0.2)
        await wire.cut()
        assert await playing is False
        await until(lambda: codes(loudspeaker) == ["loudspeaker_unplugged"])
        await wire.mend()
        await wire.device.open()
        await until(lambda: loudspeaker.status.usable)
        heard.clear()
        assert await loudspeaker.play(said) is True
        await until(lambda: said.pcm in heard)
