"""What PC/SC's result codes mean (pcsclite.h; the same numbers on every system)."""

from drivers.errors import DeviceError
from drivers.identity_card.chip.errors import CardError, Cause

OK = 0
CANCELLED = 0x80100002
INVALID_HANDLE = 0x80100003
UNKNOWN_READER = 0x80100009
TIMEOUT = 0x8010000A
SHARING_VIOLATION = 0x8010000B
NO_SMARTCARD = 0x8010000C
PROTOCOL_MISMATCH = 0x8010000F
COMMUNICATION = 0x80100013
NOT_TRANSACTED = 0x80100016
READER_UNAVAILABLE = 0x80100017
NO_SERVICE = 0x8010001D
SERVICE_STOPPED = 0x8010001E
NO_READERS = 0x8010002E
DATA_LOST = 0x8010002F
UNSUPPORTED_CARD = 0x80100065
UNRESPONSIVE_CARD = 0x80100066
UNPOWERED_CARD = 0x80100067
RESET_CARD = 0x80100068
REMOVED_CARD = 0x80100069
SECURITY_VIOLATION = 0x8010006A

NO_DAEMON = frozenset({INVALID_HANDLE, COMMUNICATION, NO_SERVICE, SERVICE_STOPPED})
_SILENT = (Cause.PROTOCOL, "the card does not answer: badly laid, two on top of each other, or broken")
_MEANINGS = {
    UNKNOWN_READER: (Cause.NO_READER, "there is no such reader any more"),
    READER_UNAVAILABLE: (Cause.NO_READER, "the reader was unplugged"),
    NO_READERS: (Cause.NO_READER, "there is no reader"),
    SHARING_VIOLATION: (Cause.NO_READER, "another program has the card"),
    SECURITY_VIOLATION: (Cause.NO_DAEMON, "pcscd does not let this user in (polkit)"),
    NO_SMARTCARD: (Cause.NO_CARD, "no card lies there"),
    REMOVED_CARD: (Cause.PULLED, "the card was taken away"),
    PROTOCOL_MISMATCH: _SILENT,
    UNSUPPORTED_CARD: _SILENT,
    UNRESPONSIVE_CARD: _SILENT,
    UNPOWERED_CARD: _SILENT,
    **dict.fromkeys(NO_DAEMON, (Cause.NO_DAEMON, "pcscd does not run")),
}


class PcscError(DeviceError):
    """A call of PC/SC that failed with `code`."""

    def __init__(self, code: int, call: str) -> None:
        super().__init__(f"{call}: {code:08X} ({_meaning(code)[1]})")
        self.code = code


def card_error(error: PcscError) -> CardError:
    """Why the card could not be read."""
    return CardError(_meaning(error.code)[0], str(error))


def _meaning(code: int) -> tuple[Cause, str]:
    return _MEANINGS.get(code, (Cause.PROTOCOL, "failed"))
