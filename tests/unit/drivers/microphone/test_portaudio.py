"""What only a microphone of this machine does."""

import asyncio

import numpy as np

from drivers.sound.samples import samples_of
from tests.unit.drivers.microphone.doors import PortAudioDoor
from tests.unit.drivers.sound.fake_sounddevice import NO_FLAGS
from tests.unit.drivers.sound.waiting import at_work, codes, until
from tests.unit.drivers.sound.waves import sine


async def test_another_rate_and_more_channels_make_16_khz_of_the_first_channel():
    door, heard = PortAudioDoor(), bytearray()
    door.device.rates_hz, door.device.rate_hz, door.device.channels = (44_100,), 44_100, (2,)
    door.device.inputs = 2
    door.microphone.on_audio(heard.extend)
    async with at_work(door.microphone.run()):
        await until(lambda: door.microphone.status.usable)
        door.says.extend(sine(970, 0.5, 44_100))
        await until(lambda: not door.says)
        await asyncio.sleep(0.2)
    samples = samples_of(bytes(heard)).astype(float)
    loud = samples[np.abs(samples) > 100]
    spectrum = np.abs(np.fft.rfft(samples))
    assert 7_700 < len(loud) < 8_100  # half a second
    assert abs(np.argmax(spectrum) * 16_000 / len(samples) - 970) < 5
    assert door.microphone.diagnostics()["rate_hz"] == 44_100


async def test_a_name_that_is_not_there_says_which_are_and_is_taken_once_it_comes():
    door = PortAudioDoor()
    door.unplug()
    async with at_work(door.microphone.run()):
        await until(lambda: codes(door.microphone))
        assert codes(door.microphone) == ["microphone_missing"]
        assert door.microphone.diagnostics()["reason"] == "there is no sound device 'usb' (there: none)"
        door.plug()
        await until(lambda: door.microphone.status.usable)


async def test_one_that_another_program_holds_is_busy_until_it_lets_go():
    door = PortAudioDoor()
    door.device.held = True
    async with at_work(door.microphone.run()):
        await until(lambda: codes(door.microphone))
        assert codes(door.microphone) == ["microphone_busy"]
        door.device.held = False
        await until(lambda: door.microphone.status.usable)


async def test_samples_that_were_lost_before_us_are_counted():
    door = PortAudioDoor()
    async with at_work(door.microphone.run()):
        await until(lambda: door.microphone.status.usable)
        overflowed = type(NO_FLAGS)(input_overflow=True)
        door.module.streams[0].kept["callback"](bytes(640), 320, None, overflowed)
        assert door.microphone.diagnostics()["overflows"] == 1
