"""One suite for every microphone: what the role promises."""

import asyncio
import logging

import pytest

from drivers.link import LinkTimes
from drivers.microphone import stream
from drivers.status import Action, DeviceState
from tests.unit.drivers.microphone.doors import DOORS
from tests.unit.drivers.sound.waiting import at_work, codes, until
from tests.unit.drivers.sound.waves import ramp


class Hall:
    """A microphone at work and all it gave."""

    def __init__(self, kind: str) -> None:
        self.door = DOORS[kind]()
        self.microphone = self.door.microphone
        self.chunks: list[bytes] = []
        self.states: list[DeviceState] = []
        self.microphone.on_audio(self.chunks.append)
        self.microphone.on_status(lambda status: self.states.append(status.device))

    @property
    def heard(self) -> bytes:
        return b"".join(self.chunks)

    async def online(self) -> None:
        await until(lambda: self.microphone.status.device is DeviceState.ONLINE)

    async def lost(self) -> None:
        await until(lambda: not self.microphone.status.usable)


@pytest.fixture(params=list(DOORS))
async def hall(request, monkeypatch):
    """A microphone of every kind, at work; it is lost after half a second without samples."""
    monkeypatch.setattr(stream, "STALE_S", 0.5)
    monkeypatch.setattr(stream, "TIMES", LinkTimes(settle_s=0.0, watch_s=0.1, silence_s=0.5))
    made = Hall(request.param)
    assert made.microphone.status.device is DeviceState.STARTING
    async with at_work(made.door.run(), made.microphone.run()):
        yield made
    assert made.door.given_back


def lines(caplog) -> list[str]:
    return [" ".join(record.getMessage().split()[:2]) for record in caplog.records]


async def test_it_comes_online_and_tells_so_once(hall):
    await hall.online()
    await asyncio.sleep(0.2)
    assert hall.states == [DeviceState.ONLINE]
    assert codes(hall.microphone) == []


async def test_every_sample_arrives_once_and_in_order(hall):
    await hall.online()
    said = ramp(8_000)
    hall.door.says.extend(said)
    await until(lambda: said in hall.heard)


async def test_chunks_are_whole_samples_of_20_to_100_ms(hall):
    await hall.online()
    hall.door.says.extend(ramp(4_000))
    await until(lambda: not hall.door.says)
    assert {len(chunk) % 2 for chunk in hall.chunks} == {0}
    assert min(map(len, hall.chunks)) >= 640
    assert max(map(len, hall.chunks)) <= 3200


async def test_a_pulled_one_is_told_and_comes_back_by_itself(hall, caplog):
    await hall.online()
    caplog.set_level(logging.DEBUG, "drivers")
    hall.door.unplug()
    await hall.lost()
    assert codes(hall.microphone) == ["microphone_unplugged"]
    assert hall.microphone.status.device is DeviceState.POWER_OFF
    assert [fault.action for fault in hall.microphone.status.faults] == [Action.CLEAR]
    await asyncio.sleep(0.5)
    hall.door.plug()
    await hall.online()
    hall.door.says.extend(ramp(500))
    await until(lambda: ramp(500) in hall.heard)
    assert lines(caplog) == ["microphone lost:", "microphone is"]


async def test_one_that_gives_nothing_any_more_is_lost_and_opened_anew(hall):
    await hall.online()
    hall.door.stands_still = True
    await hall.lost()
    assert codes(hall.microphone) == ["microphone_stopped"]
    hall.door.stands_still = False
    await hall.online()


async def test_one_that_never_gives_a_sample_is_not_online(hall):
    hall.door.stands_still = True
    await until(lambda: codes(hall.microphone))
    assert codes(hall.microphone) == ["microphone_stopped"]
    assert DeviceState.ONLINE not in hall.states


async def test_the_figures_tell_of_the_device_and_nothing_that_was_heard(hall):
    await hall.online()
    figures = hall.microphone.diagnostics()
    assert (figures["link"], figures["reason"], figures["outages"]) == ("ready", "", 0)
    assert all(isinstance(value, str | int) for value in figures.values())
