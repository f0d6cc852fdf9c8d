"""A vending controller and its driver at work on a memory wire."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

from drivers.dispenser.vmc.driver import VendingController
from drivers.dispensing import DispenseResult
from drivers.status import DeviceState
from tests.unit.drivers.dispenser.scripted_controller import ScriptedController
from tests.unit.drivers.sound.waiting import at_work, until


@dataclass
class Machine:
    """`recorded` is how many drives there were each time the intent was made durable."""

    controller: ScriptedController
    driver: VendingController
    recorded: list[int] = field(default_factory=list)
    results: list[DispenseResult] = field(default_factory=list)

    async def give(self, request_id: str = "a", slot: int = 1) -> DispenseResult:
        return await self.driver.dispense(request_id, slot, self.record)

    async def record(self) -> None:
        await asyncio.sleep(0.03)
        self.recorded.append(len(self.controller.drives))

    async def online(self) -> None:
        await until(lambda: self.driver.status.device is not DeviceState.STARTING)
        await asyncio.sleep(3)


@asynccontextmanager
async def machine(online=True, counts_stock=False, dialect=None, **wrong):
    controller = ScriptedController(**wrong)
    driver = VendingController(controller.wire.host, Random(1), dialect, counts_stock=counts_stock)
    made = Machine(controller, driver)
    driver.on_result(made.results.append)
    async with at_work(controller.run(), driver.run()):
        if online:
            await made.online()
        yield made
