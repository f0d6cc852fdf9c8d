"""The errors drivers raise: a small tree, told apart by what may have happened to the outside world."""


class DeviceError(Exception):
    """Something about a device failed; the message is for a technician."""


class TransportError(DeviceError):
    """The wire could not be opened, was lost, or did not take the bytes in time."""


class Silent(DeviceError):
    """The device gave no valid answer in time."""


class Garbled(Silent):
    """Bytes came, but none that the device's protocol knows: wrong speed, wrong device or a bad cable."""


class NotReady(DeviceError):
    """The device refused before anything was sent: safe to try again later."""


class InDoubt(DeviceError):
    """The device may or may not have done it: the result is `uncertain`."""
