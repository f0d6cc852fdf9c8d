"""Where the robot drives: a hall, and in it the robot's base and its range scanner."""

import asyncio
import random
from dataclasses import dataclass, field

from simulator.clock import SimulationClock
from simulator.devices.mobile_base.base import MobileBase
from simulator.devices.mobile_base.options import MobileBaseOptions
from simulator.devices.range_scanner.options import RangeScannerOptions
from simulator.devices.range_scanner.scanner import RangeScanner
from simulator.hall.hall import Hall
from simulator.station import Station
from simulator.trace import Trace
from simulator.wires.line import Line


@dataclass(frozen=True, slots=True)
class HallPlaceOptions:
    """How the devices are built."""

    mobile_base: MobileBaseOptions = field(default_factory=MobileBaseOptions)
    range_scanner: RangeScannerOptions = field(default_factory=RangeScannerOptions)


class HallPlace:
    """The hall and the stations in it. Call it only on the event loop it was made on."""

    def __init__(
        self,
        options: HallPlaceOptions,
        hall: Hall,
        chance: random.Random,
        clock: SimulationClock,
        loop: asyncio.AbstractEventLoop,
        trace: Trace,
    ) -> None:
        self.hall = hall
        self.base = MobileBase(hall, options.mobile_base)
        self.scanner = RangeScanner(options.range_scanner, hall.scene)
        moves = Line(self.base, random.Random(chance.random()))  # noqa: S311
        scans = Line(self.scanner, random.Random(chance.random()))  # noqa: S311
        self.mobile_base = Station(moves, clock, loop, trace)
        self.range_scanner = Station(scans, clock, loop, trace)

    @property
    def stations(self) -> dict[str, Station]:
        """All, by the names of their devices."""
        return {each.line.name: each for each in (self.mobile_base, self.range_scanner)}

    def close(self) -> None:
        """Stop everything."""
        for station in self.stations.values():
            station.close()
