"""The simulator as a running program: builds everything, runs until told to stop, leaves nothing behind."""

import asyncio
import fcntl
import os
import platform
import random
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TextIO

from simulator.bench.app import build_app
from simulator.bench.context import Bench
from simulator.bench.hub import Hub
from simulator.bench.server import BenchServer
from simulator.clock import SimulationClock
from simulator.devices.interfaces import PUBLIC
from simulator.devices.printer.options import NETWORK, ROBOT, PrinterOptions
from simulator.devices.printer.printer import TicketPrinter
from simulator.replay import Replayer
from simulator.scenarios.load import load_scenario, load_shipped
from simulator.scenarios.player import ScenarioPlayer
from simulator.station import Station
from simulator.wires.line import Line
from simulator.wires.pty import PtyWire
from simulator.wires.tcp import TcpWire

PARENT_LOOK_S = 1.0
VERSIONED = ("service-kiosk-robot", "pillow", "starlette", "uvicorn")


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `tcp_port` None = no network port; when process `parent` ends, so do we."""

    data: Path
    host: str
    bench_port: int
    tcp_port: int | None
    printer: PrinterOptions
    speed: float
    seed: int
    scenario: Path | None
    parent: int


class InUse(OSError):
    """Another simulator already works in this data folder."""


async def run(options: Options, bench_socket: socket.socket) -> None:
    """Run until SIGTERM, SIGINT or the parent's death. Raises OSError when a wire cannot be set up."""
    with _lock(options.data):
        await _run(options, bench_socket)


async def _run(options: Options, bench_socket: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    line = Line(TicketPrinter(options.printer), random.Random(options.seed))  # noqa: S311 (chance for faults, no secret)
    scenario = load_scenario(options.scenario, line.acts) if options.scenario else None
    station = Station(line, SimulationClock(loop.time, options.speed), loop)
    bench = _bench(options, station, loop)
    tcp = TcpWire(station, NETWORK)
    if options.tcp_port is not None:
        port = await tcp.open(options.host, options.tcp_port)
        bench.addresses = {**bench.addresses, NETWORK: f"{options.host}:{port}"}
        station.add_wire(NETWORK, tcp)
    ptys = {connector: PtyWire(station, connector, link) for connector, link in _links(options.data).items()}
    for connector, pty in ptys.items():
        station.add_wire(connector, pty)
    if scenario:
        bench.player.start(scenario)
    try:
        await _serve(bench, bench_socket, options.parent)
    finally:
        bench.player.stop()
        bench.replayer.stop()
        station.close()
        for pty in ptys.values():
            pty.close()
        await tcp.close()


def _links(data: Path) -> dict[str, Path]:
    """Where each connector's serial wire is found: one for any program, one for the robot alone."""
    wires = data / "wires"
    return {PUBLIC: wires / TicketPrinter.name, ROBOT: wires / ROBOT / TicketPrinter.name}


def _bench(options: Options, station: Station, loop: asyncio.AbstractEventLoop) -> Bench:
    hub = Hub()
    station.on_events(lambda _: hub.changed())
    return Bench(
        station=station,
        player=ScenarioPlayer(station, loop),
        replayer=Replayer(station, loop),
        hub=hub,
        scenarios=load_shipped(station.line.acts),
        recordings=options.data / "recordings",
        addresses={connector: str(link) for connector, link in _links(options.data).items()},
        about={"seed": options.seed, "versions": _versions()},
    )


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
