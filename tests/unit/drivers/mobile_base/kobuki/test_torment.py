"""A hundred wires that delay, drop, repeat, cut and spoil frames: nothing moves that should not."""

import asyncio
import contextlib
from random import Random

import pytest

from drivers.errors import TransportError
from drivers.mobile_base.kobuki.driver import KobukiBase
from drivers.motion import STILL, Twist
from tests.unit.drivers.mobile_base.kobuki.scripted_base import STAND, ScriptedBase, framed
from tests.unit.drivers.sound.waiting import at_work

pytestmark = pytest.mark.looptime

WIRES = 100  # of some thirty disturbances each
LIKELY = 0.6


class Spoilt(ScriptedBase):
    """A base whose frames go over a bad wire; what it sends whole is noted with its time."""

    chance: Random
    whole: list[tuple[float, int]]

    async def send(self, data: bytes) -> None:
        dice = self.chance.random()
        if dice < LIKELY:
            self.whole.append((asyncio.get_running_loop().time(), self.bumper))
            return await super().send(data)
        if dice < 0.7:
            return None  # lost
        if dice < 0.8:
            await asyncio.sleep(self.chance.uniform(0.0, 0.3))
            return await super().send(data)
        return await super().send(self._spoilt(data))

    def _spoilt(self, data: bytes) -> bytes:
        kind = self.chance.randrange(5)
        if kind == 0:
            return data + data
        if kind == 1:
            return data[: self.chance.randrange(len(data))]
        if kind == 2:
            return self.chance.randbytes(self.chance.randrange(200)) + data
        if kind == 3:
            return framed(self.chance.randbytes(self.chance.randrange(3, 120)))
        spoilt = bytearray(data)
        spoilt[self.chance.randrange(len(data))] ^= self.chance.randrange(1, 256)
        return bytes(spoilt)


def spoilt(seed: int) -> Spoilt:
    base = Spoilt()
    base.chance, base.whole = Random(seed), []
    return base


async def wants(driver: KobukiBase, chance: Random, wanted_at: list[float]) -> None:
    """Somebody who wants it to move, now and then."""
    while True:
        for _ in range(chance.randrange(1, 12)):
            driver.drive(Twist(chance.uniform(0.1, 0.5), chance.uniform(-1, 1)))
            wanted_at.append(asyncio.get_running_loop().time())
            await asyncio.sleep(0.05)
        await asyncio.sleep(chance.uniform(0, 0.6))


def listened(driver: KobukiBase, heard_at: list[float]) -> None:
    """Note when a frame was believed, whether or not anybody is told of it."""
    receive = driver.receive

    def note(data: bytes) -> int:
        frames = receive(data)
        if frames:
            heard_at.append(asyncio.get_running_loop().time())
        return frames

    driver.receive = note


def since(times: list[float], at: float) -> float:
    return at - max((time for time in times if time <= at + 1e-9), default=-1e9)


@pytest.mark.parametrize("part", range(4))
async def test_nothing_moves_without_somebody_who_wants_it_and_a_base_that_is_heard(part):
    for seed in range(part * WIRES // 4, (part + 1) * WIRES // 4):
        base, wanted_at, heard_at = spoilt(seed), [], []
        driver = KobukiBase(base.wire.host, Random(seed))
        listened(driver, heard_at)
        async with at_work(base.run(), driver.run(), wants(driver, base.chance, wanted_at)):
            await asyncio.sleep(1.5)
        for told in base.drives():
            if told.values != STAND:
                assert since(wanted_at, told.at) < 0.302
                assert since(heard_at, told.at) < 0.102
        assert base.commanded == STAND


@pytest.mark.parametrize("seed", range(20))
async def test_a_push_is_never_forgotten(seed):
    base, wanted_at = spoilt(seed), []
    driver = KobukiBase(base.wire.host, Random(seed))
    async with at_work(base.run(), driver.run(), wants(driver, base.chance, wanted_at)):
        await asyncio.sleep(2.0)
        base.bumper = 2
        for _ in range(100):
            await asyncio.sleep(0.02)
            pushed_at = next((at for at, bumper in base.whole if bumper), None)
            if pushed_at is not None and driver.link.state.value == "ready":
                break
        base.bumper = 0
        await asyncio.sleep(3.0)
        assert pushed_at is not None
        assert "bumper" in driver.latched
        assert {told.values for told in base.drives(pushed_at + 0.001)} == {STAND}


async def test_only_noise_moves_nothing():
    base, chance = ScriptedBase(), Random(3)
    driver = KobukiBase(base.wire.host, chance)
    async with at_work(base.run(), driver.run(), wants(driver, chance, [])):
        base.silent = True
        for _ in range(500):
            with contextlib.suppress(TransportError):  # the driver opens it anew now and then
                await base.send(chance.randbytes(40) + framed(chance.randbytes(60)))
            await asyncio.sleep(0.01)
        assert {told.values for told in base.drives()} == {STAND}
        assert not driver.status.usable
        driver.drive(STILL)
