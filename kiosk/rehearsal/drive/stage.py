"""A robot's base and lidar in a simulated hall, each at a wire in memory, and the real drivers at it."""

import asyncio
from random import Random

import numpy as np

from drivers.interfaces import RangeScanner
from drivers.mobile_base.kobuki.driver import KobukiBase
from drivers.mobile_base.kobuki.senses import EmergencyStop
from drivers.mobile_base.navigation.driver import NavigatedBase
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.motion import Notice
from drivers.range_scanner.ld19.driver import BAUD, Ld19
from kiosk.rehearsal.stage.wire import StationWire
from simulator.clock import SimulationClock
from simulator.devices.interfaces import PUBLIC, Device
from simulator.devices.mobile_base.base import MobileBase
from simulator.devices.mobile_base.options import MobileBaseOptions
from simulator.devices.range_scanner.options import RangeScannerOptions
from simulator.devices.range_scanner.scanner import RangeScanner as SimulatedScanner
from simulator.hall.hall import Hall
from simulator.station import Station
from simulator.wires.line import Line

BASE_BAUD = 115_200
EMERGENCY_STOP_INPUT = 0
BATCH_S = 0.05  # half a turn: a wire in memory is looked at less often


class DriveStage:
    """Call it only on the virtual loop. `robot` is to be run; `scanner`: another than the one at the wire."""

    def __init__(
        self, hall: Hall, known: HallMap, chance: Random, scanner: RangeScanner | None = None
    ) -> None:
        self.hall = hall
        options = MobileBaseOptions(
            seed=chance.getrandbits(32), connectors=(PUBLIC,), emergency_stop_input=EMERGENCY_STOP_INPUT
        )
        self.base_station = _station(MobileBase(hall, options), chance)
        self.scanner_station = _station(_lidar(hall, chance), chance)
        wire = StationWire(self.base_station, BASE_BAUD)
        base = KobukiBase(wire, _of(chance), EmergencyStop(EMERGENCY_STOP_INPUT))
        at_wire = Ld19(StationWire(self.scanner_station, BAUD), _of(chance))
        self.robot = NavigatedBase(
            base, scanner or at_wire, known, np.random.default_rng(chance.getrandbits(64))
        )
        self.robot.on_notice(self._hear)

    def close(self) -> None:
        """Nobody uses it any more."""
        self.base_station.close()
        self.scanner_station.close()

    def _hear(self, notice: Notice) -> None:
        if notice is Notice.ASKS_FOR_WAY:
            self.hall.asked_to_pass()


def _lidar(hall: Hall, chance: Random) -> SimulatedScanner:
    options = RangeScannerOptions(seed=chance.getrandbits(32), batch_s=BATCH_S, connectors=(PUBLIC,))
    return SimulatedScanner(options, hall.scene)


def _station(device: Device, chance: Random) -> Station:
    loop = asyncio.get_running_loop()
    return Station(Line(device, _of(chance)), SimulationClock(loop.time), loop)


def _of(chance: Random) -> Random:
    return Random(chance.getrandbits(64))  # noqa: S311 (chance in a simulation, no secret)
