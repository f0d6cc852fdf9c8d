"""Where citizens show their cards: the scanner, the camera, and whatever else is put there."""

import asyncio
import random
from dataclasses import dataclass, field

from simulator.clock import SimulationClock
from simulator.devices.camera.camera import Camera
from simulator.devices.camera.options import CameraOptions
from simulator.devices.code_scanner.options import CodeScannerOptions
from simulator.devices.code_scanner.scanner import CodeScanner
from simulator.devices.interfaces import NETWORK
from simulator.station import Station
from simulator.trace import Trace
from simulator.wires.faults import PICTURES, faults_named
from simulator.wires.line import Line
from simulator.wires.mjpeg import MjpegWire


@dataclass(frozen=True, slots=True)
class CardPlaceOptions:
    """How the devices are built."""

    code_scanner: CodeScannerOptions = field(default_factory=CodeScannerOptions)
    camera: CameraOptions = field(default_factory=CameraOptions)


class CardPlace:
    """Stations of one place. Call it only on the event loop it was made on."""

    def __init__(
        self,
        options: CardPlaceOptions,
        chance: random.Random,
        clock: SimulationClock,
        loop: asyncio.AbstractEventLoop,
        trace: Trace,
    ) -> None:
        self.scanner, self.eye = CodeScanner(options.code_scanner), Camera(options.camera)
        scans = Line(self.scanner, random.Random(chance.random()))  # noqa: S311
        sees = Line(self.eye, random.Random(chance.random()), faults_named(*PICTURES))  # noqa: S311
        self.code_scanner = Station(scans, clock, loop, trace)
        self.camera = Station(sees, clock, loop, trace)
        self.mjpeg = MjpegWire(self.camera, self.eye)
        self.camera.add_wire(NETWORK, self.mjpeg)
        self._stations = [self.code_scanner, self.camera]

    @property
    def stations(self) -> dict[str, Station]:
        """All, by the names of their devices."""
        return {station.line.name: station for station in self._stations}

    def add(self, station: Station) -> None:
        """Put another device there."""
        self._stations.append(station)

    def close(self) -> None:
        """Stop everything."""
        self.mjpeg.close()
        for station in self._stations:
            station.close()
