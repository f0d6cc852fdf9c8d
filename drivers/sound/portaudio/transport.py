"""A sound device of this machine, as a transport to read from.

Responsible for: opening the device by its name, telling at once that its stream has ended.
Not responsible for: finding it (host.py), trying again (drivers/link.py), which samples (the `Use`).
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from drivers.errors import TransportError
from drivers.sound.errors import Cause, SoundError
from drivers.sound.portaudio.devices import Device, Direction, Form
from drivers.sound.portaudio.handover import Handover
from drivers.sound.portaudio.host import PortAudioHost
from drivers.sound.portaudio.library import RawStream, SoundDevice
from drivers.sound.portaudio.opening import ended, opened
from drivers.transports.inbox import Inbox

WAITING_BYTES = 64_000  # two seconds of hearing, while the loop does something else

Put = Callable[[bytes], None]
Finished = Callable[[], None]


class Use(Protocol):
    """What a device is opened for; called in other threads."""

    direction: Direction

    @property
    def busy(self) -> bool:
        """A gap would be heard now."""

    def forms(self, device: Device) -> Iterator[Form]:
        """The formats to try, the best first."""

    def stream(
        self, library: SoundDevice, device: Device, form: Form, put: Put, finished: Finished
    ) -> RawStream:
        """A stream, not started, that gives what is to be read to `put`; raises the library's errors."""


class PortAudioTransport:
    """A transport that reads what `use` puts; `wanted` names the device."""

    def __init__(self, host: PortAudioHost, wanted: str, use: Use) -> None:
        self.wanted = wanted
        self.direction = use.direction
        self.figures: dict[str, object] = {}  # of the open device, for a technician
        self._host = host
        self._use = use
        self._inbox = Inbox()
        self._handover = Handover(WAITING_BYTES, lambda data: self._inbox.put(data))
        self._reason: SoundError | None = None
        self._stream: RawStream | None = None
        self._running: object = None  # the mark of the stream that is meant to run

    @property
    def busy(self) -> bool:
        """For the host: a gap would be heard now."""
        return self._use.busy

    @property
    def lost_bytes(self) -> int:
        """What came and was never read."""
        return self._handover.lost_bytes

    async def open(self) -> None:
        """Open the device. Raises `SoundError`."""
        self._inbox, self._reason = Inbox(), None
        self._handover.begin()
        await self._host.open(self)

    async def read(self) -> bytes:
        """What was put next."""
        try:
            return await self._inbox.get()
        except TransportError as error:
            raise self._reason or error from None

    async def write(self, data: bytes) -> None:
        """Nothing is written to a sound device."""
        raise TransportError(f"the sound {self.direction} {self.wanted} takes no bytes")

    async def close(self) -> None:
        """Close the device; a pending read ends."""
        self._inbox.fail(f"the sound {self.direction} {self.wanted} was closed")
        await self._host.close(self)

    def start(self, library: SoundDevice, device: Device) -> None:
        """For the host, in its thread: open and start the stream. Raises `SoundError`."""
        self._running = mark = object()
        finished = partial(self._finished, mark, device.name)

        def opens(form: Form) -> RawStream:
            stream = self._use.stream(library, device, form, self._handover.put, finished)
            self.figures = _figures(device, form, stream)
            return stream

        self._stream = opened(library, device, self._use.forms(device), opens)

    def end(self) -> None:
        """For the host, in its thread: close the stream."""
        self._running = None
        stream, self._stream = self._stream, None
        ended(stream)

    def lost(self, error: SoundError) -> None:
        """For the host, in its thread: the device cannot be opened again."""
        self._handover.call(partial(self._fail, error))

    def _finished(self, mark: object, name: str) -> None:
        if mark is self._running:
            self.lost(SoundError(Cause.ENDED, f"{name} has ended: was it unplugged?"))

    def _fail(self, error: SoundError) -> None:
        self._reason = self._reason or error
        self._inbox.fail(str(error))


def _figures(device: Device, form: Form, stream: RawStream) -> dict[str, object]:
    return {
        "device": device.name,
        "rate_hz": form.rate_hz,
        "channels": form.channels,
        "latency_ms": round(stream.latency * 1000),
    }
