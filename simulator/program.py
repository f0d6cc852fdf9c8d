"""The simulator as a running program: builds everything, runs until told to stop, leaves nothing behind."""

import asyncio
import fcntl
import os
import platform
import random
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TextIO

from simulator.acoustics import Acoustics, AcousticsOptions
from simulator.bench.app import build_app
from simulator.bench.belief import Belief, RobotAddress
from simulator.bench.cards import STREAM
from simulator.bench.context import Bench
from simulator.bench.hub import Hub
from simulator.bench.server import BenchServer
from simulator.card_place import CardPlace, CardPlaceOptions
from simulator.clock import SimulationClock
from simulator.devices.dispenser.options import DispenserOptions
from simulator.devices.interfaces import NETWORK, PUBLIC, ROBOT
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.dispenser_place import DispenserPlace
from simulator.hall.hall import Hall
from simulator.hall.map_file import load_walls
from simulator.hall.options import HallOptions
from simulator.hall_place import HallPlace, HallPlaceOptions
from simulator.pcscd.place import CardReaderPlace
from simulator.replay import Replayer
from simulator.scenarios.load import load_scenario, load_shipped
from simulator.scenarios.player import ScenarioPlayer
from simulator.station import Station
from simulator.wires.line import Line
from simulator.wires.pty import PtyWire
from simulator.wires.tcp import TcpWire

PARENT_LOOK_S = 1.0
PCSCD = "pcscd"
VERSIONED = ("service-kiosk-robot", "pillow", "starlette", "uvicorn", "numpy", "espeakng-loader")


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. A port that is None is not offered; when process `parent` ends, so do we.

    `hall_map` None: there is no hall, and no base and range scanner in it. `robot`: whom the hall's page asks
    where it believes to be. `dispenser` None: there is none.

    `tell` is told in one line what is only known when it runs.
    """

    data: Path
    host: str
    bench_port: int
    tcp_port: int | None
    printer: PrinterOptions
    speed: float
    seed: int
    scenario: Path | None
    parent: int
    acoustics: AcousticsOptions = field(default_factory=AcousticsOptions)
    microphone_port: int | None = None
    loudspeaker_port: int | None = None
    card_place: CardPlaceOptions = field(default_factory=CardPlaceOptions)
    code_scanner_port: int | None = None
    hall_map: Path | None = None
    hall: HallOptions = field(default_factory=HallOptions)
    hall_place: HallPlaceOptions = field(default_factory=HallPlaceOptions)
    robot: RobotAddress | None = None
    dispenser: DispenserOptions | None = None
    tell: Callable[[str], object] = str


class InUse(OSError):
    """Another simulator already works in this data folder."""


async def run(options: Options, bench_socket: socket.socket) -> None:
    """Run until SIGTERM, SIGINT or the parent's death. Raises OSError when a wire cannot be set up."""
    with _lock(options.data):
        await _run(options, bench_socket)


async def _run(options: Options, bench_socket: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    chance = random.Random(options.seed)  # noqa: S311 (chance for faults, no secret)
    station = Station(
        Line(TicketPrinter(options.printer), chance), SimulationClock(loop.time, options.speed), loop
    )
    acoustics = Acoustics(options.acoustics, chance, station.clock, loop, station.trace)
    place = CardPlace(options.card_place, chance, station.clock, loop, station.trace)
    reader = CardReaderPlace(options.data / PCSCD, chance, station.clock, loop, station.trace)
    place.add(reader.station)
    hall = _hall(options, chance, station, loop)
    treats = _treats(options, chance, station, loop)
    bench = _bench(options, station, acoustics, place, hall, treats, loop)
    bench.add_address(reader.station.line.name, PCSCD, str(reader.address))
    host, port = bench_socket.getsockname()[:2]
    bench.add_address(place.camera.line.name, NETWORK, f"http://{host}:{port}{STREAM}")
    scenario = load_scenario(options.scenario, bench.acts) if options.scenario else None
    if hall and options.robot:
        bench.belief = Belief(options.robot, bench.hall_hub)
    asking = asyncio.ensure_future(bench.belief.run()) if bench.belief else None
    wires = Wires(bench)
    try:
        await reader.open(options.tell)
        await wires.open(options)
        if scenario:
            bench.player.start(scenario)
        await _serve(bench, bench_socket, options.parent)
    finally:
        if asking:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        bench.player.stop()
        bench.replayer.stop()
        station.close()
        await reader.close()
        place.close()
        if hall:
            hall.close()
        if treats:
            treats.close()
        await acoustics.close()
        await wires.close()


class Wires:
    """Where hosts come in: serial wires for all devices, network ports for those that were asked for."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._ptys: list[PtyWire] = []
        self._ports: list[TcpWire] = []

    async def open(self, options: Options) -> None:
        """Publish them. Raises OSError when one cannot be set up."""
        ports = {
            "printer": options.tcp_port,
            "microphone": options.microphone_port,
            "loudspeaker": options.loudspeaker_port,
            "code_scanner": options.code_scanner_port,
        }
        for device, port in ports.items():
            if port is not None:
                await self._open_port(device, self._bench.stations[device], options.host, port)
        for station in self._bench.stations.values():
            for connector, link in _links(options.data, station).items():
                pty = PtyWire(station, connector, link)
                self._ptys.append(pty)
                station.add_wire(connector, pty)

    async def close(self) -> None:
        """Take them away."""
        for pty in self._ptys:
            pty.close()
        for port in self._ports:
            await port.close()

    async def _open_port(self, device: str, station: Station, host: str, number: int) -> None:
        port = TcpWire(station, NETWORK, to_all=device != TicketPrinter.name)
        self._ports.append(port)
        opened = await port.open(host, number)
        self._bench.add_address(device, NETWORK, f"{host}:{opened}")
        station.add_wire(NETWORK, port)


def _links(data: Path, station: Station) -> dict[str, Path]:
    """Where each connector's serial wire is found: one for any program, one for the robot alone."""
    wires, device = data / "wires", station.line.name
    links = {PUBLIC: wires / device, ROBOT: wires / ROBOT / device}
    return {name: link for name, link in links.items() if name in station.line.device.connectors}


def _hall(
    options: Options, chance: random.Random, station: Station, loop: asyncio.AbstractEventLoop
) -> HallPlace | None:
    """The hall on the map, if there is one. Raises `MapUnreadable`."""
    if options.hall_map is None:
        return None
    hall = Hall(load_walls(options.hall_map), options.hall, options.seed)
    return HallPlace(options.hall_place, hall, chance, station.clock, loop, station.trace)


def _treats(
    options: Options, chance: random.Random, station: Station, loop: asyncio.AbstractEventLoop
) -> DispenserPlace | None:
    """The dispenser, if there is one."""
    if options.dispenser is None:
        return None
    return DispenserPlace(options.dispenser, chance, station.clock, loop, station.trace)


def _bench(
    options: Options,
    station: Station,
    acoustics: Acoustics,
    place: CardPlace,
    hall: HallPlace | None,
    treats: DispenserPlace | None,
    loop: asyncio.AbstractEventLoop,
) -> Bench:
    hub, sound_hub, cards_hub, hall_hub, treats_hub = Hub(), Hub(), Hub(), Hub(), Hub()
    station.on_events(lambda _: hub.changed())
    for each in acoustics.stations.values():
        each.on_events(lambda _: sound_hub.changed())
    for each in place.stations.values():
        each.on_events(lambda _: cards_hub.changed())
    in_hall = hall.stations if hall else {}
    for each in in_hall.values():
        each.on_events(lambda _: hall_hub.changed())
    of_treats = treats.stations if treats else {}
    for each in of_treats.values():
        each.on_events(lambda _: treats_hub.changed())
    bench = Bench(
        station=station,
        player=ScenarioPlayer(
            station,
            loop,
            {**acoustics.stations, **place.stations, **in_hall, **of_treats},
            acoustics.citizens,
        ),
        replayer=Replayer(station, loop),
        hub=hub,
        scenarios={},
        recordings=options.data / "recordings",
        addresses={},
        about={"seed": options.seed, "versions": _versions()},
        acoustics=acoustics,
        card_place=place,
        sound_hub=sound_hub,
        cards_hub=cards_hub,
        hall_place=hall,
        hall_hub=hall_hub,
        dispenser_place=treats,
        treats_hub=treats_hub,
    )
    bench.scenarios = load_shipped(bench.acts)
    for each in bench.stations.values():
        for connector, link in _links(options.data, each).items():
            bench.add_address(each.line.name, connector, str(link))
    return bench


async def _serve(bench: Bench, bench_socket: socket.socket, parent: int) -> None:
    """Serve the bench until told to stop."""
    server = BenchServer(build_app(bench))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    _watch_parent(parent, stop)
    serving = asyncio.create_task(server.serve([bench_socket]))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait((serving, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    bench.hub.close()
    bench.sound_hub.close()
    bench.cards_hub.close()
    bench.hall_hub.close()
    bench.treats_hub.close()
    if bench.card_place:
        bench.card_place.mjpeg.close()
    server.should_exit = True
    await serving


def _watch_parent(parent: int, stop: asyncio.Event) -> None:
    """Set `stop` when the process that started us has ended."""
    if os.getppid() != parent:
        stop.set()
    else:
        asyncio.get_running_loop().call_later(PARENT_LOOK_S, _watch_parent, parent, stop)


@contextmanager
def _lock(data: Path) -> Iterator[None]:
    """Hold the data folder for ourselves; what a killed simulator left there is ours to replace."""
    folder = data / "wires"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        deadline = time.monotonic() + 2 * PARENT_LOOK_S  # one whose parent was killed ends within one look
        while not _locked(lock):
            if time.monotonic() > deadline:
                raise InUse(f"another simulator is running in {data}; stop it or give another --data")
            time.sleep(0.05)
        yield


def _locked(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for name in VERSIONED:
        with suppress(metadata.PackageNotFoundError):
            versions[name] = metadata.version(name)
    return versions
