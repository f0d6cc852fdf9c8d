"""A range scanner's status in the words of XFS4IoT, with who must act."""

from drivers.errors import DeviceError, Silent
from drivers.status import Action, DeviceState, DeviceStatus, Fault

STARTING = DeviceStatus(DeviceState.STARTING)
ONLINE = DeviceStatus(DeviceState.ONLINE)


def _lost(device: DeviceState, word: str, action: Action) -> DeviceStatus:
    return DeviceStatus(device, (Fault(f"range_scanner_{word}", action),))


UNPLUGGED = _lost(DeviceState.POWER_OFF, "unplugged", Action.CLEAR)
STOPPED = _lost(DeviceState.OFFLINE, "stopped", Action.CLEAR)  # it is there and gives no whole turns
FROZEN = _lost(DeviceState.HARDWARE_ERROR, "frozen", Action.MAINTENANCE)  # the same turn again and again
BROKEN = _lost(DeviceState.HARDWARE_ERROR, "broken", Action.MAINTENANCE)  # it says so itself


class Unhealthy(DeviceError):
    """The scanner says that it is broken."""


def status_without(reason: DeviceError | None) -> DeviceStatus:
    """The status of a scanner that is lost for `reason`."""
    if isinstance(reason, Unhealthy):
        return BROKEN
    return STOPPED if isinstance(reason, Silent) else UNPLUGGED
