"""A dispenser's status in the words of XFS4IoT, with who must act."""

from collections.abc import Collection, Mapping

from drivers.dispensing import Reason
from drivers.errors import DeviceError, Garbled, Silent
from drivers.status import Action, DeviceState, DeviceStatus, Fault

STARTING = DeviceStatus(DeviceState.STARTING)
UNPLUGGED = DeviceStatus(DeviceState.POWER_OFF, (Fault("dispenser_unplugged", Action.CLEAR),))
SILENT = DeviceStatus(DeviceState.OFFLINE, (Fault("dispenser_silent", Action.CLEAR),))
GARBLED = DeviceStatus(DeviceState.OFFLINE, (Fault("dispenser_garbled", Action.CONFIGURATION),))
WRONG_DEVICE = DeviceStatus(
    DeviceState.HARDWARE_ERROR, (Fault("dispenser_wrong_device", Action.CONFIGURATION),)
)


class WrongDevice(DeviceError):
    """It speaks the protocol, but is not what the configuration says."""


_ACTIONS: Mapping[Reason, Action] = {
    Reason.DOOR_OPEN: Action.CLEAR,
    Reason.TRAY_FULL: Action.CLEAR,
    Reason.SENSOR_BLOCKED: Action.CLEAR,
    Reason.JAMMED: Action.CLEAR,
    Reason.NO_DROP: Action.CLEAR,
    Reason.TERMINATED: Action.CLEAR,
    Reason.MACHINE_FAULT: Action.MAINTENANCE,
    Reason.MOTOR_RUNS_ON: Action.MAINTENANCE,
    Reason.MOTOR_MISSING: Action.MAINTENANCE,
}
FAULTS = frozenset(_ACTIONS)
_HOLDS_ALL: Mapping[Reason, DeviceState] = {  # the others concern one slot
    Reason.MOTOR_RUNS_ON: DeviceState.HARDWARE_ERROR,
    Reason.MACHINE_FAULT: DeviceState.HARDWARE_ERROR,
    Reason.DOOR_OPEN: DeviceState.USER_ERROR,
    Reason.TRAY_FULL: DeviceState.USER_ERROR,
    Reason.SENSOR_BLOCKED: DeviceState.USER_ERROR,
}


def status_with(wrong: Collection[Reason]) -> DeviceStatus:
    """The status of a connected dispenser with these things wrong, each once."""
    known = [reason for reason in _ACTIONS if reason in wrong]
    states = [state for reason, state in _HOLDS_ALL.items() if reason in known]
    faults = tuple(Fault(f"dispenser_{reason}", _ACTIONS[reason]) for reason in known)
    return DeviceStatus(states[0] if states else DeviceState.ONLINE, faults)


def status_lost(reason: DeviceError | None) -> DeviceStatus:
    """The status of a dispenser that is not connected, for `reason`."""
    if isinstance(reason, WrongDevice):
        return WRONG_DEVICE
    if isinstance(reason, Garbled):
        return GARBLED
    return SILENT if isinstance(reason, Silent) else UNPLUGGED
