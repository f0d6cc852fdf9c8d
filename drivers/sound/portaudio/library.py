"""The Python module `sounddevice`, as far as it is used, and loading it.

It is not imported before a sound device is wanted: without the PortAudio library it cannot be.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

from drivers.sound.errors import Cause, SoundError

BUSY = -9985  # paDeviceUnavailable (portaudio.h); its ALSA part says so for EBUSY
INVALID_DEVICE = -9996
OTHER_FORMAT = (-9997, -9998, -9994)  # rate, number of channels, kind of samples


class RawStream(Protocol):
    """An open stream of PortAudio."""

    @property
    def latency(self) -> float:
        """Seconds from or to the air, as the library reckons."""

    def start(self) -> None:
        """Begin to call back."""

    def abort(self) -> None:
        """End at once."""

    def close(self) -> None:
        """Give the device back."""


class Flags(Protocol):
    """What a callback is told of the time before it."""

    @property
    def input_overflow(self) -> bool:
        """Samples were lost."""

    @property
    def output_underflow(self) -> bool:
        """Samples came too late."""


HeardCallback = Callable[[Any, int, Any, Flags], None]
WantedCallback = Callable[[Any, int, Any, Flags], None]


class SoundDevice(Protocol):
    """The module."""

    PortAudioError: type[Exception]
    RawInputStream: Callable[..., RawStream]
    RawOutputStream: Callable[..., RawStream]

    def query_devices(self) -> Sequence[Mapping[str, Any]]:
        """Every device there was when the library was initialised."""

    def query_hostapis(self) -> Sequence[Mapping[str, Any]]:
        """The systems it found them through."""

    def _initialize(self) -> None:
        """Look for devices."""

    def _terminate(self) -> None:
        """Forget them."""


def load() -> SoundDevice:
    """Import the module; the library looks for devices. Raises `SoundError`."""
    try:
        return cast(SoundDevice, importlib.import_module("sounddevice"))
    except (OSError, ImportError) as error:
        hint = "apt-get install libportaudio2"
        raise SoundError(Cause.NO_LIBRARY, f"PortAudio cannot be used ({error}): {hint}") from error


def error_of(error: Exception, device: str) -> SoundError:
    """What the library's `error` means for `device`; its arguments are a text, a code, the system's words."""
    code = error.args[1] if len(error.args) > 1 else None
    if code == BUSY:
        return SoundError(Cause.BUSY, f"{device} is in use by another program: stop it")
    cause = Cause.NOT_FOUND if code == INVALID_DEVICE else Cause.REFUSED
    return SoundError(cause, f"{device} cannot be used: {' '.join(map(str, error.args))}")
