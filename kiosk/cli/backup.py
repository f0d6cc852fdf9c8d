"""Make a verified copy of the database, also while the robot runs. The robot makes one every night by itself.

For example:
  kiosk backup --data /srv/kiosk/data                      into the folder `backups` of the data folder
  kiosk backup --data /srv/kiosk/data --to /mnt/stick/before-the-move.db

Exit codes: 0 the copy is made, 1 it could not be made (the line says what to do).
"""

import argparse
from datetime import datetime
from pathlib import Path

from kiosk.backup.making import FOLDER, back_up
from kiosk.build import DATABASE
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_data
from kiosk.clock import WallClock
from kiosk.desk.sqlite.contents import Contents
from kiosk.desk.store import StoreError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of which data, and where to."""
    add_data(parser)
    parser.add_argument("--to", type=Path, metavar="FILE", help="where the copy goes (default: see above)")


def main(options: argparse.Namespace) -> int:
    """Make the copy and say what is in it."""
    database = options.data / DATABASE
    if not database.is_file():
        raise Failure(f"there is no database in {options.data}; name the robot's data folder with --data")
    target = options.to or _default_target(options.data)
    if target.exists():
        raise Failure(f"{target} is there already and was left as it is; name another file with --to")
    try:
        print(f"{target}: {told(back_up(database, target))}")
    except StoreError as error:
        raise Failure(str(error)) from error
    return 0


def told(contents: Contents) -> str:
    """The contents in a few words, times as this machine's clock on the wall shows them."""
    last = contents.last_written
    until = f"the last change {_local(last)}" if last else "nothing has happened in it yet"
    return f"whole, {contents.count('ticket')} tickets, {until}"


def _local(instant: datetime) -> str:
    return f"{instant.astimezone():%Y-%m-%d %H:%M:%S}"


def _default_target(data: Path) -> Path:
    name = f"asked-{WallClock().now().astimezone():%Y-%m-%dT%H%M%S}.db"
    return Path(data / FOLDER / name)
