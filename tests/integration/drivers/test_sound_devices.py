"""The real PortAudio: on a machine without a sound device, and on ALSA's own devices of software."""

import asyncio
import importlib
import time
from random import Random

import pytest

from drivers.interfaces import Sound
from drivers.loudspeaker.portaudio.driver import PortAudioLoudspeaker
from drivers.microphone.portaudio.driver import PortAudioMicrophone
from drivers.sound.errors import SoundError
from drivers.sound.portaudio.host import PortAudioHost
from drivers.sound.portaudio.library import load
from drivers.sound.portaudio.listing import listing_now
from tests.unit.drivers.sound.waiting import at_work, codes, until
from tests.unit.drivers.sound.waves import ramp, tone

try:
    load()
except SoundError:
    pytest.skip("PortAudio is not installed", allow_module_level=True)

NOTHING = "pcm.!default { type hw card 77 }\n"
RECORDER = """\
pcm.kiosk_recorder {{
  type file
  slave.pcm {{ type null }}
  file {folder}/played.raw
  infile {folder}/said.raw
  format raw
}}
"""


class RealTime:
    """The real library; ALSA's null device has no clock, so each callback waits for its time."""

    def __init__(self) -> None:
        self._real = importlib.import_module("sounddevice")
        self._real._terminate()
        self._real._initialize()
        self.PortAudioError = self._real.PortAudioError
        self.query_devices = self._real.query_devices
        self.query_hostapis = self._real.query_hostapis
        self._initialize = self._real._initialize
        self._terminate = self._real._terminate

    def RawInputStream(self, **kept):
        return self._real.RawInputStream(**_in_time(kept))

    def RawOutputStream(self, **kept):
        return self._real.RawOutputStream(**_in_time(kept))


def _in_time(kept):
    block_s, real, due = kept["blocksize"] / kept["samplerate"], kept["callback"], time.monotonic()

    def callback(data, frames, at, flags):
        nonlocal due
        due += block_s
        time.sleep(max(0.0, due - time.monotonic()))
        real(data, frames, at, flags)

    return {**kept, "callback": callback}


class Machine:
    """A machine whose only sound devices are those of an ALSA configuration that can change."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.file = folder / "alsa.conf"
        self.unplug()
        self.host = PortAudioHost(RealTime, listing_now, self.file.read_text)

    def plug(self) -> None:
        self.file.write_text(NOTHING + RECORDER.format(folder=self.folder))

    def unplug(self) -> None:
        self.file.write_text(NOTHING)

    @property
    def played(self) -> bytes:
        file = self.folder / "played.raw"
        return file.read_bytes() if file.exists() else b""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """ALSA of a test, in place of the machine's."""
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "alsa.conf"))
    (tmp_path / "said.raw").write_bytes(ramp(16_000) * 20)
    yield Machine(tmp_path)
    monkeypatch.undo()
    RealTime()


async def test_without_any_device_the_robot_goes_on_and_says_what_is_missing(machine):
    microphone = PortAudioMicrophone(machine.host, "default", Random(1))
    loudspeaker = PortAudioLoudspeaker(machine.host, "default", Random(1))
    async with at_work(microphone.run(), loudspeaker.run()):
        await until(lambda: codes(microphone) and codes(loudspeaker))
        assert (codes(microphone), codes(loudspeaker)) == (["microphone_missing"], ["loudspeaker_missing"])
        assert "there is no sound device 'default'" in str(microphone.diagnostics()["reason"])
        assert await loudspeaker.play(tone(1)) is False


async def test_an_alsa_that_kills_the_library_kills_no_robot(machine):
    machine.file.write_text("pcm.something { type null }\n")
    microphone = PortAudioMicrophone(machine.host, "default", Random(1))
    async with at_work(microphone.run()):
        await until(lambda: codes(microphone))
        assert codes(microphone) == ["microphone_error"]
        assert "PortAudio cannot look for devices, exit code" in str(microphone.diagnostics()["reason"])


async def test_a_plugged_device_is_found_heard_and_sounds_and_a_pulled_one_is_told(machine):
    microphone, heard = PortAudioMicrophone(machine.host, "recorder", Random(1)), bytearray()
    microphone.on_audio(heard.extend)
    loudspeaker = PortAudioLoudspeaker(machine.host, "recorder", Random(1))
    async with at_work(microphone.run(), loudspeaker.run()):
        await until(lambda: codes(microphone) and codes(loudspeaker))
        machine.plug()
        await until(lambda: microphone.status.usable and loudspeaker.status.usable)
        await until(lambda: ramp(8_000) in heard)
        rate_hz = loudspeaker.diagnostics()["rate_hz"]
        assert await loudspeaker.play(Sound(rate_hz, ramp(10_000))) is True
        loudspeaker.stop()
    assert ramp(10_000) in machine.played
    machine.unplug()
    async with at_work(microphone.run()):
        await until(lambda: codes(microphone) == ["microphone_unplugged"])


async def test_a_stop_is_silence_in_what_the_device_was_given(machine):
    machine.plug()
    loudspeaker = PortAudioLoudspeaker(machine.host, "recorder", Random(1))
    async with at_work(loudspeaker.run()):
        await until(lambda: loudspeaker.status.usable)
        playing = asyncio.create_task(loudspeaker.play(tone(30)))
        await asyncio.sleep(0.5)
        before = len(machine.played.rstrip(b"\0"))
        loudspeaker.stop()
        assert await playing is False
        await asyncio.sleep(0.5)
    rate_hz = loudspeaker.diagnostics()["rate_hz"]
    assert before > 0
    assert len(machine.played.rstrip(b"\0")) - before < 2 * rate_hz * 0.25
