"""What a device says of itself, in the words of XFS4IoT (Framework/Core/Common and Printer).

`None` means the device cannot report a thing at all; `unknown` means it can, but not now.
"""

from dataclasses import dataclass
from enum import StrEnum


class DeviceState(StrEnum):
    """The common device status (XFS4IoT Common.Status `device`)."""

    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "powerOff"
    NO_DEVICE = "noDevice"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    DEVICE_BUSY = "deviceBusy"
    STARTING = "starting"


class PaperState(StrEnum):
    """The paper of one source (XFS4IoT Printer.Status `paper`)."""

    UNKNOWN = "unknown"
    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"


class Action(StrEnum):
    """Who must act on a fault (XFS4IoT Common.ErrorEvent `action`)."""

    SUSPEND = "suspend"  # recovers by itself
    CLEAR = "clear"  # staff on the spot
    MAINTENANCE = "maintenance"  # a technician
    CONFIGURATION = "configuration"  # an administrator


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and who must act. `code` is a key of the staff texts, e.g. `paper_out`."""

    code: str
    action: Action


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """What every device reports."""

    device: DeviceState
    faults: tuple[Fault, ...] = ()

    @property
    def usable(self) -> bool:
        """True when a job may be started now."""
        return self.device is DeviceState.ONLINE


@dataclass(frozen=True, slots=True)
class PrinterStatus(DeviceStatus):
    """A printer's status; `paper` and `cover_open` are None where the model cannot report them."""

    paper: PaperState | None = PaperState.UNKNOWN
    cover_open: bool | None = None
