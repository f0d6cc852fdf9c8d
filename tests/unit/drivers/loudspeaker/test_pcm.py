"""The pace of a loudspeaker on a wire, in virtual time: little is sent ahead, and all of it."""

import asyncio

import pytest

from drivers.errors import TransportError
from drivers.interfaces import Sound
from drivers.loudspeaker.pcm.driver import PcmLoudspeaker
from drivers.loudspeaker.pcm.pace import Pace
from drivers.transports.address import AddressError
from tests.unit.drivers.loudspeaker.doors import RATE_HZ, PcmDoor
from tests.unit.drivers.sound.waiting import at_work, codes, until
from tests.unit.drivers.sound.waves import ramp, tone

pytestmark = pytest.mark.looptime

TICK_S = 0.001


def now() -> float:
    return asyncio.get_running_loop().time()


def ahead_s(door: PcmDoor) -> list[float]:
    """After each arrival: how long what had come until then would still sound."""
    until_s, ahead = 0.0, []
    for at, data in door.arrivals:
        until_s = max(until_s, at) + len(data) / (2 * RATE_HZ)
        ahead.append(until_s - at)
    return ahead


async def online(door: PcmDoor) -> None:
    await until(lambda: door.loudspeaker.status.usable)


async def test_never_more_than_40_ms_are_sent_ahead_and_never_too_little():
    door = PcmDoor()
    async with at_work(door.run(), door.loudspeaker.run()):
        await online(door)
        started = now()
        assert await door.loudspeaker.play(Sound(RATE_HZ, ramp(10 * RATE_HZ))) is True
        assert now() - started == pytest.approx(10.0, abs=0.05)
        assert max(ahead_s(door)) <= 0.040 + TICK_S
        assert ramp(10 * RATE_HZ) in door.heard


@pytest.mark.parametrize("after_s", [0.1, 0.105, 0.111, 0.119, 1.0])
async def test_a_stop_is_heard_within_50_ms(after_s):
    door = PcmDoor()
    async with at_work(door.run(), door.loudspeaker.run()):
        await online(door)
        playing = asyncio.create_task(door.loudspeaker.play(tone(60)))
        await asyncio.sleep(after_s)
        stopped = now()
        door.loudspeaker.stop()
        assert await playing is False
        assert now() == stopped
        await asyncio.sleep(1)
        heard_until = 0.0
        for at, data in door.arrivals:
            if data.strip(b"\0"):
                heard_until = max(heard_until, at) + len(data.rstrip(b"\0")) / (2 * RATE_HZ)
        assert heard_until - stopped <= 0.050


async def test_an_idle_wire_carries_a_sign_of_life_a_second_and_no_more():
    door = PcmDoor()
    async with at_work(door.run(), door.loudspeaker.run()):
        await online(door)
        door.arrivals.clear()
        await asyncio.sleep(100)
        assert 95 <= len(door.arrivals) <= 101
        assert set(door.heard) == {0}


async def test_a_little_silence_pushes_the_end_of_a_sound_out():
    door = PcmDoor()
    async with at_work(door.run(), door.loudspeaker.run()):
        await online(door)
        await door.loudspeaker.play(Sound(RATE_HZ, ramp(1_000)))
        await asyncio.sleep(0.2)
        assert len(door.heard) - len(door.heard.rstrip(b"\0")) >= 0.1 * 2 * RATE_HZ


async def test_an_hour_of_sentences_is_heard_whole_and_none_twice():
    door = PcmDoor()
    said = Sound(RATE_HZ, ramp(2_205))
    async with at_work(door.run(), door.loudspeaker.run()):
        await online(door)
        for _ in range(6):
            assert await door.loudspeaker.play(said) is True
            await asyncio.sleep(600)
        assert door.heard.count(said.pcm) == 6
        assert max(ahead_s(door)) <= 0.040 + TICK_S


async def test_a_loop_that_was_late_is_made_up_for_without_running_ahead():
    pace = Pace(0.040)
    pace.sent(0.020, 10.0)
    assert pace.wait_s(0.020, 10.0) == 0
    pace.sent(0.020, 10.0)
    assert pace.wait_s(0.020, 10.0) == pytest.approx(0.020)
    assert pace.wait_s(0.020, 12.0) == 0
    pace.sent(0.020, 12.0)
    assert pace.lag_s(12.0) == pytest.approx(0.020)
    assert pace.lag_s(13.0) == 0


async def test_a_wire_that_takes_nothing_is_lost_while_idle_too():
    door = PcmDoor()
    async with at_work(door.run(), door.loudspeaker.run()):
        await online(door)
        door.stands_still = True
        await asyncio.sleep(60)
        assert codes(door.loudspeaker) == ["loudspeaker_unplugged"]


async def test_a_mistake_in_the_driver_is_not_swallowed(monkeypatch):
    door = PcmDoor()

    def wrong(samples):
        raise ZeroDivisionError

    running = asyncio.create_task(door.loudspeaker.run())
    async with at_work(door.run()):
        await online(door)
        monkeypatch.setattr(door.loudspeaker._playlist, "take", wrong)
        assert await door.loudspeaker.play(tone(1)) is False
        with pytest.raises(ZeroDivisionError):
            await running


async def test_what_such_a_device_says_means_nothing():
    door = PcmDoor()
    async with at_work(door.run(), door.loudspeaker.run()):
        await online(door)
        await door.wire.device.write(b"hello?")
        assert await door.loudspeaker.play(tone(0.1)) is True


async def test_nothing_is_sent_before_it_runs():
    door = PcmDoor()
    with pytest.raises(TransportError, match="not connected"):
        await door.loudspeaker.identify()
    with pytest.raises(AddressError):
        PcmLoudspeaker.open("lpt1", 921_600, RATE_HZ)
