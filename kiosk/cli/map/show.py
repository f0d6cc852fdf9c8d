"""Write a picture of the map: places and where they face, zones, clearances, the ways between all places.

For example:
  kiosk map show --out hall.png
  kiosk map show --lang vi

The ring marks the narrowest point on the ways, as wide as it is. Axes are metres, as in hall.yaml.

Exit codes: 0 the picture is written, 1 it cannot be.
"""

import argparse
from pathlib import Path

from kiosk.cli.failure import Failure
from kiosk.cli.map.words import WORDS
from kiosk.cli.options import add_config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose hall, where to write, and in which language."""
    parser.add_argument(
        "--out", type=Path, default=Path("hall.png"), metavar="FILE.png", help="default: hall.png"
    )
    parser.add_argument("--lang", choices=sorted(WORDS), default="en", help="of the names; default: en")
    add_config(parser)


def main(options: argparse.Namespace) -> int:
    """Draw the hall."""
    from kiosk.cli.map.picture.drawing import hall_picture  # numpy, scipy, OpenCV, Pillow: not for a --help
    from kiosk.cli.map.ways import hall_in, planning_of, ways

    settings, hall = hall_in(options.config)
    planning = planning_of(hall)
    names = {name: place.name.in_language(options.lang) for name, place in settings.places.items()}
    picture = hall_picture(hall, names, planning.radius_m, list(ways(hall, planning)), WORDS[options.lang])
    try:
        picture.save(options.out, "PNG")
    except OSError as error:
        raise Failure(f"cannot write {options.out}: {error.strerror or error}") from None
    print(f"{options.out}: {len(hall.places)} places, {len(hall.zones)} zones")
    return 0
