"""Chunks, zeros and lost bytes of a microphone on a wire, in virtual time."""

import asyncio
import random

import numpy as np
import pytest

from drivers.microphone.chunks import Chunker
from drivers.microphone.pcm.driver import PcmMicrophone
from drivers.microphone.pcm.protocol import Aligner
from drivers.status import DeviceState
from drivers.transports.address import AddressError
from tests.unit.drivers.microphone.doors import PcmDoor
from tests.unit.drivers.sound.waiting import at_work, codes, until
from tests.unit.drivers.sound.waves import ramp, sine

QUIET = np.random.default_rng(3).integers(-3, 4, 16_000).astype("<i2").tobytes()


@pytest.mark.looptime
async def test_a_minute_of_zeros_is_worth_telling_and_nothing_else():
    door = PcmDoor()
    async with at_work(door.run(), door.microphone.run()):
        await until(lambda: door.microphone.status.usable)
        door.noise = b"\x00\x00"
        await asyncio.sleep(55)
        assert codes(door.microphone) == []
        await asyncio.sleep(6)
        assert codes(door.microphone) == ["microphone_silent"]
        assert door.microphone.status.device is DeviceState.ONLINE
        door.noise = b"\x01\x00"
        await asyncio.sleep(0.1)
        assert codes(door.microphone) == []


@pytest.mark.looptime
async def test_two_seconds_without_a_sample_are_a_loss():
    door = PcmDoor()
    async with at_work(door.run(), door.microphone.run()):
        await until(lambda: door.microphone.status.usable)
        await asyncio.sleep(1)
        door.stands_still = True
        await asyncio.sleep(1.8)
        assert codes(door.microphone) == []
        await asyncio.sleep(0.8)
        assert codes(door.microphone) == ["microphone_stopped"]


@pytest.mark.looptime
async def test_the_minute_begins_anew_after_an_outage():
    door = PcmDoor()
    async with at_work(door.run(), door.microphone.run()):
        await until(lambda: door.microphone.status.usable)
        door.noise = b"\x00\x00"
        await asyncio.sleep(50)
        door.unplug()
        await asyncio.sleep(5)
        door.plug()
        await asyncio.sleep(50)
        assert codes(door.microphone) == []


@pytest.mark.looptime
async def test_ten_minutes_without_a_device_are_one_outage_and_end_when_it_comes():
    door = PcmDoor()
    door.unplug()
    async with at_work(door.microphone.run()):
        await asyncio.sleep(600)
        assert codes(door.microphone) == ["microphone_unplugged"]
        assert door.microphone.link.outages == 1
        door.plug()
        async with at_work(door.run()):
            await asyncio.sleep(3)
            assert door.microphone.status.usable


@pytest.mark.parametrize("length", [1, 7, 639, 640, 641, 5_001, 65_536])
def test_chunks_hold_every_byte_whatever_the_wire_gave(length):
    chunker, sent = Chunker(), ramp(100_000)
    chunks = [chunk for at in range(0, len(sent), length) for chunk in chunker.feed(sent[at : at + length])]
    assert sent.startswith(b"".join(chunks))
    assert len(sent) - len(b"".join(chunks)) < 640
    assert all(640 <= len(chunk) <= 3200 and len(chunk) % 2 == 0 for chunk in chunks)


def test_a_new_wire_begins_with_a_whole_sample():
    chunker = Chunker()
    assert list(chunker.feed(b"\xff")) == []
    chunker.forget()
    assert next(chunker.feed(ramp(320))) == ramp(320)


def aligned(data: bytes, seed: int = 5) -> tuple[bytes, Aligner]:
    """What is made of it in pieces of any length."""
    aligner, chance, made, at = Aligner(), random.Random(seed), b"", 0
    while at < len(data):
        length = chance.randint(1, 4_000)
        made += aligner.feed(data[at : at + length])
        at += length
    return made, aligner


SPEECHLIKE = {
    "quiet hall": QUIET,
    "tone": sine(220, 1, 16_000),
    "loud": sine(3_000, 1, 16_000, loud=32_000),
    "noise": np.random.default_rng(4).integers(-30_000, 30_000, 16_000).astype("<i2").tobytes(),
    "eight bits": (np.frombuffer(sine(500, 1, 16_000), "<i2") // 256 * 256).astype("<i2").tobytes(),
    "zeros": bytes(32_000),
    "constant": b"\x12\x34" * 16_000,
}


@pytest.mark.parametrize("name", SPEECHLIKE)
def test_samples_that_are_well_are_left_as_they_are(name):
    made, aligner = aligned(SPEECHLIKE[name])
    assert (made == SPEECHLIKE[name], aligner.shifts) == (True, 0)


@pytest.mark.parametrize("name", ["quiet hall", "tone"])
@pytest.mark.parametrize("seed", range(5))
def test_a_lost_byte_is_found_out_within_half_a_second(name, seed):
    sound = SPEECHLIKE[name]
    made, aligner = aligned(sound[:10_001] + sound[10_002:], seed)
    assert aligner.shifts == 1
    assert len(made) % 2 == 0
    assert made.endswith(sound[-6_000:])


def test_a_wire_that_begins_amid_a_sample_is_found_out():
    made, aligner = aligned(sine(220, 1, 16_000)[1:])
    assert aligner.shifts == 1
    assert made.endswith(sine(220, 1, 16_000)[-20_000:])


def test_each_further_lost_byte_is_found_out_too():
    sound = sine(220, 1, 16_000)
    made, aligner = aligned((sound + sound[1:]) * 3)
    assert aligner.shifts >= 3
    assert len(made) % 2 == 0


def test_a_wire_that_nobody_knows_is_refused():
    with pytest.raises(AddressError):
        PcmMicrophone.open("bluetooth:headset", 921_600)


def test_a_serial_line_of_samples_has_no_flow_control(monkeypatch):
    opened = []
    monkeypatch.setattr(
        "drivers.sound.wire.transport_at", lambda address, baud: opened.append((address, baud))
    )
    PcmMicrophone.open("serial:/dev/ttyACM0", 921_600)
    PcmMicrophone.open("serial:/dev/ttyACM0?flow=rtscts", 460_800)
    PcmMicrophone.open("tcp:192.0.2.9:7000", 1)
    assert opened == [
        ("serial:/dev/ttyACM0?flow=none", 921_600),
        ("serial:/dev/ttyACM0?flow=rtscts", 460_800),
        ("tcp:192.0.2.9:7000", 1),
    ]
