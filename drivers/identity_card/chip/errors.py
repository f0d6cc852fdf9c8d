"""Why a card could not be read."""

from enum import StrEnum

from drivers.errors import DeviceError


class Cause(StrEnum):
    """What is in the way; keys of the staff's and the citizen's texts."""

    WRONG_KEY = "wrong_key"  # the number or the MRZ is another card's
    PULLED = "pulled"  # taken off the reader amid the reading
    NOT_AN_EMRTD = "not_an_emrtd"  # a chip, but no travel document's: a bank card, a bus card
    BLOCKED = "blocked"  # it takes no key any more
    UNSUPPORTED = "unsupported"  # it wants a way in that this driver does not know
    BAD_DATA = "bad_data"  # a file that is not what the standard says
    NO_CARD = "no_card"
    SEVERAL_CARDS = "several_cards"
    NO_READER = "no_reader"
    NO_DAEMON = "no_daemon"  # pcscd does not run
    TIMED_OUT = "timed_out"
    PROTOCOL = "protocol"  # it answered what the standard does not allow


class CardError(DeviceError):
    """A card could not be read. The message is for a technician and holds no personal data."""

    def __init__(self, cause: Cause, message: str) -> None:
        super().__init__(message)
        self.cause = cause


class Refused(CardError):
    """The card answered a command with the status word `status` and did not do it."""

    def __init__(self, status: int, message: str, cause: Cause = Cause.PROTOCOL) -> None:
        super().__init__(cause, message)
        self.status = status


class Absent(Refused):
    """The card has no such file."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message, Cause.BAD_DATA)


class SessionLost(CardError):
    """The card left secure messaging with the bare status word `status`: its keys are worth nothing now."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(Cause.PROTOCOL, message)
        self.status = status
