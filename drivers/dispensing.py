"""What a dispenser is asked for, and how it ended. Values only.

After Open-RMF's rmf_dispenser_msgs 4.1.0, with what they lack: `uncertain` and `not_taken`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a request ended; it stays so for ever."""

    GIVEN = "given"  # it fell into the tray
    NOT_TAKEN = "not_taken"  # and lies there still
    FAILED = "failed"  # nothing moved: safe to ask again, under a new id
    UNCERTAIN = "uncertain"  # only a person can tell


class Reason(StrEnum):
    """What shows that it ended so."""

    # given, not_taken
    DROP_SEEN = "drop_seen"  # by the drop sensor
    MOTOR_DONE = "motor_done"  # a turn without a drop sensor
    STOCK_FELL = "stock_fell"  # the device counts one less
    # failed
    NOT_CONNECTED = "not_connected"
    NOT_RECORDED = "not_recorded"  # the intent could not be made durable
    NO_SUCH_SLOT = "no_such_slot"
    EMPTY = "empty"
    PAUSED = "paused"
    DOOR_OPEN = "door_open"
    TRAY_FULL = "tray_full"
    SENSOR_BLOCKED = "sensor_blocked"
    MACHINE_FAULT = "machine_fault"
    MOTOR_MISSING = "motor_missing"
    SILENT = "silent"  # it did not answer, or take the command, before anything could move
    REFUSED = "refused"
    NEVER_ARRIVED = "never_arrived"  # the command was lost, and that is proved
    # uncertain; MACHINE_FAULT too, where it came amid a drive
    JAMMED = "jammed"
    MOTOR_RUNS_ON = "motor_runs_on"
    NO_DROP = "no_drop"
    NO_ANSWER = "no_answer"
    CONNECTION_LOST = "connection_lost"
    TERMINATED = "terminated"
    STOPPED = "stopped"  # the robot's own program ended amid a drive


class Stage(StrEnum):
    """How far a request is, while it is under way."""

    DRIVING = "driving"
    DROPPED = "dropped"  # it lies in the tray; told where a tray is watched


@dataclass(frozen=True, slots=True)
class DispenseResult:
    """The end of one request; `taken` is None where no sensor tells, `detail` the device's own word."""

    request_id: str
    slot: int
    outcome: Outcome
    reason: Reason
    taken: bool | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SlotStock:
    """What a device says of one slot: None where it cannot tell at all, or not now."""

    slot: int
    count: int | None = None
    capacity: int | None = None
    low: bool | None = None
    blocked: bool | None = None  # jammed, or paused
