"""A base's status in the words of XFS4IoT, with who must act."""

from drivers.errors import DeviceError, Garbled, Silent
from drivers.mobile_base.failsafe import Condition
from drivers.mobile_base.kobuki.identity import WrongFirmware
from drivers.status import Action, DeviceState, DeviceStatus, Fault

STARTING = DeviceStatus(DeviceState.STARTING)
ONLINE = DeviceStatus(DeviceState.ONLINE)
UNPLUGGED = DeviceStatus(DeviceState.POWER_OFF, (Fault("base_unplugged", Action.CLEAR),))
SILENT = DeviceStatus(DeviceState.OFFLINE, (Fault("base_silent", Action.CLEAR),))
GARBLED = DeviceStatus(DeviceState.OFFLINE, (Fault("base_garbled", Action.CONFIGURATION),))
WRONG_FIRMWARE = DeviceStatus(DeviceState.HARDWARE_ERROR, (Fault("base_firmware", Action.MAINTENANCE),))


def status_held(held: tuple[Condition, ...]) -> DeviceStatus:
    """The status of a connected base that stands because of these, the gravest first."""
    if not held:
        return ONLINE
    faults = tuple(Fault(f"base_{condition}", Action.CLEAR) for condition in held)
    return DeviceStatus(DeviceState.USER_ERROR, faults)


def status_lost(reason: DeviceError | None) -> DeviceStatus:
    """The status of a base that is not connected, for `reason`."""
    if isinstance(reason, WrongFirmware):
        return WRONG_FIRMWARE
    if isinstance(reason, Garbled):
        return GARBLED
    return SILENT if isinstance(reason, Silent) else UNPLUGGED
