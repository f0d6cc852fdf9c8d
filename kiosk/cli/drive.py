"""Rehearse one trip of the robot through a hall in virtual time, its base and its lidar at simulated wires.

Metres, radians and seconds in the frame of the ROS map. What is told is measured in the simulated hall, not
by the robot. OBSTACLES.yaml is a list of {x, y, radius}: what only the lidar sees.

For example:
  kiosk rehearse drive --map hall/map.yaml --start 5.4,0.8,0.785 --goal 11.8,7.5
  kiosk rehearse drive --map hall/map.yaml --start 1,2,0 --goal 8,6 --people 10 --seed 7 --json

Exit codes: 0 it was driven, whether it arrived or gave up; 1 the robot caused a contact, or a file cannot be
used; 2 wrong use.
"""

import argparse
import math
import re
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.motion import Pose
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_json, print_json

if TYPE_CHECKING:
    from kiosk.rehearsal.drive.order import DriveResult

MOST_PEOPLE, LARGEST_SEED, FARTHEST_M = 200, 2**63 - 1, 1e5
SEEDS = 10**9
SUMMARY = "one trip of the robot through a hall"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, from where, whereto, among whom."""
    parser._negative_number_matcher = re.compile(r"-[.\d]")  # or `--start -1,2,0` would be an option
    parser.add_argument("--map", type=Path, required=True, metavar="MAP.yaml", help="a map of map_server")
    parser.add_argument(
        "--start", type=_start, required=True, metavar="X,Y,YAW", help="where the robot is; it is told so"
    )
    parser.add_argument("--goal", type=_goal, required=True, metavar="X,Y", help="where it is to go")
    parser.add_argument(
        "--unmapped", type=Path, metavar="OBSTACLES.yaml", help="what stands there and is not on the map"
    )
    parser.add_argument(
        "--people", type=_people, default=0, metavar="N", help="how many walk about (default: 0)"
    )
    parser.add_argument("--seed", type=_seed, metavar="S", help="the same seed, the same trip (default: any)")
    add_json(parser)


def main(options: argparse.Namespace) -> int:
    """Drive, and tell how it went."""
    from kiosk.rehearsal.drive.obstacles_file import ObstaclesError, load_obstacles
    from kiosk.rehearsal.drive.order import DriveOrder
    from kiosk.rehearsal.drive.run import DriveError, rehearse_drive  # loads numpy: only where it is needed

    seed = secrets.randbelow(SEEDS) if options.seed is None else options.seed
    try:
        unmapped = load_obstacles(options.unmapped) if options.unmapped else ()
        order = DriveOrder(options.map, Pose(*options.start), options.goal, unmapped, options.people, seed)
        result = rehearse_drive(order)
    except (ObstaclesError, DriveError) as error:
        raise Failure(str(error)) from None
    if options.json:
        print_json(asdict(result))
    else:
        print(_told(result, seed))
    return 1 if result.contacts else 0


def _told(result: "DriveResult", seed: int) -> str:
    """In sentences."""
    shortest = (
        "there is no way" if result.shortest_m is None else f"the shortest way is {result.shortest_m:.1f} m"
    )
    clearance = "nothing near" if result.min_clearance_m is None else f"{result.min_clearance_m:.2f} m"
    return "\n".join(
        (
            f"{'arrived' if result.arrived else f'did not arrive: {result.reason}'} (seed {seed})",
            f"  time       {result.time_s:.1f} s, rehearsed in {result.wall_s:.1f} s",
            f"  path       {result.path_m:.1f} m; {shortest}",
            f"  clearance  {clearance} at the least",
            f"  contacts   {result.contacts} caused by the robot",
            f"  recoveries {result.recoveries}",
        )
    )


def _start(text: str) -> tuple[float, ...]:
    return _numbers(text, "x,y,yaw", (FARTHEST_M, FARTHEST_M, 4 * math.pi))


def _goal(text: str) -> tuple[float, ...]:
    return _numbers(text, "x,y", (FARTHEST_M, FARTHEST_M))


def _numbers(text: str, names: str, bounds: tuple[float, ...]) -> tuple[float, ...]:
    """As many finite numbers as `bounds`, within them either way."""
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != len(bounds) or not all(
        abs(number) <= most for number, most in zip(numbers, bounds, strict=True)
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not {names} in metres and radians, like 1.5,2,0"[:120])
    return numbers


def _people(text: str) -> int:
    return _whole(text, MOST_PEOPLE)


def _seed(text: str) -> int:
    return _whole(text, LARGEST_SEED)


def _whole(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:20]) <= most):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 to {most}")
    return int(text)
