"""Microphone, loudspeaker and citizens together, in virtual time and over wires of memory."""

import asyncio
import random
from contextlib import asynccontextmanager

import numpy as np
import pytest

from simulator.acoustics import Acoustics, AcousticsOptions
from simulator.clock import SimulationClock
from simulator.devices.interfaces import PUBLIC
from simulator.devices.microphone.options import MicrophoneOptions
from simulator.sound.samples import level_db, pcm_of, samples_of
from simulator.speech import citizens as citizens_module
from simulator.speech.saying import Saying
from simulator.speech.voice import Voice, VoiceFailed
from simulator.trace import Trace

pytestmark = pytest.mark.looptime
HALF_A_SECOND = pcm_of(np.full(8000, 0.1, np.float32))


def loud(seconds: float) -> bytes:
    return pcm_of((0.2 * np.sin(np.arange(int(seconds * 22_050)) / 8)).astype(np.float32))


class MemoryWire:
    """A host's end of a wire that never leaves the process."""

    def __init__(self, station) -> None:
        self.heard = b""
        self.station = station
        station.add_wire(PUBLIC, self)
        station.set_host(PUBLIC, True, 0)

    def send(self, data: bytes) -> None:
        self.heard += data

    def look(self) -> None:
        pass

    async def play(self, pcm: bytes) -> None:
        while pcm:
            room = self.station.room(PUBLIC)
            self.station.feed(PUBLIC, pcm[:room])
            pcm = pcm[room:]
            await asyncio.sleep(0.02)


async def spoken_at_once(voice: Voice, saying: Saying) -> bytes:
    """Instead of espeak-ng: time is virtual here, its process is not."""
    if saying.text == "hỏng":
        raise VoiceFailed("no voice today")
    return HALF_A_SECOND


@asynccontextmanager
async def hall():
    """The room with both devices; made in the test, whose time begins at zero."""
    loop = asyncio.get_running_loop()
    options = AcousticsOptions(MicrophoneOptions(floor_db=-80))
    made = Acoustics(options, random.Random(1), SimulationClock(loop.time), loop, Trace())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Voice, "spoken", spoken_at_once)
        yield made
        await made.close()


async def test_the_microphone_keeps_time():
    async with hall() as acoustics:
        wire = MemoryWire(acoustics.microphone)
        await asyncio.sleep(20.001)
        assert len(wire.heard) == 20 * 32_000


async def test_what_a_citizen_says_is_on_the_wire():
    async with hall() as acoustics:
        wire = MemoryWire(acoustics.microphone)
        await asyncio.sleep(1.0)
        spoken = await acoustics.citizens.say(Saying("xin chào"))
        await asyncio.sleep(1.0)
        parts = samples_of(wire.heard)[: 31 * 1600 // 2 * 2].reshape(-1, 800)
        heard = [n * 0.05 for n, part in enumerate(parts) if level_db(part) > -40]
        assert spoken.ends - spoken.began == 0.5
        assert heard[0] == pytest.approx(spoken.began, abs=0.06)
        assert heard[-1] == pytest.approx(spoken.ends, abs=0.1)


async def test_what_the_robot_says_is_kept_and_comes_back_as_an_echo():
    async with hall() as acoustics:
        ear, mouth = MemoryWire(acoustics.microphone), MemoryWire(acoustics.loudspeaker)
        acoustics.microphone.act("echo", {"echo_db": -20})
        await mouth.play(loud(1.0))
        await asyncio.sleep(1.5)
        (said,) = acoustics.heard.kept()
        assert said.length_s == pytest.approx(1.0, abs=0.01)
        echo = samples_of(ear.heard)[8000:14_000]
        assert level_db(echo) == pytest.approx(said.level_db - 20, abs=1)


async def test_a_citizen_waits_until_the_robot_and_others_have_been_quiet():
    async with hall() as acoustics:
        mouth = MemoryWire(acoustics.loudspeaker)
        robot = asyncio.create_task(mouth.play(loud(1.0)))
        await asyncio.sleep(0.1)
        first = await acoustics.citizens.say(Saying("một", wait_for_quiet=1.0))
        assert first.began == pytest.approx(2.0, abs=0.1)
        second = await acoustics.citizens.say(Saying("hai", wait_for_quiet=1.0))
        assert second.began == pytest.approx(first.ends + 1.0, abs=0.05)
        await robot


async def test_patience_has_an_end(monkeypatch):
    async with hall() as acoustics:
        monkeypatch.setattr(citizens_module, "PATIENCE_S", 3.0)
        mouth = MemoryWire(acoustics.loudspeaker)
        robot = asyncio.create_task(mouth.play(loud(6.0)))
        await asyncio.sleep(0.1)
        with pytest.raises(VoiceFailed, match="it was not quiet for 2 s within 3 s"):
            await acoustics.citizens.say(Saying("một", wait_for_quiet=2.0))
        await robot


async def test_the_end_of_what_is_started_is_told():
    async with hall() as acoustics:
        told = []
        for text in ("xin chào", "hỏng"):
            acoustics.citizens.start(Saying(text), told.append)
        await asyncio.sleep(0.4)
        assert told == ["no voice today"]
        await asyncio.sleep(0.2)
        assert told == ["no voice today", ""]


async def test_who_is_stopped_before_speaking_never_speaks():
    async with hall() as acoustics:
        told = []
        acoustics.citizens.start(Saying("xin chào", wait_for_quiet=5.0), told.append)
        await asyncio.sleep(1.0)
        acoustics.citizens.stop()
        await asyncio.sleep(10.0)
        assert told == [] and acoustics.microphone.trace.lines() == []


async def test_the_trace_names_the_device():
    async with hall() as acoustics:
        acoustics.loudspeaker.act("power_off", {})
        await acoustics.citizens.say(Saying("xin chào"))
        texts = [line.listing()["text"] for line in acoustics.microphone.trace.lines()]
        assert texts == ["loudspeaker: powered off", "microphone: citizen began (xin chào)"]


async def test_when_time_stands_still_so_does_the_sound():
    async with hall() as acoustics:
        wire = MemoryWire(acoustics.microphone)
        await asyncio.sleep(1.0)
        acoustics.microphone.set_speed(0)
        length = len(wire.heard)
        acoustics.citizens.start(Saying("xin chào", wait_for_quiet=1.0), lambda problem: None)
        await asyncio.sleep(10.0)
        assert len(wire.heard) == length
        acoustics.microphone.set_speed(10)
        await asyncio.sleep(0.2)
        assert len(wire.heard) - length == pytest.approx(2 * 32_000, abs=1500)
