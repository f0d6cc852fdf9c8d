"""Where water and sweets are: the dispenser at its wires."""

import asyncio
import random

from simulator.clock import SimulationClock
from simulator.devices.dispenser.dispenser import Dispenser
from simulator.devices.dispenser.options import DispenserOptions
from simulator.station import Station
from simulator.trace import Trace
from simulator.wires.line import Line


class DispenserPlace:
    """One station. Call it only on the event loop it was made on."""

    def __init__(
        self,
        options: DispenserOptions,
        chance: random.Random,
        clock: SimulationClock,
        loop: asyncio.AbstractEventLoop,
        trace: Trace,
    ) -> None:
        self.machine = Dispenser(options)
        line = Line(self.machine, random.Random(chance.random()))  # noqa: S311
        self.dispenser = Station(line, clock, loop, trace)

    @property
    def stations(self) -> dict[str, Station]:
        """All, by the names of their devices."""
        return {self.dispenser.line.name: self.dispenser}

    def close(self) -> None:
        """Stop everything."""
        self.dispenser.close()
