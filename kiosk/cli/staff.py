"""Names and PINs of the staff at the counters, and tokens for programs.

For example:
  kiosk staff add Lan --data /srv/kiosk/data     a new PIN for Lan, shown once
  kiosk staff unlock Lan                         after too many wrong PINs
  kiosk staff token board-program                a token for `Authorization: Bearer`, shown once
  kiosk staff list

Exit codes: 0 done, 1 it could not be done.
"""

import argparse
import asyncio
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from kiosk.build import DATABASE
from kiosk.cli.failure import Failure
from kiosk.cli.options import add_data, own_data_folder
from kiosk.clock import WallClock
from kiosk.desk.model import DeskError
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.staff import StaffDoor

PIN_DIGITS = 6

Deed = Callable[[StaffDoor, str], Awaitable[str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with whom."""
    parser.add_argument("deed", choices=("add", "unlock", "token", "list"), help="see the examples")
    parser.add_argument("name", nargs="?", default="", help="the staff member, or what the token is for")
    add_data(parser)


def main(options: argparse.Namespace) -> int:
    """Do it and say what came of it."""
    if options.deed != "list" and not options.name:
        raise Failure(f"whom? for example: kiosk staff {options.deed} Lan")
    data = own_data_folder(options.data)
    try:
        print(asyncio.run(at_door(data, DEEDS[options.deed], options.name)))
    except DeskError as error:
        raise Failure(str(error)) from error
    return 0


async def at_door(data: Path, deed: Deed, name: str) -> str:
    """Do one deed at the staff door of `data`."""
    store = await SqliteStore.open(data / DATABASE)
    try:
        return await deed(StaffDoor(store, WallClock()), name)
    finally:
        await store.close()


async def add(door: StaffDoor, name: str) -> str:
    """A new random PIN."""
    while True:
        pin = "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS))
        try:
            await door.set_pin(name, pin)
        except DeskError as error:
            if error.code != "pin_weak":
                raise
        else:
            return f"PIN of {name} (shown only now): {pin}"


async def unlock(door: StaffDoor, name: str) -> str:
    """Forget the wrong tries."""
    await door.unlock(name)
    return f"{name} may try again"


async def token(door: StaffDoor, name: str) -> str:
    """A new bearer token."""
    return f"Token of {name} (shown only now): {await door.new_token(name)}"


async def names(door: StaffDoor, _name: str) -> str:
    """Everybody with a PIN."""
    return "\n".join(await door.names()) or "nobody has a PIN yet: kiosk staff add NAME"


DEEDS: dict[str, Deed] = {"add": add, "unlock": unlock, "token": token, "list": names}
