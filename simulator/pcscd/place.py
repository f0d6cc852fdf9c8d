"""The card reader in the running simulator: its station, and the daemon behind it where there can be one."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

from simulator.clock import SimulationClock
from simulator.devices.card_reader.card_reader import CardReader
from simulator.devices.card_reader.deck import deal
from simulator.pcscd.daemon import NoDaemon, PcscDaemon
from simulator.pcscd.reader import PcscReader
from simulator.station import Station
from simulator.trace import Trace
from simulator.wires.line import Line


class CardReaderPlace:
    """Call it only on the event loop it was made on; `address` is for PCSCLITE_CSOCK_NAME."""

    def __init__(
        self,
        folder: Path,
        chance: random.Random,
        clock: SimulationClock,
        loop: asyncio.AbstractEventLoop,
        trace: Trace,
    ) -> None:
        device = CardReader(deal)
        line = Line(device, random.Random(chance.random()), ())  # noqa: S311 (chance for faults, no secret)
        self.station = Station(line, clock, loop, trace)
        daemon = PcscDaemon(folder)
        self.address = daemon.address
        self._reader = PcscReader(self.station, device, daemon)

    async def open(self, tell: Callable[[str], object]) -> None:
        """Start the daemon; `tell` is told in one line where it is, or why there is no card reader."""
        try:
            await self._reader.open()
        except NoDaemon as none:
            tell(f"no card reader: {none}")
        else:
            tell(f"{self.station.line.name:<12} PCSCLITE_CSOCK_NAME={self.address}")

    async def close(self) -> None:
        """End it; the station is closed by those who show it."""
        await self._reader.close()
