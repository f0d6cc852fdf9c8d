"""What we tell a controller. Pure. Source: VMC - Upper Computer protocol V3.0, by command.

Every command's data begins with its communication number (PackNO), 1 to 255, one more after each exchange.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Literal

from drivers.dispenser.vmc.protocol.frames import ACK, encode_frame

ACKNOWLEDGE = encode_frame(ACK)
SLOTS = range(1, 1000)  # from 1000 on a number means a whole tray, 0 the whole machine
_JAMS = 0x32  # type of the menu
_READ, _SET = 0x00, 0x01


class Command(IntEnum):
    """Commands, ours and theirs."""

    CHECK = 0x01
    SELECTION_STATUS = 0x02
    BUY = 0x03
    DISPENSING_STATUS = 0x04
    DRIVE = 0x06
    SELECTION_INFO = 0x11
    PRICE = 0x12
    INVENTORY = 0x13
    SYNCHRONISE = 0x31
    MACHINE_REQUEST = 0x51
    MACHINE = 0x52
    STATUS_REQUEST = 0x53
    STATUS = 0x54
    MENU = 0x70
    MENU_ANSWER = 0x71


class Order(StrEnum):
    """The order of bytes in selections and amounts; no document tells it."""

    BIG = "big"
    LITTLE = "little"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one controller differs from another."""

    order: Order = Order.BIG
    check_in_three: bool = False  # command 01 without the byte that is not in the document
    direct: bool = True  # command 06; else 03, for a controller that has not got it
    drop_sensor: bool = True
    lift: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One command but for its number; `moves`: it must never be sent twice."""

    command: Command
    text: bytes = b""
    moves: bool = False

    def numbered(self, pack: int) -> bytes:
        """Its frame under the communication number `pack`."""
        return encode_frame(self.command, bytes((pack,)) + self.text)


def check(slot: int, dialect: Dialect) -> Told:
    """Ask whether a slot can give."""
    return Told(Command.CHECK, _slot(slot, dialect) + (b"" if dialect.check_in_three else b"\0"))


def give(slot: int, dialect: Dialect) -> Told:
    """Turn a slot's motor, whatever the controller's own stock and price say; or as if it were paid for."""
    if not dialect.direct:
        return Told(Command.BUY, _slot(slot, dialect), moves=True)
    how = bytes((dialect.drop_sensor, dialect.lift))
    return Told(Command.DRIVE, how + _slot(slot, dialect), moves=True)


def ask_status() -> Told:
    """Ask how the machine is."""
    return Told(Command.STATUS_REQUEST)


def synchronise() -> Told:
    """Ask for everything that the controller knows of its slots."""
    return Told(Command.SYNCHRONISE)


def set_stock(slot: int, count: int, dialect: Dialect) -> Told:
    """Tell how many are in a slot, 0 to 255."""
    return Told(Command.INVENTORY, _slot(slot, dialect) + bytes((count,)))


def ask_machine() -> Told:
    """Ask for command 52."""
    return Told(Command.MACHINE_REQUEST)


def ask_jams() -> Told:
    """Ask which slots are marked as jammed."""
    return Told(Command.MENU, bytes((_JAMS, _READ)))


def clear_jams() -> Told:
    """End the marks; moves no motor."""
    return Told(Command.MENU, bytes((_JAMS, _SET)))


def _slot(slot: int, dialect: Dialect) -> bytes:
    order: Literal["big", "little"] = "big" if dialect.order is Order.BIG else "little"
    return slot.to_bytes(2, order)
