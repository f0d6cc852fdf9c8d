"""Commands and states of the vending controller's upper-computer protocol V3.0."""

from enum import IntEnum


class Command(IntEnum):
    """The third byte of a frame."""

    CHECK = 0x01
    SELECTION_STATUS = 0x02
    BUY = 0x03
    DISPENSING = 0x04
    SELECT = 0x05
    DRIVE = 0x06
    SELECTION_INFO = 0x11
    PRICE = 0x12
    INVENTORY = 0x13
    CAPACITY = 0x14
    PRODUCT = 0x15
    POLL_INTERVAL = 0x16
    FULLY_LOADED = 0x17
    SYNCHRONISE = 0x31
    POLL = 0x41
    ACK = 0x42
    MACHINE_REQUEST = 0x51
    MACHINE_STATUS = 0x52
    STATUS_REQUEST = 0x53
    STATUS = 0x54
    MENU = 0x70
    MENU_ANSWER = 0x71


class Selection(IntEnum):
    """Status of command 02."""

    NORMAL = 0x01
    OUT_OF_STOCK = 0x02
    UNKNOWN = 0x03
    PAUSED = 0x04
    DOOR_UNLOCKED = 0x06


class Dispensing(IntEnum):
    """Status of command 04."""

    DISPENSING = 0x01
    SUCCESS = 0x02
    JAMMED = 0x03
    MOTOR_RUNS_ON = 0x04
    MOTOR_MISSING = 0x06
    TERMINATED = 0xFF


READY, DOOR_NOT_CLOSED = 0x00, 0x02  # status of command 54
JAMS, CONFIGURATION = 0x32, 0x42  # types of the menu
READ, SET = 0x00, 0x01  # what is done to them
WHOLE_MACHINE, TRAYS = 0, range(1000, 1010)  # selections that are many
SLOTS_A_TRAY = 10
MODES = {"spiral": 1, "belt": 2}


def meaning(command: int) -> str:
    """The command in words."""
    known = set(Command)
    return (
        Command(command).name.lower().replace("_", " ") if command in known else f"no command {command:02X}"
    )
