"""An RPLIDAR A1 on a wire, in virtual time: its conversation, health, silences."""

import asyncio
from contextlib import asynccontextmanager
from random import Random

import numpy as np
import pytest

from drivers.errors import TransportError
from drivers.range_scan import RangeScan
from drivers.range_scanner.rplidar_a1.driver import RplidarA1
from drivers.status import DeviceState
from drivers.transports.address import AddressError
from drivers.transports.memory import MemoryWire
from tests.unit.drivers.range_scanner.frames import a1_node
from tests.unit.drivers.sound.waiting import at_work, codes, until

pytestmark = pytest.mark.looptime

PIECE_S = 0.018
PER_TURN, PER_PIECE = 360, 36
INFO = bytes.fromhex("A5 5A 14 00 00 00 04 18 1D 01 07 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF")
SCAN = bytes.fromhex("A5 5A 05 00 00 40 81")


class Hall:
    """An A1 on a memory wire, what it was told, and what the driver told."""

    def __init__(self) -> None:
        self.wire = MemoryWire(stall_s=0.5)
        self.scanner = RplidarA1(self.wire.host, Random(1))
        self.scans: list[RangeScan] = []
        self.requests: list[int] = []
        self.health = 0
        self.heals = False
        self.scanning = False
        self.deaf: set[int] = set()
        self._at = 0
        self._noise = np.random.default_rng(1)
        self.scanner.on_scan(self.scans.append)

    async def device(self) -> None:
        """The other side, for ever."""
        while True:
            try:
                await self.wire.device.open()
                async with asyncio.TaskGroup() as works:
                    works.create_task(self._hear())
                    works.create_task(self._measure())
            except* TransportError:
                await self.wire.device.close()
                await asyncio.sleep(0.1)

    async def _hear(self) -> None:
        while True:
            for byte in await self.wire.device.read():
                if byte != 0xA5 and byte not in self.deaf:
                    self.requests.append(byte)
                    await self.wire.device.write(self._answer(byte))

    def _answer(self, command: int) -> bytes:
        if command == 0x40 and self.heals:
            self.health = 0
        self.scanning = command == 0x20 or (self.scanning and command in (0x50, 0x52))
        health = bytes.fromhex("A5 5A 03 00 00 00 06") + bytes((self.health, 0, 0))
        return {0x20: SCAN, 0x50: INFO, 0x52: health}.get(command, b"")

    async def _measure(self) -> None:
        while True:
            await asyncio.sleep(PIECE_S)
            await self.wire.device.write(self._nodes() if self.scanning else b"")

    def _nodes(self) -> bytes:
        told = b""
        for _ in range(PER_PIECE):
            mm = 1000 + int(self._noise.integers(0, 30))
            told += a1_node(self._at * 360 / PER_TURN, mm, self._at == 0)
            self._at = (self._at + 1) % PER_TURN
        return told


@asynccontextmanager
async def hall(**changes: object):
    made = Hall()
    for name, value in changes.items():
        setattr(made, name, value)
    async with at_work(made.device(), made.scanner.run()):
        yield made
    assert not made.wire.host._is_open


async def test_it_is_asked_how_it_is_before_it_scans():
    async with hall() as made:
        await until(lambda: made.scanner.status.usable)
        await asyncio.sleep(2)
        assert made.requests == [0x25, 0x52, 0x50, 0x20]
        assert 10 <= len(made.scans) <= 14
        assert all(len(scan.angles_rad) == 360 for scan in made.scans)
        assert [scan.turn_s for scan in made.scans[1:]] == [pytest.approx(0.18, abs=0.02)] * (
            len(made.scans) - 1
        )
        told = made.scanner.diagnostics()
        assert (told["serial"], told["firmware"]) == ("00112233445566778899AABBCCDDEEFF", "1.29")
        assert told["health"] == told["restarts"] == told["losses"] == 0


async def test_one_that_stopped_by_itself_is_made_to_scan_again():
    async with hall() as made:
        await until(lambda: made.scanner.status.usable)
        made.scanning = False
        await asyncio.sleep(0.6)
        assert codes(made.scanner) == ["range_scanner_stopped"]
        await asyncio.sleep(1)
        assert made.scanner.status.usable and made.scanner.diagnostics()["restarts"] == 1
        assert made.requests[4:] == [0x25, 0x20] and made.scanner.diagnostics()["outages"] == 0


async def test_one_that_is_broken_is_reset_once_and_told():
    async with hall(health=2) as made:
        await until(lambda: codes(made.scanner) == ["range_scanner_broken"])
        assert made.requests[:4] == [0x25, 0x52, 0x40, 0x52]
        assert made.scanner.status.device is DeviceState.HARDWARE_ERROR
        made.health = 0
        await until(lambda: made.scanner.status.usable)


async def test_one_that_a_reset_heals_scans():
    async with hall(health=2, heals=True) as made:
        await until(lambda: made.scanner.status.usable)
        assert made.requests == [0x25, 0x52, 0x40, 0x52, 0x50, 0x20]


@pytest.mark.parametrize("deaf", [0x52, 0x50, 0x20])
async def test_one_that_does_not_answer_is_asked_again(deaf):
    async with hall(deaf={deaf}) as made:
        await asyncio.sleep(10)
        assert codes(made.scanner) == ["range_scanner_stopped"] and made.scans == []
        assert made.requests.count(0x25) > 3
        made.deaf = set()
        await until(lambda: made.scanner.status.usable)


async def test_a_cable_that_is_pulled_is_told_at_once_and_forgotten_when_it_is_back():
    async with hall() as made:
        await until(lambda: made.scanner.status.usable)
        made.wire.cut()
        await asyncio.sleep(0.01)
        assert codes(made.scanner) == ["range_scanner_unplugged"]
        made.wire.mend()
        await until(lambda: made.scanner.status.usable)


def test_it_opens_only_addresses():
    with pytest.raises(AddressError):
        RplidarA1.open("COM3")
    assert not RplidarA1.open("serial:/dev/serial/by-id/x").status.usable
