"""A driver and a scripted base on a memory wire, and what the driver told."""

import asyncio
from contextlib import asynccontextmanager
from random import Random

from drivers.mobile_base.kobuki.driver import KobukiBase
from drivers.mobile_base.kobuki.senses import EmergencyStop
from drivers.motion import BaseReading, Twist
from drivers.status import DeviceState, DeviceStatus
from tests.unit.drivers.mobile_base.kobuki.scripted_base import ScriptedBase
from tests.unit.drivers.sound.waiting import at_work, until

FORWARD = Twist(0.3, 0.0)


class Hall:
    """One base, its driver, and somebody who wants it to go on."""

    def __init__(self, emergency_stop: EmergencyStop | None = None, **base: object) -> None:
        self.base = ScriptedBase(**base)
        self.driver = KobukiBase(self.base.wire.host, Random(1), emergency_stop)
        self.readings: list[BaseReading] = []
        self.states: list[DeviceState] = []
        self.wanted: Twist | None = None
        self.driver.on_reading(self.readings.append)
        self.driver.on_status(self._note)

    def _note(self, status: DeviceStatus) -> None:
        self.states.append(status.device)

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time()

    async def go_on(self) -> None:
        """Renew what is wanted twenty times a second."""
        while True:
            if self.wanted is not None:
                self.driver.drive(self.wanted)
            await asyncio.sleep(0.05)

    async def online(self) -> None:
        await until(lambda: self.driver.status.usable)

    async def moves(self, wanted: Twist = FORWARD) -> None:
        """Want it, and wait until the base is told that speed."""
        self.wanted = wanted
        await until(lambda: self.base.commanded[0] == round(1000 * wanted.v_m_s))


@asynccontextmanager
async def hall(emergency_stop: EmergencyStop | None = None, online: bool = True, **base: object):
    """At work, and connected if `online`."""
    made = Hall(emergency_stop, **base)
    async with at_work(made.base.run(), made.driver.run(), made.go_on()):
        if online:
            await made.online()
        yield made
