"""Why a sound device cannot be used."""

from enum import StrEnum

from drivers.errors import TransportError


class Cause(StrEnum):
    """What is in the way."""

    NO_LIBRARY = "no_library"  # PortAudio is not installed
    NOT_FOUND = "not_found"  # no device of that name
    BUSY = "busy"  # another program has it
    REFUSED = "refused"  # it takes no format of ours, or fails
    ENDED = "ended"  # it stopped by itself: usually unplugged


class SoundError(TransportError):
    """A sound device could not be opened or was lost, and why."""

    def __init__(self, cause: Cause, message: str) -> None:
        super().__init__(message)
        self.cause = cause
