"""A camera's status in the words of XFS4IoT, with who must act."""

from drivers.camera.opencv.errors import CameraError, Cause
from drivers.status import Action, DeviceState, DeviceStatus, Fault

STARTING = DeviceStatus(DeviceState.STARTING)
ONLINE = DeviceStatus(DeviceState.ONLINE)
DARK = DeviceStatus(DeviceState.ONLINE, (Fault("camera_dark", Action.CLEAR),))  # works, and is covered
STOPPED = DeviceStatus(DeviceState.OFFLINE, (Fault("camera_stopped", Action.CLEAR),))
BROKEN = DeviceStatus(DeviceState.HARDWARE_ERROR, (Fault("camera_error", Action.MAINTENANCE),))
UNPLUGGED = DeviceStatus(DeviceState.POWER_OFF, (Fault("camera_unplugged", Action.CLEAR),))

_CAUSES = {
    Cause.NO_LIBRARY: DeviceStatus(
        DeviceState.NO_DEVICE, (Fault("camera_library_missing", Action.CONFIGURATION),)
    ),
    Cause.NOT_FOUND: DeviceStatus(DeviceState.NO_DEVICE, (Fault("camera_missing", Action.CONFIGURATION),)),
    Cause.REFUSED: BROKEN,
    Cause.ENDED: STOPPED,
    Cause.FROZEN: DeviceStatus(DeviceState.HARDWARE_ERROR, (Fault("camera_frozen", Action.MAINTENANCE),)),
    Cause.HANGS: DeviceStatus(DeviceState.HARDWARE_ERROR, (Fault("camera_hangs", Action.MAINTENANCE),)),
}


def status_without(reason: CameraError, *, was_there: bool) -> DeviceStatus:
    """The status of a camera that is lost for `reason`; one that `was_there` before is not misnamed."""
    if reason.cause is Cause.NOT_FOUND and was_there:
        return UNPLUGGED
    return _CAUSES[reason.cause]
