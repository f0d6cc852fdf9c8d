"""The drivers on a real microphone and loudspeaker that stand near each other; a tone is heard.

`pytest tests/hardware --device sound=default`, or a part of the device's name.
"""

import asyncio

import numpy as np
import pytest

from drivers.interfaces import Sound
from drivers.loudspeaker.portaudio.driver import PortAudioLoudspeaker
from drivers.microphone.portaudio.driver import PortAudioMicrophone
from drivers.sound.samples import samples_of

pytestmark = pytest.mark.hardware

TONE_HZ = 1000
RATE_HZ = 22_050
HEARD_BYTES_A_SECOND = 32_000
ON_THE_WAY_S = 0.15  # through the air and the microphone's buffers


class Hall:
    """Both at work."""

    def __init__(self, name: str) -> None:
        self.microphone = PortAudioMicrophone.open(name)
        self.loudspeaker = PortAudioLoudspeaker.open(name)
        self.heard = bytearray()
        self.microphone.on_audio(self.heard.extend)

    def loudness(self, seconds: float) -> float:
        """How much of the tone is in the last `seconds`."""
        samples = samples_of(bytes(self.heard[-2 * int(seconds * 16_000) :])).astype(float)
        turning = np.exp(-2j * np.pi * TONE_HZ * np.arange(len(samples)) / 16_000)
        return float(np.abs((samples * turning).mean()))


def tone(seconds: float) -> Sound:
    times = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return Sound(RATE_HZ, np.rint(9000 * np.sin(2 * np.pi * TONE_HZ * times)).astype("<i2").tobytes())


@pytest.fixture
async def hall(devices):
    """The devices of the command line, ready within ten seconds."""
    made = Hall(devices["sound"])
    tasks = [asyncio.create_task(device.run()) for device in (made.microphone, made.loudspeaker)]
    for _ in range(200):
        if made.microphone.status.usable and made.loudspeaker.status.usable:
            break
        await asyncio.sleep(0.05)
    yield made
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def test_both_are_there(hall):
    assert hall.microphone.status.faults == ()
    assert hall.loudspeaker.status.faults == ()


async def test_the_microphone_gives_16000_samples_a_second_and_not_only_zeros(hall):
    await asyncio.sleep(1)
    hall.heard.clear()
    await asyncio.sleep(5)
    assert len(hall.heard) / 5 == pytest.approx(HEARD_BYTES_A_SECOND, rel=0.03)
    assert hall.heard.count(0) < len(hall.heard)
    assert hall.microphone.diagnostics()["lost_bytes"] == 0


async def test_a_tone_is_heard_for_as_long_as_it_lasts(hall):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(1)
    quiet = hall.loudness(0.5)
    started = loop.time()
    assert await hall.loudspeaker.play(tone(2)) is True
    assert loop.time() - started == pytest.approx(2, abs=0.2)
    assert hall.loudness(0.5) > 3 * quiet
    assert hall.loudspeaker.diagnostics()["underflows"] == 0


async def test_a_stop_is_silence(hall):
    playing = asyncio.create_task(hall.loudspeaker.play(tone(30)))
    await asyncio.sleep(1)
    loud = hall.loudness(0.3)
    hall.loudspeaker.stop()
    assert await playing is False
    await asyncio.sleep(0.05 + ON_THE_WAY_S + 0.2)
    assert hall.loudness(0.2) < loud / 3
