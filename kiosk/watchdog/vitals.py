"""All signs of life of one robot, and how it is as a whole."""

import asyncio
from functools import partial
from pathlib import Path

from drivers.status import Action, Fault
from kiosk.crew import Crew, Told
from kiosk.store_watch import DESK
from kiosk.watchdog.budget import RestartBudget
from kiosk.watchdog.manager import ServiceManager
from kiosk.watchdog.signs import DeviceThreads, LoopSign, Sign
from kiosk.watchdog.store import StoreSign
from kiosk.watchdog.watch import Watch
from kiosk.watchdog.works import WorksSign
from state_machines.trouble import Troubles

HANGS_FILE = "device-hangs"


class Vitals:
    """Hands out the parts that are watched while the robot is built; then watches them."""

    def __init__(self, manager: ServiceManager) -> None:
        self.store = StoreSign()
        self._manager = manager
        self._crews: list[Crew] = []
        self._store_fails = False

    def new_crew(self, tell: Told) -> Crew:
        """A crew whose works are watched."""
        self._crews.append(Crew(tell))
        return self._crews[-1]

    def watch(self, data: Path, troubles: Troubles) -> Watch:
        """The watch over this loop and all that was handed out; the manager hears of every trouble."""
        self._hear(troubles)
        troubles.on_change(partial(self._hear, troubles))
        works: list[Sign] = [WorksSign(crew, lambda: self._store_fails) for crew in self._crews]
        return Watch([LoopSign.here(), self._devices(data, troubles), self.store, *works], self._manager)

    def _devices(self, data: Path, troubles: Troubles) -> DeviceThreads:
        """A device may have the robot restarted a few times; after that, staff are told."""
        loop = asyncio.get_running_loop()

        def tell(hanging: bool) -> None:
            faults = (Fault("work_failing", Action.MAINTENANCE),) if hanging else ()
            loop.call_soon_threadsafe(troubles.report, "device threads", faults)

        restarts = RestartBudget(data / HANGS_FILE)
        return DeviceThreads(restarts.spend if self._manager.watchdog_s else _never, tell)

    def _hear(self, troubles: Troubles) -> None:
        found = [(trouble.device, trouble.fault.code) for trouble in troubles.current()]
        self._store_fails = any(device == DESK for device, _ in found)
        told = ", ".join(f"{device} {fault}" for device, fault in found)
        self._manager.status(f"degraded: {told}" if told else "well")


def _never() -> bool:
    """Nobody is there who would start us again."""
    return False
