"""What a controller tells. Pure. Source: VMC - Upper Computer protocol V3.0, by command.

A first byte counts exchanges; whether it is the controller's own count or ours no document tells, so answers
are known by their command and slot.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drivers.dispenser.vmc.protocol.commands import Command, Order
from drivers.dispenser.vmc.protocol.frames import Frame

_JAMS, _READ = 0x32, 0x00
_CLEARED = b"\0"


class Malformed(ValueError):
    """A whole frame whose data is too short, or says nothing that is known."""


@dataclass(frozen=True, slots=True)
class SelectionStatus:
    """Whether a slot can give: a code of command 02."""

    slot: int
    status: int


@dataclass(frozen=True, slots=True)
class DispensingStatus:
    """How far a drive is: a code of command 04."""

    slot: int
    status: int


@dataclass(frozen=True, slots=True)
class SelectionInfo:
    """What is in a slot."""

    slot: int
    price: int
    count: int
    capacity: int
    product: int
    paused: bool


@dataclass(frozen=True, slots=True)
class Inventory:
    """How many are in a slot."""

    slot: int
    count: int


@dataclass(frozen=True, slots=True)
class Price:
    """What a slot's goods cost."""

    slot: int
    price: int


@dataclass(frozen=True, slots=True)
class MachineStatus:
    """How the machine is: a code of command 54."""

    status: int


@dataclass(frozen=True, slots=True)
class MachineReport:
    """Command 52 as it came: the document does not give the values."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class Synchronise:
    """It wants to begin anew: it was switched on, or heard us for the first time."""


@dataclass(frozen=True, slots=True)
class Jams:
    """The slots that are marked as jammed."""

    slots: tuple[int, ...]


Said = (
    SelectionStatus
    | DispensingStatus
    | SelectionInfo
    | Inventory
    | Price
    | MachineStatus
    | MachineReport
    | Synchronise
    | Jams
)


def decode(frame: Frame, order: Order) -> Said | None:
    """What a frame says; None where it does not concern us. Raises `Malformed`."""
    decoding = _DECODINGS.get(frame.command)
    if decoding is None:
        return None
    text = frame.data[1:]
    try:
        return decoding(text, order)
    except IndexError as error:
        raise Malformed(f"command {frame.command:02x} with {len(frame.data)} bytes") from error


def _status_of(kind: type[SelectionStatus] | type[DispensingStatus]) -> Callable[[bytes, Order], Said]:
    def decoded(text: bytes, order: Order) -> Said:
        return kind(_number(text, 1, 2, order), text[0])

    return decoded


def _info(text: bytes, order: Order) -> SelectionInfo:
    return SelectionInfo(
        _number(text, 0, 2, order),
        _number(text, 2, 4, order),
        text[6],
        text[7],
        _number(text, 8, 2, order),
        text[10] != 0,
    )


def _jams(text: bytes, order: Order) -> Said:
    """The belts' list may follow the spirals', or not."""
    if text[0] != _JAMS:
        raise Malformed(f"menu {text[0]:02x}")
    if text[1] == _READ:
        return _listed(text[2:], order)
    if text[2:] != _CLEARED:
        raise Malformed(f"jams that are not cleared: {text.hex(' ')}")
    return Jams(())


def _listed(text: bytes, order: Order) -> Jams:
    slots: list[int] = []
    while text:
        count, text = text[0], text[1:]
        slots += [_number(text, 2 * number, 2, order) for number in range(count)]
        text = text[2 * count :]
    return Jams(tuple(dict.fromkeys(slots)))


def _number(text: bytes, start: int, size: int, order: Order) -> int:
    part = text[start : start + size]
    if len(part) < size:
        raise IndexError
    return int.from_bytes(part, "big" if order is Order.BIG else "little")


_DECODINGS: Mapping[int, Callable[[bytes, Order], Said]] = {
    Command.SELECTION_STATUS: _status_of(SelectionStatus),
    Command.DISPENSING_STATUS: _status_of(DispensingStatus),
    Command.SELECTION_INFO: _info,
    Command.INVENTORY: lambda text, order: Inventory(_number(text, 0, 2, order), text[2]),
    Command.PRICE: lambda text, order: Price(_number(text, 0, 2, order), _number(text, 2, 4, order)),
    Command.STATUS: lambda text, order: MachineStatus(text[0]),
    Command.MACHINE: lambda text, order: MachineReport(text),
    Command.SYNCHRONISE: lambda text, order: Synchronise(),
    Command.MENU_ANSWER: _jams,
}
