"""The link keeps a device connected for ever, quietly, and judges life by valid frames."""

import asyncio
import logging
from contextlib import asynccontextmanager
from random import Random

import pytest

from drivers.errors import DeviceError, TransportError
from drivers.link import Link, LinkState
from drivers.transports.memory import MemoryWire

pytestmark = pytest.mark.looptime

FRAME = b"!"


class Device:
    """A driver's side: a frame is an exclamation mark; identification asks for one."""

    def __init__(self) -> None:
        self.link: Link | None = None
        self.stranger = False
        self.watched = 0
        self.frames = 0

    def receive(self, data: bytes) -> int:
        self.frames += data.count(FRAME)
        return data.count(FRAME)

    async def identify(self) -> None:
        if self.stranger:
            raise DeviceError("a stranger answered")

    async def watch(self) -> None:
        self.watched += 1
        await self.link.write(b"?")


class Bench:
    """The link, its device and the other end of the wire."""

    def __init__(self) -> None:
        self.wire = MemoryWire(capacity_bytes=64, stall_s=0.5)
        self.device = Device()
        self.link = Link("thing", self.wire.host, self.device, Random(3))
        self.device.link = self.link
        self.states: list[LinkState] = []
        self.link.on_state(self.states.append)

    async def until(self, state: LinkState) -> None:
        for _ in range(1500):
            if self.link.state is state:
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"it did not become {state}")


async def answer(wire: MemoryWire) -> None:
    """The other side: a frame for every question."""
    while True:
        try:
            await wire.device.open()
            while True:
                for _ in await wire.device.read():
                    await wire.device.write(FRAME)
        except TransportError:
            await wire.device.close()
            await asyncio.sleep(0.2)


@asynccontextmanager
async def bench(answering=True):
    """A bench whose link runs."""
    made = Bench()
    tasks = [asyncio.create_task(made.link.run())]
    if answering:
        tasks.append(asyncio.create_task(answer(made.wire)))
    try:
        yield made
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


def lines(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "drivers.link"]


async def test_it_opens_identifies_and_is_ready():
    async with bench() as made:
        await made.until(LinkState.READY)
        assert made.states == [LinkState.OPENING, LinkState.IDENTIFYING, LinkState.READY]
    assert made.states[-1] is LinkState.CLOSED


@pytest.mark.parametrize("outage_s", [0.01, 3, 600])
async def test_an_outage_of_any_length_is_two_lines(caplog, outage_s):
    caplog.set_level(logging.DEBUG, "drivers.link")
    async with bench() as made:
        await made.until(LinkState.READY)
        made.wire.cut()
        await asyncio.sleep(outage_s)
        made.wire.mend()
        await made.until(LinkState.READY)
        assert [line.split()[1] for line in lines(caplog)] == ["connected", "lost:", "is"]
        assert made.link.outages == 1


async def test_a_device_that_was_never_there_is_one_line(caplog):
    caplog.set_level(logging.DEBUG, "drivers.link")
    made = Bench()
    made.wire.cut()
    task = asyncio.create_task(made.link.run())
    await asyncio.sleep(600)
    assert lines(caplog) == ["thing lost: the memory wire is not plugged in"]
    task.cancel()
    await asyncio.wait({task})


async def test_a_stranger_is_not_ready_and_the_reason_is_kept():
    async with bench() as made:
        made.device.stranger = True
        await asyncio.sleep(10)
        assert LinkState.READY not in made.states
        assert str(made.link.reason) == "a stranger answered"
        made.device.stranger = False
        await made.until(LinkState.READY)


async def test_a_device_that_answers_nothing_is_lost():
    async with bench(answering=False) as made:
        await made.wire.device.open()
        await made.until(LinkState.READY)
        await asyncio.sleep(5)
        assert LinkState.LOST in made.states


async def test_bytes_that_are_no_frames_are_no_life():
    async with bench(answering=False) as made:
        await made.wire.device.open()
        for _ in range(30):
            await made.wire.device.write(b"noise")
            await asyncio.sleep(0.2)
        assert LinkState.LOST in made.states


async def test_frames_that_come_by_themselves_save_the_asking():
    async with bench(answering=False) as made:
        await made.wire.device.open()
        for _ in range(50):
            await made.wire.device.write(FRAME)
            await asyncio.sleep(0.2)
        assert made.device.watched == 0
        assert LinkState.LOST not in made.states


async def test_a_wire_that_takes_nothing_is_lost_and_the_writer_told():
    async with bench(answering=False) as made:
        await made.wire.device.open()
        await made.until(LinkState.READY)
        with pytest.raises(TransportError, match="took nothing"):
            await made.link.write(bytes(1000))
        await made.until(LinkState.LOST)


async def test_nothing_is_written_while_not_connected():
    made = Bench()
    with pytest.raises(TransportError, match="not connected"):
        await made.link.write(b"x")


async def test_a_mistake_in_the_driver_is_not_swallowed():
    made = Bench()

    async def wrong() -> None:
        raise ZeroDivisionError

    made.device.identify = wrong
    with pytest.raises(ZeroDivisionError):
        await made.link.run()
