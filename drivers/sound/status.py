"""A sound device's status in the words of XFS4IoT, with who must act.

Fault codes are `<role>_<word>`, the role being `microphone` or `loudspeaker`; only PortAudio is both's.
"""

from drivers.errors import Silent
from drivers.sound.errors import Cause, SoundError
from drivers.status import Action, DeviceState, DeviceStatus, Fault

STARTING = DeviceStatus(DeviceState.STARTING)
ONLINE = DeviceStatus(DeviceState.ONLINE)
NO_LIBRARY = DeviceStatus(DeviceState.NO_DEVICE, (Fault("sound_library_missing", Action.CONFIGURATION),))

_UNPLUGGED = (DeviceState.POWER_OFF, "unplugged", Action.CLEAR)
_STOPPED = (DeviceState.OFFLINE, "stopped", Action.CLEAR)  # it is there, and nothing comes or goes
_CAUSES = {
    Cause.NOT_FOUND: (DeviceState.NO_DEVICE, "missing", Action.CONFIGURATION),
    Cause.BUSY: (DeviceState.DEVICE_BUSY, "busy", Action.MAINTENANCE),
    Cause.REFUSED: (DeviceState.HARDWARE_ERROR, "error", Action.MAINTENANCE),
    Cause.ENDED: _UNPLUGGED,
}


def status_without(role: str, reason: Exception | None, *, was_there: bool) -> DeviceStatus:
    """The status of a device that is lost for `reason`; one that `was_there` before is not misnamed."""
    if isinstance(reason, SoundError):
        if reason.cause is Cause.NO_LIBRARY:
            return NO_LIBRARY
        gone = was_there and reason.cause is Cause.NOT_FOUND
        return _status(role, _UNPLUGGED if gone else _CAUSES[reason.cause])
    return _status(role, _STOPPED if isinstance(reason, Silent) else _UNPLUGGED)


def soundless(role: str) -> DeviceStatus:
    """The status of a device that works and gives nothing but zeros: usually its mute switch."""
    return DeviceStatus(DeviceState.ONLINE, (Fault(f"{role}_silent", Action.CLEAR),))


def _status(role: str, found: tuple[DeviceState, str, Action]) -> DeviceStatus:
    device, word, action = found
    return DeviceStatus(device, (Fault(f"{role}_{word}", action),))
