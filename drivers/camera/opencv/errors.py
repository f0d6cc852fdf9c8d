"""Why a camera gives no picture."""

from enum import StrEnum

from drivers.errors import DeviceError


class Cause(StrEnum):
    """What is in the way."""

    NO_LIBRARY = "no_library"  # OpenCV is not installed
    NOT_FOUND = "not_found"  # no such device or file; nobody answers at the address
    REFUSED = "refused"  # it is there, and cannot be opened
    ENDED = "ended"  # it gave pictures and gives none any more
    FROZEN = "frozen"  # it gives the same picture again and again
    HANGS = "hangs"  # a call of the library does not return


class CameraError(DeviceError):
    """A camera could not be opened or was lost, and why."""

    def __init__(self, cause: Cause, message: str) -> None:
        super().__init__(message)
        self.cause = cause
