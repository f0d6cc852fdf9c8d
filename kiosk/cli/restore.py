"""Put a copy of the database back. The copy is verified first, and what it replaces is kept.

For example:
  kiosk restore /srv/kiosk/data/backups/kiosk-2026-11-24.db --config /srv/kiosk/config --data /srv/kiosk/data
  kiosk restore … --leap 0       nothing was given since the copy was made

What happened after the copy was made is lost. So that no number is given twice, today's numbers go on at the
next full hundred behind twice the busiest day so far; `--leap N` leaves out exactly N instead.

Exit codes: 0 restored, 1 nothing was changed (the line says what to do).
"""

import argparse
from pathlib import Path

from kiosk.backup.leap import Series
from kiosk.backup.restoring import Restored, restore
from kiosk.build import DATABASE
from kiosk.cli.backup import told
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_config, add_data, own_data_folder
from kiosk.clock import WallClock
from kiosk.config.schema import Config
from kiosk.desk.numbers import format_number
from kiosk.desk.store import StoreError
from kiosk.site.load import load_config

LARGEST_LEAP = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which copy, whose data."""
    parser.add_argument("copy", type=Path, metavar="FILE", help="the copy to put back")
    add_config(parser)
    add_data(parser)
    parser.add_argument("--leap", type=_leap, metavar="N", help="leave out so many of today's numbers")


def main(options: argparse.Namespace) -> int:
    """Restore and say until when, and how the numbers go on."""
    if not options.copy.is_file():
        raise Failure(f"there is no file {options.copy}; copies are in the folder `backups` of the data")
    config = load_config(options.config)
    database, now = own_data_folder(options.data) / DATABASE, WallClock().now()
    if database.exists() and options.copy.samefile(database):
        raise Failure(f"{options.copy} is the database itself; name a copy of it")
    prefixes = tuple(service.prefix for service in config.services)
    series = Series(prefixes, config.desk.first_number, options.leap)
    try:
        restored = restore(options.copy, database, now.astimezone(config.site.zone).date(), now, series)
    except StoreError as error:
        raise Failure(str(error)) from error
    print("\n".join(_told(options.copy, restored, config)))
    return 0


def _told(copy: Path, restored: Restored, config: Config) -> list[str]:
    numbers = ", ".join(
        format_number(prefix, number, config.desk.digits)
        for prefix, number in sorted(restored.following.items())
    )
    return [
        f"restored {copy}: {told(restored.contents)}",
        f"today's numbers go on at {numbers}",
        f"the old database is kept in {restored.kept}" if restored.kept else "there was no database before",
        "who came after the last change holds a number the robot does not know: call those people by hand,",
        "or let them take a new one; PINs and tokens are those of the copy, everybody must log in again",
    ]


def _leap(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= LARGEST_LEAP):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to {LARGEST_LEAP}")
    return int(text)
