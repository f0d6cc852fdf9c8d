"""One sound on its way out, and the list it stands in."""

import asyncio
import threading
from random import Random

import numpy as np
import pytest

from drivers.interfaces import Sound
from drivers.loudspeaker.playing import Playing
from drivers.loudspeaker.playlist import Playlist
from drivers.microphone.portaudio.driver import PortAudioMicrophone
from drivers.sound.gain import amplitude
from drivers.sound.samples import samples_of
from tests.unit.drivers.loudspeaker.doors import RATE_HZ, PortAudioDoor
from tests.unit.drivers.sound.fake_sounddevice import NO_FLAGS, FakeDevice
from tests.unit.drivers.sound.waiting import at_work, codes, until
from tests.unit.drivers.sound.waves import level_db, ramp, tone

FADE_SAMPLES = 110  # 5 ms


def playing(samples: int = 4_000, start: int = 1) -> Playing:
    return Playing(Sound(RATE_HZ, ramp(samples, start)), 1.0, RATE_HZ)


@pytest.mark.parametrize("piece", [1, 7, 441, 10_000])
def test_it_is_taken_whole_in_pieces_of_any_length(piece):
    sound, taken = playing(2_000), b""
    while more := sound.take(piece):
        assert len(more) <= 2 * piece
        taken += more
    assert taken == ramp(2_000)
    assert sound.over


def test_a_stop_leaves_five_milliseconds_that_fade_away():
    sound = Playing(tone(1), 1.0, RATE_HZ)
    sound.take(1_013)
    sound.stop()
    rest = samples_of(sound.take(10_000)).astype(float)
    assert len(rest) == FADE_SAMPLES
    assert sound.over
    assert np.abs(rest[:20]).max() > 5_000
    assert np.abs(rest[-10:]).max() < 1_000
    sound.stop()
    assert sound.take(10) == b""


def test_one_that_has_not_begun_is_not_begun_any_more():
    sound = playing()
    sound.stop()
    assert sound.take(100) == b""
    assert sound.over


def test_a_stop_near_its_end_fades_what_is_left():
    sound = playing(1_000)
    sound.take(990)
    sound.stop()
    assert len(sound.take(1_000)) == 20


def test_the_gain_is_felt_evenly():
    levels = [level_db(Playing(tone(0.2), gain, RATE_HZ).take(4_000)) for gain in (1.0, 0.5, 0.25)]
    assert np.diff(levels) == pytest.approx([-12, -12], abs=0.3)
    assert [amplitude(gain) for gain in (-1, 0, 1, 2)] == [0, 0, 1, 1]


async def test_the_end_is_told_once_it_has_been_heard():
    playlist = Playlist(lambda: 0.2)
    heard = asyncio.create_task(playlist.play(playing(100)))
    await asyncio.sleep(0)
    assert playlist.take(500) == ramp(100)
    await asyncio.sleep(0.05)
    assert (heard.done(), playlist.active) == (False, True)
    assert await heard is True
    assert not playlist.active


async def test_a_stop_after_the_last_sample_was_taken_is_a_stop_all_the_same():
    playlist = Playlist(lambda: 5.0)
    heard = asyncio.create_task(playlist.play(playing(100)))
    await asyncio.sleep(0)
    playlist.take(500)
    await asyncio.sleep(0)
    playlist.stop()
    assert await heard is False


async def test_the_new_sound_follows_the_fade_of_the_old_without_a_gap():
    playlist = Playlist(lambda: 0.0)
    first = asyncio.create_task(playlist.play(Playing(tone(1), 1.0, RATE_HZ)))
    await asyncio.sleep(0)
    playlist.take(1_000)
    second = asyncio.create_task(playlist.play(playing(500)))
    await asyncio.sleep(0)
    taken = playlist.take(1_000)
    assert taken.endswith(ramp(500))
    assert len(taken) == 2 * (FADE_SAMPLES + 500)
    assert [await first, await second] == [False, True]


async def test_a_thread_may_take_while_the_loop_plays_and_stops():
    playlist, ending = Playlist(lambda: 0.0), threading.Event()

    def take() -> None:
        while not ending.is_set():
            playlist.take(480)

    thread = threading.Thread(target=take)
    thread.start()
    try:
        for turn in range(300):
            heard = asyncio.create_task(playlist.play(playing(5_000)))
            await asyncio.sleep(0)
            if turn % 3 == 0:
                playlist.stop()
            assert await heard in (True, False)
        assert await playlist.play(playing(5_000)) is True
    finally:
        ending.set()
        thread.join()
    assert not playlist.active


def test_a_loop_that_has_ended_does_not_stop_the_taking():
    playlist = Playlist(lambda: 0.0)

    async def begin() -> None:
        heard = asyncio.create_task(playlist.play(playing(100)))
        await asyncio.sleep(0)
        playlist._sounds.append(playlist._sounds[0])
        playlist.stop()
        assert await heard is False

    asyncio.run(begin())
    assert playlist.take(100) == b""


async def test_every_channel_sounds_the_same():
    door = PortAudioDoor()
    door.device.outputs, door.device.channels = 2, (2,)
    async with at_work(door.loudspeaker.run()):
        await until(lambda: door.loudspeaker.status.usable)
        assert await door.loudspeaker.play(Sound(RATE_HZ, ramp(1_000))) is True
    both = samples_of(door.heard).reshape(-1, 2)
    assert (both[:, 0] == both[:, 1]).all()
    assert ramp(1_000) in both[:, 0].tobytes()


async def test_a_microphone_that_is_plugged_in_amid_a_sound_waits_for_its_end():
    door = PortAudioDoor()
    door.device.inputs = 0
    microphone = PortAudioMicrophone(door.host, "headset", Random(1))
    async with at_work(door.loudspeaker.run(), microphone.run()):
        await until(lambda: door.loudspeaker.status.usable and microphone.link.reason)
        said = asyncio.create_task(door.loudspeaker.play(Sound(RATE_HZ, ramp(RATE_HZ))))
        await asyncio.sleep(0.1)
        door.module.plugged.append(FakeDevice("headset", outputs=0))
        assert await said is True
        assert ramp(RATE_HZ) in door.heard
        await until(lambda: microphone.status.usable)
        await until(lambda: door.loudspeaker.status.usable)


async def test_samples_that_came_too_late_are_counted():
    door = PortAudioDoor()
    async with at_work(door.loudspeaker.run()):
        await until(lambda: door.loudspeaker.status.usable)
        late = type(NO_FLAGS)(output_underflow=True)
        door.module.streams[0].kept["callback"](memoryview(bytearray(440)), 220, None, late)
        assert door.loudspeaker.diagnostics()["underflows"] == 1


async def test_one_that_never_takes_a_sample_is_not_online(monkeypatch):
    monkeypatch.setattr("drivers.loudspeaker.portaudio.driver.STALE_S", 0.2)
    door = PortAudioDoor()
    door.stands_still = True
    async with at_work(door.loudspeaker.run()):
        await until(lambda: codes(door.loudspeaker))
        assert codes(door.loudspeaker) == ["loudspeaker_stopped"]
        door.stands_still = False
        await until(lambda: door.loudspeaker.status.usable)
