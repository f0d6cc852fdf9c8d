"""A scanner on a wire, in virtual time: turns, status, stale and frozen ones, losses."""

import asyncio
from contextlib import asynccontextmanager
from random import Random

import numpy as np
import pytest

from drivers.errors import TransportError
from drivers.range_scan import RangeScan
from drivers.range_scanner.ld19.driver import Ld19
from drivers.status import Action, DeviceState
from drivers.transports.memory import MemoryWire
from tests.unit.drivers.range_scanner.frames import ld19_frame, ld19_frames
from tests.unit.drivers.sound.waiting import at_work, codes, until

pytestmark = pytest.mark.looptime

PIECE_S = 0.016  # six frames


class Hall:
    """An LD19 on a memory wire that sends as fast as a real one, and what the driver told."""

    def __init__(self) -> None:
        self.wire = MemoryWire(stall_s=0.5)
        self.scanner = Ld19(self.wire.host, Random(1))
        self.scans: list[RangeScan] = []
        self.states: list[DeviceState] = []
        self.turns_round = True
        self.speaks = True
        self.garbles = False
        self.repeats = False
        self._frames = 0
        self._noise = np.random.default_rng(1)
        self.scanner.on_scan(self.scans.append)
        self.scanner.on_status(lambda status: self.states.append(status.device))

    async def device(self) -> None:
        """The other side, for ever."""
        while True:
            try:
                await self.wire.device.open()
                while True:
                    await asyncio.sleep(PIECE_S)
                    await self.wire.device.write(self._piece() if self.speaks else b"")
            except TransportError:
                await self.wire.device.close()
                await asyncio.sleep(0.1)

    def _piece(self) -> bytes:
        jitter = 0 if self.repeats else int(self._noise.integers(0, 30))
        if not self.turns_round:
            return ld19_frame(9000, [1000 + jitter] * 12) * 6
        # 3600 deg/s at 375 frames/s, 225 frames make 6 turns exactly
        data = ld19_frames(6, lambda _: 1000 + jitter, first_cdeg=self._frames * 960)
        self._frames += 6
        return bytes(reversed(data)) if self.garbles else data

    async def online(self) -> None:
        await until(lambda: self.scanner.status.usable)


@asynccontextmanager
async def hall():
    made = Hall()
    async with at_work(made.device(), made.scanner.run()):
        await made.online()
        yield made
    assert not made.wire.host._is_open


async def test_it_is_online_once_a_whole_turn_came_and_tells_ten_a_second():
    async with hall() as made:
        before = len(made.scans)
        began = asyncio.get_running_loop().time()
        await asyncio.sleep(10)
        assert 98 <= len(made.scans) - before <= 102
        assert all(len(scan.angles_rad) == 450 and scan.turn_s == pytest.approx(0.1) for scan in made.scans)
        times = np.array([scan.at_s for scan in made.scans[before:]])
        assert np.diff(times).min() > 0.08 and np.diff(times).max() < 0.12
        assert began - 0.05 < times[0] < began + 0.12
        assert made.states == [DeviceState.ONLINE] and codes(made.scanner) == []


async def test_it_is_stale_after_half_a_second_without_a_turn_and_comes_back():
    async with hall() as made:
        made.turns_round = False
        await asyncio.sleep(0.4)
        assert made.scanner.status.usable
        await asyncio.sleep(0.2)
        assert codes(made.scanner) == ["range_scanner_stopped"]
        assert made.scanner.status.device is DeviceState.OFFLINE
        await asyncio.sleep(10)
        assert codes(made.scanner) == ["range_scanner_stopped"]
        assert made.scanner.diagnostics()["stale"] == 1
        made.turns_round = True
        await asyncio.sleep(0.4)
        assert made.scanner.status.usable and codes(made.scanner) == []


@pytest.mark.parametrize("how", ["speaks", "garbles"])
async def test_one_that_says_nothing_right_is_opened_anew_for_ever(how):
    async with hall() as made:
        setattr(made, how, how == "garbles")
        await asyncio.sleep(0.6)
        assert codes(made.scanner) == ["range_scanner_stopped"]
        await asyncio.sleep(60)
        assert made.scanner.diagnostics()["outages"] == 1
        assert codes(made.scanner) == ["range_scanner_stopped"]
        setattr(made, how, how == "speaks")
        await made.online()
        assert codes(made.scanner) == []


async def test_the_same_turn_again_and_again_is_not_handed_on():
    async with hall() as made:
        made.repeats = True
        await asyncio.sleep(0.5)
        before = len(made.scans)
        await asyncio.sleep(3)
        assert len(made.scans) - before <= 2
        assert codes(made.scanner) == ["range_scanner_frozen"]
        assert made.scanner.status.faults[0].action is Action.MAINTENANCE
        made.repeats = False
        await asyncio.sleep(0.3)
        assert made.scanner.status.usable


async def test_a_cable_that_is_pulled_is_told_at_once_and_forgotten_when_it_is_back():
    async with hall() as made:
        made.wire.cut()
        await asyncio.sleep(0.01)
        assert codes(made.scanner) == ["range_scanner_unplugged"]
        assert made.scanner.status.faults[0].action is Action.CLEAR
        await asyncio.sleep(5)
        made.wire.mend()
        await made.online()
        assert made.states == [DeviceState.ONLINE, DeviceState.POWER_OFF, DeviceState.ONLINE]


async def test_one_that_never_turns_is_never_online():
    made = Hall()
    made.turns_round = False
    async with at_work(made.device(), made.scanner.run()):
        await asyncio.sleep(20)
        assert made.scans == [] and codes(made.scanner) == ["range_scanner_stopped"]
        assert "no whole turn" in str(made.scanner.diagnostics()["reason"])


async def test_figures_for_a_technician():
    async with hall() as made:
        await asyncio.sleep(1)
        told = made.scanner.diagnostics()
        assert told["link"] == "ready" and told["turns"] >= 10 and told["frames"] >= 375
        assert told["wrong_checks"] == told["implausible"] == told["incomplete"] == 0
