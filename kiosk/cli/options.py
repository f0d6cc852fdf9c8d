"""Options several commands share."""

import argparse
import json
import os
from datetime import date
from pathlib import Path

from kiosk.cli.failure import Failure
from kiosk.config.scalars import read_day
from kiosk.site.places import SHIPPED

LAST_PORT = 65_535


def add_config(parser: argparse.ArgumentParser) -> None:
    """`--config DIR`."""
    parser.add_argument(
        "--config",
        type=Path,
        default=default_config(),
        metavar="DIR",
        help="the site's configuration folder (default: %(default)s)",
    )


def add_today(parser: argparse.ArgumentParser) -> None:
    """`--today DATE`."""
    parser.add_argument(
        "--today",
        type=_day,
        default=date.today(),
        metavar="DATE",
        help="take this day for today, as 2026-11-30 (default: today)",
    )


def add_data(parser: argparse.ArgumentParser) -> None:
    """`--data DIR`."""
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("data"),
        metavar="DIR",
        help="where the robot keeps its data (default: ./data)",
    )


def add_port(parser: argparse.ArgumentParser, name: str, default: int | None, told: str) -> None:
    """A port number; 0 stands for any free one."""
    parser.add_argument(name, type=_port, default=default, metavar="N", help=told)


def own_data_folder(folder: Path) -> Path:
    """`folder`, made for this user only where it is not there yet. Raises `Failure`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(
            f"{folder} cannot be the data folder ({error.strerror}); choose another --data"
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Failure(f"{folder} cannot be written; make it writable for this user or choose another --data")
    return folder.resolve()


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help="write the result as JSON, for programs")


def default_config() -> Path:
    """`config` in the working directory, or the configuration that came with the program."""
    here = Path("config")
    return here if here.is_dir() else SHIPPED


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} {error}") from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text} is not a port: 0 to {LAST_PORT}")
    return int(text)


def print_json(value: object) -> None:
    """`value` as indented JSON, Vietnamese letters as they are."""
    print(json.dumps(value, indent=2, ensure_ascii=False))
