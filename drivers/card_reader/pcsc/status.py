"""The card reader's status in the words of XFS4IoT, with who must act."""

from drivers.card_reader.pcsc import results
from drivers.card_reader.pcsc.library import NoLibrary
from drivers.card_reader.pcsc.readers import Seen
from drivers.card_reader.pcsc.results import PcscError
from drivers.errors import DeviceError
from drivers.status import Action, DeviceState, DeviceStatus, Fault

STARTING = DeviceStatus(DeviceState.STARTING)
ONLINE = DeviceStatus(DeviceState.ONLINE)


def _with(device: DeviceState, word: str, action: Action) -> DeviceStatus:
    return DeviceStatus(device, (Fault(f"card_reader_{word}", action),))


NO_LIBRARY = _with(DeviceState.NO_DEVICE, "no_library", Action.CONFIGURATION)
NO_DAEMON = _with(DeviceState.OFFLINE, "no_daemon", Action.MAINTENANCE)
FORBIDDEN = _with(DeviceState.OFFLINE, "forbidden", Action.CONFIGURATION)  # polkit
MISSING = _with(DeviceState.NO_DEVICE, "missing", Action.CONFIGURATION)
UNPLUGGED = _with(DeviceState.POWER_OFF, "unplugged", Action.CLEAR)
HANGING = _with(DeviceState.HARDWARE_ERROR, "hanging", Action.CLEAR)  # until the card is taken away
ERROR = _with(DeviceState.HARDWARE_ERROR, "error", Action.MAINTENANCE)


def status_of(seen: Seen, *, was_there: bool, is_hanging: bool = False) -> DeviceStatus:
    """The status when the monitor has `seen` this; a reader that `was_there` before was unplugged."""
    if seen.failure is not None:
        return _failed(seen.failure)
    if not seen.readers:
        return UNPLUGGED if was_there else MISSING
    return HANGING if is_hanging else ONLINE


def _failed(failure: DeviceError) -> DeviceStatus:
    if isinstance(failure, NoLibrary):
        return NO_LIBRARY
    if isinstance(failure, PcscError) and failure.code in results.NO_DAEMON:
        return NO_DAEMON
    if isinstance(failure, PcscError) and failure.code == results.SECURITY_VIOLATION:
        return FORBIDDEN
    return ERROR
