"""Run the robot with every device simulated at the wire, until Ctrl-C. What `make run` does.

The simulator is a program of its own beside the robot; its bench page has one button
for everything hands can do to a device.

For example:
  kiosk simulate
  kiosk simulate --data /tmp/try --port 9000 --bench-port 9001
  kiosk simulate --stationary     a robot without a base

Exit codes: 0 stopped, 1 it could not start (the line says what to do).
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.cli import run, staff
from kiosk.cli.failure import AlreadyTold, Failure
from kiosk.cli.options import add_port, own_data_folder
from kiosk.config.base import Settings
from kiosk.config.device_schema import (
    CameraSettings,
    CardReaderSettings,
    CodeScannerSettings,
    LoudspeakerSettings,
    MicrophoneSettings,
)
from kiosk.config.motion_schema import MobileBaseSettings, RangeScannerSettings
from kiosk.config.schema import Config
from kiosk.desk.store import StoreError
from kiosk.site.load import load_config

WITHIN_S = 20.0
LOOK_S = 0.01
END_S = 2.0
STAFF = "demo"
PRINTER, MICROPHONE, LOUDSPEAKER, SCANNER, BASE, LIDAR = (
    "printer",
    "microphone",
    "loudspeaker",
    "code_scanner",
    "mobile_base",
    "range_scanner",
)  # its names
TOKEN = "staff-token"  # noqa: S105 - a file's name
EMERGENCY_STOP = 0  # where the simulated base has its button
SCENE = "office"  # what the simulator puts into the shipped hall
CARD_DAEMON = Path("pcscd", "pcscd.comm")  # the simulator's own, in the data folder
CARD_DAEMON_VARIABLE = "PCSCLITE_CSOCK_NAME"  # where clients look for it (pcsc-lite)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `run`, and the bench's port."""
    run.add_arguments(parser)
    add_port(parser, "--bench-port", 8081, "port of the bench page (default: 8081)")
    parser.add_argument(
        "--stationary", action="store_true", help="a robot without a base: it stays where it is"
    )


def main(options: argparse.Namespace) -> int:
    """Start the simulator, then the robot on its wires; end both together."""
    config = load_config(options.config)
    if options.stationary:
        config = config.model_copy(update={"hall": None})
    data = own_data_folder(options.data)
    with _simulator(data, options.bench_port, config, options.port):
        pin = _staff(data)
        os.environ[CARD_DAEMON_VARIABLE] = str(data.absolute() / CARD_DAEMON)
        simulated = _on_simulated_wires(config, data, options.bench_port)
        run.run(simulated, options, lambda url: _told(url, options.bench_port, pin))
    return 0


def _told(url: str, bench_port: int, pin: str) -> str:
    return f"""{run.addresses(url)}  bench page     http://127.0.0.1:{bench_port}/

  At the counter: name {STAFF}, PIN {pin}. All hardware is simulated. Ctrl-C ends it.
"""


def _staff(data: Path) -> str:
    """A token and a PIN to try with, kept for their owner only; the PIN stays the same from run to run."""
    pin_file, token_file = data / "staff-pin", data / TOKEN
    try:
        _keep(token_file, asyncio.run(staff.at_door(data, staff.token, "simulate")).split()[-1])
        if not pin_file.exists():
            _keep(pin_file, asyncio.run(staff.at_door(data, staff.add, STAFF)).split()[-1])
    except StoreError as error:
        raise Failure(str(error)) from error
    return pin_file.read_text(encoding="ascii").strip()


def _keep(file: Path, secret: str) -> None:
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(secret + "\n", encoding="ascii")


def _on_simulated_wires(config: Config, data: Path, bench_port: int) -> Config:
    """The same configuration, other addresses; what the robot does not have of its own it is given."""
    printer = config.devices.printer
    if printer is not None:
        printer = printer.model_copy(update={"address": _address(data, PRINTER)})
    others: dict[str, Settings] = {
        MICROPHONE: MicrophoneSettings(driver="pcm", address=_address(data, MICROPHONE)),
        LOUDSPEAKER: LoudspeakerSettings(driver="pcm", address=_address(data, LOUDSPEAKER)),
        SCANNER: _scanner(config, data),
        "camera": CameraSettings(source=f"http://127.0.0.1:{bench_port}/camera.mjpeg"),
    }
    if (data / CARD_DAEMON).exists():
        others["card_reader"] = CardReaderSettings()
    if config.hall is not None:
        others[BASE] = MobileBaseSettings(address=_address(data, BASE), emergency_stop_input=EMERGENCY_STOP)
        others[LIDAR] = RangeScannerSettings(address=_address(data, LIDAR))
    devices = config.devices.model_copy(update={PRINTER: printer, **others})
    return config.model_copy(update={"devices": devices})


def _scanner(config: Config, data: Path) -> CodeScannerSettings:
    """On its wire, or the camera where the site looks through that."""
    scanner = config.devices.code_scanner
    if scanner is not None and scanner.driver == "camera":
        return CodeScannerSettings(driver="camera")
    return CodeScannerSettings(address=_address(data, SCANNER))


@contextmanager
def _simulator(data: Path, bench_port: int, config: Config, port: int | None) -> Iterator[None]:
    baud = config.devices.printer.baud if config.devices.printer else 115_200
    options = ["--data", str(data), "--bench-port", str(bench_port), "--baud", str(baud), "--dispenser"]
    options += _hall(config, data, config.site.port if port is None else port)
    wire = _wire(data, SCANNER if config.hall is None else LIDAR)  # the last one that is put up
    of_a_killed_run = _identity(wire)
    # in a session of its own: Ctrl-C ends the robot first, which then ends the simulator
    child = subprocess.Popen(
        [sys.executable, "-m", "simulator", *options], stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_until(lambda: _identity(wire) not in (None, of_a_killed_run), child)
        yield
    finally:
        _end(child)


def _hall(config: Config, data: Path, port: int) -> list[str]:
    """The simulator's hall has the walls of the site's map; its page asks the robot what it believes."""
    if config.hall is None or config.folder is None:
        return []
    robot = ["--robot", f"http://127.0.0.1:{port}", "--robot-token", str(data / TOKEN)] if port else []
    return ["--hall", str((config.folder / config.hall.map).absolute()), "--scene", SCENE, *robot]


def _address(data: Path, device: str) -> str:
    return f"serial:{_wire(data, device)}"


def _wire(data: Path, device: str) -> Path:
    """The robot's own connector: the one at `wires/printer` is for everybody else."""
    return data / "wires" / "robot" / device


def _identity(wire: Path) -> tuple[int, int] | None:
    """Which link stands there; None without one."""
    try:
        found = wire.lstat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _wait_until(ready: Callable[[], bool], child: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + WITHIN_S
    while not ready():
        if child.poll() is not None:
            raise AlreadyTold
        if time.monotonic() > deadline:
            raise Failure(f"the simulator was not ready within {WITHIN_S:.0f} s; try again")
        time.sleep(LOOK_S)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(END_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
