"""Read and judge the identity card that lies on the reader. Nothing is kept but what you ask for.

For example:
  kiosk card read                                   asks for the last six digits of the card's number
  kiosk card read --can 012345                      or takes them from here, where others may see them
  kiosk card read --mrz back.txt                    or the three lines of its back in a file (- : typed in)
  kiosk card read --can 012345 --photo portrait.jpg
  kiosk card read --can 012345 --json               for programs; with the personal data, on standard output

The number and the name are masked on the terminal. Trusted certificates: `kiosk card anchors`, or another
folder with --anchors.

Exit codes: 0 it was read and nothing speaks against it (authentic, intact_issuer_unknown), 1 it is not to be
believed (unverified, copied, altered) or could not be read, 2 wrong use.
"""

import argparse
import asyncio
import logging
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

from drivers.card_reader.pcsc.driver import PcscCardReader
from drivers.identity_card.chip.authentication.verdict import Level
from drivers.identity_card.chip.card_reading import CardRead, Part, Step
from drivers.identity_card.chip.errors import CardError
from drivers.identity_card.chip.session import AccessKey, Can, MrzKey
from drivers.identity_card.mrz import BadMrz, parse_td1
from drivers.interfaces import CardPresence
from kiosk.cli.card.report import as_object, as_text, unreadable_object
from kiosk.cli.card.words import cause_words
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_data, add_json, print_json
from kiosk.site.anchors import Installed, anchor_folder, load_anchors

LOOK_S = 3.0  # for the readers to show what lies on them
BELIEVED = frozenset((Level.AUTHENTIC, Level.INTACT_ISSUER_UNKNOWN))
MOST_MRZ_BYTES = 4096
QUESTION = "The last six digits of the card's number: "


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The key, the reader, what to do with the result."""
    key = parser.add_mutually_exclusive_group()
    key.add_argument("--can", metavar="DIGITS", type=_can, help="the last six digits of the card's number")
    key.add_argument("--mrz", metavar="FILE", type=Path, help="the three lines of the back, as text")
    parser.add_argument(
        "--reader", default="", metavar="NAME", help="a part of the reader's name (default: any)"
    )
    parser.add_argument("--photo", type=Path, metavar="FILE", help="write the portrait to a new file")
    parser.add_argument("--all-fields", action="store_true", help="with --json: faith, family and marks, too")
    parser.add_argument("--anchors", type=Path, metavar="DIR", help="trust the certificates in this folder")
    add_data(parser)
    add_json(parser)


def main(options: argparse.Namespace) -> int:
    """Read, judge, tell."""
    key = _key(options)
    if options.photo is not None and options.photo.exists():
        raise Failure(f"{options.photo} is there already; name a new file for the portrait")
    installed = load_anchors(options.anchors or anchor_folder(options.data))
    for problem in installed.problems:
        print(f"kiosk: {problem}", file=sys.stderr)
    try:
        read = asyncio.run(_read(options, key, installed))
    except CardError as error:
        return _told(error, options.json)
    if options.photo is not None:
        _write_photo(options.photo, read)
    trusted = len(installed.anchors)
    if options.json:
        print_json(as_object(read, trusted, options.all_fields))
    else:
        print(as_text(read, trusted))
    return 0 if read.verdict.level in BELIEVED else 1


def _can(text: str) -> Can:
    try:
        return Can(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}") from None


def _key(options: argparse.Namespace) -> AccessKey:
    """As given, or asked for. Raises `Failure`."""
    if options.can is not None:
        key: Can = options.can
        return key
    if options.mrz is not None:
        return _key_in(options.mrz)
    try:
        typed = getpass(QUESTION) if sys.stdin.isatty() else sys.stdin.readline(MOST_MRZ_BYTES)
        return Can(typed.strip())
    except (ValueError, EOFError):
        raise Failure("a card opens with --can (six digits) or with --mrz (the lines of its back)") from None


def _key_in(file: Path) -> MrzKey:
    """The key that the lines in `file` give. Raises `Failure`, which names no digit of them."""
    try:
        text = sys.stdin.read(MOST_MRZ_BYTES) if str(file) == "-" else _text_of(file)
        return MrzKey(*parse_td1(text).key)
    except BadMrz as error:
        raise Failure(f"{file}: {error}") from None
    except ValueError:
        raise Failure(f"{file}: no card can be opened with these lines") from None


def _text_of(file: Path) -> str:
    with file.open("rb") as stream:
        return stream.read(MOST_MRZ_BYTES).decode("ascii", "replace")


async def _read(options: argparse.Namespace, key: AccessKey, installed: Installed) -> CardRead:
    """Watch the reader until it shows what lies there, then read. What the driver logs is told anyway."""
    logging.getLogger("drivers.card_reader").addHandler(logging.NullHandler())
    anchors = installed.anchors
    reader = PcscCardReader.open(options.reader, lambda: anchors, lambda: datetime.now(UTC))
    wanted = {Part.MRZ, Part.PERSON} | ({Part.PORTRAIT} if options.photo is not None else set())
    watching = asyncio.create_task(reader.run())
    try:
        await _first_look(reader)
        return await reader.read((key,), frozenset(wanted), _tell_nobody)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _first_look(reader: PcscCardReader) -> None:
    """Return when it is known whether a card lies there, or that it will not be."""
    looked = asyncio.Event()
    reader.on_presence(lambda presence: looked.set() if presence is not CardPresence.UNKNOWN else None)
    reader.on_status(lambda status: None if status.usable else looked.set())
    with suppress(TimeoutError):
        async with asyncio.timeout(LOOK_S):
            await looked.wait()


def _told(error: CardError, as_json: bool) -> int:
    if not as_json:
        raise Failure(f"{cause_words(error.cause)} [{error}]") from error
    print_json(unreadable_object(error))
    return 1


def _write_photo(file: Path, read: CardRead) -> None:
    """For the eyes of this user only."""
    if read.portrait is None:
        print("kiosk: there is no portrait to write", file=sys.stderr)
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(read.portrait.image)


def _tell_nobody(step: Step, share: float) -> None:
    del step, share
