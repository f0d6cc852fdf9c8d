"""A code scanner's status in the words of XFS4IoT, with who must act."""

from drivers.status import Action, DeviceState, DeviceStatus, Fault

STARTING = DeviceStatus(DeviceState.STARTING)
ONLINE = DeviceStatus(DeviceState.ONLINE)
UNPLUGGED = DeviceStatus(DeviceState.POWER_OFF, (Fault("code_scanner_unplugged", Action.CLEAR),))
