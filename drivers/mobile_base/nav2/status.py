"""A bridge's status in the words of XFS4IoT, with who must act."""

from drivers.status import Action, DeviceState, DeviceStatus, Fault

STARTING = DeviceStatus(DeviceState.STARTING)
ONLINE = DeviceStatus(DeviceState.ONLINE)
UNREACHABLE = DeviceStatus(DeviceState.OFFLINE, (Fault("base_unreachable", Action.MAINTENANCE),))
