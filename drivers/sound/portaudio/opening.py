"""Opening a stream in the first format that the device takes."""

from collections.abc import Callable, Iterable

from drivers.sound.errors import Cause, SoundError
from drivers.sound.portaudio.devices import Device, Form
from drivers.sound.portaudio.library import OTHER_FORMAT, RawStream, SoundDevice, error_of

Opener = Callable[[Form], RawStream]


def opened(library: SoundDevice, device: Device, forms: Iterable[Form], opens: Opener) -> RawStream:
    """A started stream, opened by `opens` in one of `forms`. Raises `SoundError`."""
    refused: Exception | None = None
    for form in forms:
        try:
            return _started(library, opens(form))
        except library.PortAudioError as error:
            if len(error.args) < 2 or error.args[1] not in OTHER_FORMAT:
                raise error_of(error, device.name) from error
            refused = error
    raise SoundError(Cause.REFUSED, f"{device.name} takes no format of ours: {refused}") from refused


def _started(library: SoundDevice, stream: RawStream) -> RawStream:
    try:
        stream.start()
    except library.PortAudioError:
        stream.close()
        raise
    return stream


def ended(stream: RawStream | None) -> None:
    """Close `stream` without waiting for what it holds."""
    if stream is not None:
        stream.abort()
        stream.close()
