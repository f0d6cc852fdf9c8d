"""One suite for every loudspeaker: what the role promises."""

import asyncio
import logging

import numpy as np
import pytest

from drivers.interfaces import Sound
from drivers.sound.samples import samples_of
from drivers.status import Action, DeviceState
from tests.unit.drivers.loudspeaker.doors import DOORS, RATE_HZ
from tests.unit.drivers.sound.waiting import at_work, codes, until
from tests.unit.drivers.sound.waves import ramp, tone

BYTES_A_SECOND = 2 * RATE_HZ


class Hall:
    """A loudspeaker at work."""

    def __init__(self, kind: str) -> None:
        self.door = DOORS[kind]()
        self.loudspeaker = self.door.loudspeaker
        self.states: list[DeviceState] = []
        self.loudspeaker.on_status(lambda status: self.states.append(status.device))

    @property
    def sounding(self) -> bytes:
        """All that was heard so far without the silence at the end."""
        return self.door.heard.rstrip(b"\0")

    async def online(self) -> None:
        await until(lambda: self.loudspeaker.status.device is DeviceState.ONLINE)

    def begin(self, sound: Sound, gain: float = 1.0) -> asyncio.Task[bool]:
        return asyncio.create_task(self.loudspeaker.play(sound, gain))


@pytest.fixture(params=list(DOORS))
async def hall(request):
    """A loudspeaker of every kind, at work and online."""
    made = Hall(request.param)
    assert made.loudspeaker.status.device is DeviceState.STARTING
    assert await made.loudspeaker.play(tone(1)) is False
    async with at_work(made.door.run(), made.loudspeaker.run()):
        await made.online()
        yield made
    assert made.door.given_back
    assert await made.loudspeaker.play(tone(1)) is False


def lines(caplog) -> list[str]:
    return [" ".join(record.getMessage().split()[:2]) for record in caplog.records]


async def test_a_sound_is_heard_whole_once_and_the_end_is_told_when_it_is_heard(hall):
    started = asyncio.get_running_loop().time()
    assert await hall.loudspeaker.play(Sound(RATE_HZ, ramp(RATE_HZ // 2))) is True
    assert asyncio.get_running_loop().time() - started >= 0.48
    assert hall.door.heard.count(ramp(RATE_HZ // 2)) == 1
    assert hall.states == [DeviceState.ONLINE]


async def test_between_sounds_it_is_silent(hall):
    await hall.loudspeaker.play(tone(0.2))
    heard = len(hall.sounding)
    await asyncio.sleep(0.3)
    assert len(hall.sounding) == heard


async def test_stop_is_silence_within_50_ms_without_a_click(hall):
    playing = hall.begin(tone(30))
    await until(lambda: len(hall.sounding) > 0.3 * BYTES_A_SECOND)
    hall.loudspeaker.stop()
    before = len(hall.sounding)
    assert await playing is False
    await asyncio.sleep(0.3)
    assert len(hall.sounding) - before <= 0.05 * BYTES_A_SECOND
    assert np.abs(np.diff(samples_of(hall.sounding).astype(int))).max() < 1_100  # the tone's own is 1,003
    hall.loudspeaker.stop()


async def test_a_new_sound_takes_the_place_of_the_old(hall):
    first = hall.begin(tone(30))
    await until(lambda: len(hall.sounding) > 0.2 * BYTES_A_SECOND)
    second = hall.begin(Sound(RATE_HZ, ramp(4_000)))
    assert await first is False
    assert await second is True
    assert hall.sounding.endswith(ramp(4_000))


async def test_of_many_at_once_only_the_last_is_heard(hall):
    starts = [hall.begin(Sound(RATE_HZ, ramp(4_000, start))) for start in (1, 5_001, 10_001)]
    assert [await playing for playing in starts] == [False, False, True]
    assert hall.sounding.endswith(ramp(4_000, 10_001))


async def test_a_cancelled_sound_falls_silent(hall):
    playing = hall.begin(tone(30))
    await until(lambda: len(hall.sounding) > 0.2 * BYTES_A_SECOND)
    playing.cancel()
    await asyncio.wait({playing})
    await asyncio.sleep(0.1)
    heard = len(hall.sounding)
    await asyncio.sleep(0.2)
    assert len(hall.sounding) == heard
    assert await hall.loudspeaker.play(tone(0.1)) is True


@pytest.mark.parametrize(("gain", "loudest"), [(1.0, 8_000), (0.5, 2_000), (0.1, 80), (0.0, 0), (7.0, 8_000)])
async def test_the_gain_makes_it_as_loud_as_wanted(hall, gain, loudest):
    assert await hall.loudspeaker.play(tone(0.1), gain) is True
    assert int(np.abs(samples_of(hall.door.heard)).max()) == pytest.approx(loudest, abs=2)


async def test_a_sound_of_another_rate_lasts_as_long(hall):
    assert await hall.loudspeaker.play(tone(0.5, 16_000)) is True
    assert len(hall.sounding.lstrip(b"\0")) == pytest.approx(0.5 * BYTES_A_SECOND, rel=0.02)


async def test_a_sound_of_nothing_is_heard_at_once(hall):
    assert await hall.loudspeaker.play(Sound(RATE_HZ, b"")) is True
    assert await hall.loudspeaker.play(Sound(RATE_HZ, b"\x01")) is True


async def test_ten_minutes_begin_and_end_as_quickly_as_a_second(hall):
    playing = hall.begin(Sound(48_000, tone(1, 48_000).pcm * 600))
    await until(lambda: hall.sounding, within_s=1)
    hall.loudspeaker.stop()
    assert await playing is False


async def test_a_rate_no_sound_has_is_a_mistake(hall):
    with pytest.raises(ValueError, match="rates are"):
        await hall.loudspeaker.play(Sound(0, b"\0\0"))


async def test_a_pulled_one_ends_its_sound_is_told_and_comes_back_by_itself(hall, caplog):
    caplog.set_level(logging.DEBUG, "drivers")
    playing = hall.begin(tone(30))
    await until(lambda: hall.sounding)
    hall.door.unplug()
    assert await playing is False
    await until(lambda: not hall.loudspeaker.status.usable)
    assert codes(hall.loudspeaker) == ["loudspeaker_unplugged"]
    assert [fault.action for fault in hall.loudspeaker.status.faults] == [Action.CLEAR]
    assert await hall.loudspeaker.play(tone(1)) is False
    await asyncio.sleep(0.3)
    hall.door.plug()
    await hall.online()
    assert await hall.loudspeaker.play(Sound(RATE_HZ, ramp(1_000))) is True
    assert ramp(1_000) in hall.door.heard
    assert lines(caplog) == ["loudspeaker lost:", "loudspeaker is"]


async def test_one_that_takes_nothing_any_more_ends_its_sound_and_is_opened_anew(hall):
    playing = hall.begin(tone(30))
    await until(lambda: hall.sounding)
    hall.door.stands_still = True
    async with asyncio.timeout(10):
        assert await playing is False
    hall.door.stands_still = False
    await hall.online()


async def test_the_figures_tell_of_the_device_and_nothing_that_was_said(hall):
    figures = hall.loudspeaker.diagnostics()
    assert (figures["link"], figures["reason"], figures["rate_hz"]) == ("ready", "", RATE_HZ)
    assert all(isinstance(value, str | int) for value in figures.values())
