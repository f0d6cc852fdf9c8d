"""A range scanner in a hall without end: it turns, and nothing ever reflects."""

import asyncio
from collections.abc import Callable

import numpy as np

from drivers.range_scan import RangeScan
from drivers.status import DeviceState, DeviceStatus

RAYS, TURN_S = 36, 0.1


class EndlessHall:
    """drivers.interfaces.RangeScanner; `turned` is called before every turn is handed over."""

    def __init__(self, turned: Callable[[], None]) -> None:
        self._turned = turned
        self._listeners: list[Callable[[RangeScan], None]] = []
        self.status = DeviceStatus(DeviceState.ONLINE)

    def on_status(self, listener: Callable[[DeviceStatus], None]) -> None:
        """It is always well."""

    def on_scan(self, listener: Callable[[RangeScan], None]) -> None:
        """As the interface has it."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Turn."""
        angles = np.linspace(-np.pi + 0.1, np.pi, RAYS, dtype=np.float32)
        nothing = np.full(RAYS, np.nan, np.float32)
        while True:
            await asyncio.sleep(TURN_S)
            self._turned()
            scan = RangeScan(asyncio.get_running_loop().time(), angles, nothing, TURN_S)
            for listener in self._listeners:
                listener(scan)

    def diagnostics(self) -> dict[str, object]:
        """Nothing."""
        return {}
