"""`python -m simulator`: all devices of the robot at their wires, and a bench to try them."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from simulator.acoustics import AcousticsOptions
from simulator.bench.belief import RobotAddress
from simulator.bench.cards import STREAM
from simulator.bench.server import bind
from simulator.card_place import CardPlaceOptions
from simulator.clock import FASTEST
from simulator.devices.camera.options import CameraOptions
from simulator.devices.code_scanner.options import CodeScannerOptions
from simulator.devices.dispenser.options import MODBUS, VMC, DispenserOptions
from simulator.devices.loudspeaker.options import LoudspeakerOptions
from simulator.devices.microphone.options import MicrophoneOptions
from simulator.devices.printer.options import PrinterOptions
from simulator.devices.printer.personality import PERSONALITIES
from simulator.devices.range_scanner.options import LD19, RPLIDAR_A1, RangeScannerOptions
from simulator.hall.map_file import MapUnreadable
from simulator.hall.options import HallOptions
from simulator.hall.scene_file import OFFICE, SceneUnreadable, load_scene
from simulator.hall_place import HallPlaceOptions
from simulator.program import InUse, Options, run
from simulator.scenarios.load import ScenarioErrors


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the simulator; returns the exit code."""
    parent = os.getppid()  # asked for first: a parent that dies while we start is noticed too
    given = _parser().parse_args(arguments)
    try:
        bench = bind(given.host, given.bench_port)
    except OSError as error:
        return _fail(
            f"cannot use port {given.bench_port} for the bench ({error.strerror}); give another --bench-port"
        )
    port = bench.getsockname()[1]
    print(f"bench page   http://{given.host}:{port}/", flush=True)
    in_hall = ("mobile_base", "range_scanner") if given.hall else ()
    treats = ("dispenser",) if given.dispenser else ()
    for device in ("printer", "microphone", "loudspeaker", "code_scanner", *in_hall, *treats):
        print(f"{device:<12} {given.data / 'wires' / device}", flush=True)
    print(f"camera       http://{given.host}:{port}{STREAM}", flush=True)
    try:
        asyncio.run(run(_options(given, parent), bench))
    except ScenarioErrors as errors:
        return _fail(str(errors))
    except (InUse, MapUnreadable, SceneUnreadable) as error:
        return _fail(str(error))
    except OSError as error:
        asked = (given.tcp_port, given.microphone_port, given.loudspeaker_port, given.code_scanner_port)
        ports = [port for port in asked if port]
        where = error.filename or (f"port {' or '.join(map(str, ports))}" if ports else given.data)
        return _fail(f"cannot set up {where} ({error.strerror}); give another --data or another port")
    finally:
        bench.close()
    return 0


def _fail(problem: str) -> int:
    print(problem if ": error: " in problem else f"error: {problem}", file=sys.stderr)
    return 1


def _options(given: argparse.Namespace, parent: int) -> Options:
    printer = PrinterOptions(
        baud=given.baud,
        speed_mm_s=given.print_speed if given.baud else 0.0,
        personality=given.personality,
        receive_buffer_bytes=given.receive_buffer,
        roll_mm=given.roll_m * 1000,
    )
    return Options(
        data=given.data,
        host=given.host,
        bench_port=given.bench_port,
        tcp_port=given.tcp_port,
        printer=printer,
        speed=given.speed,
        seed=given.seed,
        scenario=given.scenario,
        parent=parent,
        acoustics=AcousticsOptions(
            MicrophoneOptions(floor_db=given.room_floor, seed=given.seed), LoudspeakerOptions()
        ),
        microphone_port=given.microphone_port,
        loudspeaker_port=given.loudspeaker_port,
        card_place=CardPlaceOptions(CodeScannerOptions(given.scanner_baud), CameraOptions(seed=given.seed)),
        code_scanner_port=given.code_scanner_port,
        hall_map=given.hall,
        hall=_hall(given),
        robot=RobotAddress(given.robot, given.robot_token) if given.robot and given.robot_token else None,
        hall_place=HallPlaceOptions(range_scanner=RangeScannerOptions(given.range_scanner, seed=given.seed)),
        dispenser=DispenserOptions(model=given.dispenser) if given.dispenser else None,
        tell=lambda line: print(line, flush=True),
    )


def _hall(given: argparse.Namespace) -> HallOptions:
    furnished = load_scene(given.scene) if given.hall and given.scene else HallOptions()
    return furnished if given.people is None else replace(furnished, people=given.people)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("kiosk-simulator", description=__doc__)
    _add_places(parser.add_argument)
    _add_printer(parser.add_argument)
    _add_room(parser.add_argument)
    _add_scanner(parser.add_argument)
    _add_hall(parser.add_argument)
    _add_dispenser(parser.add_argument)
    _add_course(parser.add_argument)
    return parser


def _add_places(add: Callable[..., object]) -> None:
    """Where it is reached."""
    add(
        "--data",
        type=Path,
        default=Path("data"),
        metavar="DIR",
        help="wires and recordings are kept here (data)",
    )
    add("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    add(
        "--bench-port",
        type=_within(int, 0, 65535),
        default=8090,
        metavar="N",
        help="port of the bench page (8090)",
    )
    add(
        "--tcp-port",
        type=_within(int, 0, 65535),
        metavar="N",
        help="also offer the printer on this raw TCP port",
    )
    for device in ("microphone", "loudspeaker", "code_scanner"):
        add(
            f"--{device.replace('_', '-')}-port",
            type=_within(int, 0, 65535),
            metavar="N",
            help=f"also offer the {device.replace('_', ' ')} on this raw TCP port",
        )


def _add_printer(add: Callable[..., object]) -> None:
    """How the printer is built and set."""
    add(
        "--baud",
        type=_within(int, 0, 4_000_000),
        default=115200,
        help="speed of the printer; 0 = nothing takes time",
    )
    add(
        "--print-speed",
        type=_within(float, 1, 1000),
        default=200.0,
        metavar="MM_S",
        help="head speed, mm/s (200)",
    )
    add("--personality", choices=sorted(PERSONALITIES), default="epson", help="which model it is (epson)")
    add("--receive-buffer", type=_within(int, 64, 10_000_000), default=16384, metavar="BYTES", help="(16384)")
    add(
        "--roll-m",
        type=_within(float, 0.001, 100_000),
        default=80.0,
        metavar="M",
        help="paper on the roll, m (80)",
    )


def _add_room(add: Callable[..., object]) -> None:
    """What there is to hear when nothing is going on."""
    add(
        "--room-floor",
        type=_within(float, -90, -20),
        default=-62.0,
        metavar="DB",
        help="level of the noise that is always in the room, dBFS (-62)",
    )


def _add_scanner(add: Callable[..., object]) -> None:
    """How the code scanner is set."""
    add(
        "--scanner-baud",
        type=_within(int, 0, 4_000_000),
        default=9600,
        metavar="BAUD",
        help="speed of the code scanner; 0 = its bytes come at once (9600)",
    )


def _add_hall(add: Callable[..., object]) -> None:
    """Where it drives, on which devices, among whom."""
    add(
        "--hall",
        type=Path,
        metavar="MAP.yaml",
        help="map of the hall, as ROS's map_server has it; without one there is no base and no range scanner",
    )
    add(
        "--scene",
        metavar="NAME|FILE",
        help=f"what is in the hall beside its walls: dock, stairs, people; a file, or {OFFICE}",
    )
    add(
        "--people",
        type=_within(int, 0, 100),
        metavar="N",
        help="how many people are there (as the scene says)",
    )
    add(
        "--robot",
        metavar="URL",
        help="address of the robot's pages: the hall's page asks where it believes to be",
    )
    add("--robot-token", type=Path, metavar="FILE", help="a file with a token of the robot's staff door")
    add(
        "--range-scanner",
        choices=(LD19, RPLIDAR_A1),
        default=LD19,
        help="which model it is (ld19)",
    )


def _add_dispenser(add: Callable[..., object]) -> None:
    """What hands out water and sweets."""
    add(
        "--dispenser",
        nargs="?",
        choices=(VMC, MODBUS),
        const=VMC,
        help="a dispenser with a vending controller (vmc), or a Modbus board of relays and inputs",
    )


def _add_course(add: Callable[..., object]) -> None:
    """How time and chance go."""
    add(
        "--speed",
        type=_within(float, 0, FASTEST),
        default=1.0,
        metavar="X",
        help="speed of time; 0 = paused (1)",
    )
    add("--seed", type=int, default=1, help="seed of everything left to chance (1)")
    add("--scenario", type=Path, metavar="FILE", help="play this scenario from the start")


def _within(kind: Callable[[str], float], low: float, high: float) -> Callable[[str], float]:
    def number(text: str) -> float:
        value = kind(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text} is not between {low:.10g} and {high:.10g}")
        return value

    return number


if __name__ == "__main__":
    sys.exit(main())
