"""What a controller's codes mean. Pure. Source: VMC - Upper Computer protocol V3.0, commands 02, 04 and 54.

The document writes them with decimal digits and jumps from 09 to 10: they are hexadecimal. A code that is not
listed is kept as it came, and is neither success nor failure.
"""

from collections.abc import Mapping
from enum import StrEnum

from drivers.dispensing import Reason


class Verdict(StrEnum):
    """What command 04 says of a drive."""

    PROGRESS = "progress"
    SUCCESS = "success"
    FAILURE = "failure"
    UNKNOWN = "unknown"


NORMAL = 0x01  # of a selection; 00 is not
_SELECTION: Mapping[int, Reason] = {
    0x02: Reason.EMPTY,
    0x03: Reason.NO_SUCH_SLOT,
    0x04: Reason.PAUSED,
    0x05: Reason.TRAY_FULL,
    0x06: Reason.DOOR_OPEN,
    **dict.fromkeys((0x07, 0x08, 0x09, *range(0x10, 0x1A), *range(0x20, 0x24)), Reason.MACHINE_FAULT),
}

_PROGRESS = frozenset((0x01, 0x10, 0x11, 0x14, 0x16, 0x18, 0x19, 0x22, 0x23, 0x26))
_SUCCESS = frozenset((0x02, 0x24))  # 24: of heated goods
_FAILURES: Mapping[int, Reason] = {
    0x03: Reason.JAMMED,
    0x04: Reason.MOTOR_RUNS_ON,
    0x06: Reason.MOTOR_MISSING,
    0xFF: Reason.TERMINATED,
    **dict.fromkeys(
        (0x07, 0x12, 0x13, 0x15, 0x17, 0x20, 0x21, 0x25, 0x28, 0x29, 0x30, 0x31, 0x32), Reason.MACHINE_FAULT
    ),
}
NOTHING_MOVED = frozenset((Reason.MOTOR_MISSING,))


class Machine(StrEnum):
    """What command 54 says of the machine."""

    NORMAL = "normal"
    TRAY_FULL = "tray_full"
    DOOR_OPEN = "door_open"
    LIFT = "lift"
    UNKNOWN = "unknown"


_MACHINE: Mapping[int, Machine] = {
    0x00: Machine.NORMAL,
    0x01: Machine.TRAY_FULL,
    0x02: Machine.DOOR_OPEN,
    0x03: Machine.LIFT,
    0x04: Machine.LIFT,
}


def refusal(status: int) -> Reason | None:
    """Why a selection of this status cannot give; None: it can."""
    return None if status == NORMAL else _SELECTION.get(status, Reason.REFUSED)


def verdict(status: int) -> Verdict:
    """What a status of command 04 says."""
    if status in _SUCCESS:
        return Verdict.SUCCESS
    if status in _PROGRESS:
        return Verdict.PROGRESS
    return Verdict.FAILURE if status in _FAILURES else Verdict.UNKNOWN


def failure(status: int) -> Reason:
    """Why a drive failed. Raises KeyError for a status that is no failure."""
    return _FAILURES[status]


def machine(status: int) -> Machine:
    """What a status of command 54 says."""
    return _MACHINE.get(status, Machine.UNKNOWN)
