"""What a loudspeaker of this machine is opened for: to sound what plays, and silence between."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from drivers.loudspeaker.playlist import Playlist
from drivers.sound.portaudio.devices import Device, Direction, Form, forms_to_sound, stream_options
from drivers.sound.portaudio.library import Flags, RawStream, SoundDevice
from drivers.sound.portaudio.transport import Finished, Put
from drivers.sound.samples import samples_of, silence

BLOCK_S = 0.01
LATENCY_S = 0.03  # with a block and the fade of 5 ms a stop is heard within 50 ms
LIFE_EVERY_S = 0.5
SIGN_OF_LIFE = b"!"  # what is read from a stream that takes samples


class Mouth:
    """Opens a stream that plays (drivers.sound.portaudio.transport.Use)."""

    direction = Direction.OUTPUT

    def __init__(self) -> None:
        self.playlist = Playlist(lambda: self._latency_s)
        self.rate_hz = 48_000  # of the open stream
        self.underflows = 0
        self._latency_s = LATENCY_S

    @property
    def busy(self) -> bool:
        """A gap would be heard now."""
        return self.playlist.active

    def forms(self, device: Device) -> Iterator[Form]:
        """The formats to try, the best first."""
        return forms_to_sound(device)

    def stream(
        self, library: SoundDevice, device: Device, form: Form, put: Put, finished: Finished
    ) -> RawStream:
        """A stream that takes what plays."""
        lives_until = 0  # frames, until the next sign of life

        def wanted(data: Any, frames: int, at: Any, flags: Flags) -> None:
            nonlocal lives_until
            self.underflows += flags.output_underflow
            taken = self.playlist.take(frames)
            data[:] = _on_all(taken + silence(frames - len(taken) // 2), form.channels)
            lives_until -= frames
            if lives_until <= 0:
                lives_until = int(form.rate_hz * LIFE_EVERY_S)
                put(SIGN_OF_LIFE)

        stream = library.RawOutputStream(
            **stream_options(device, form, BLOCK_S, LATENCY_S),
            callback=wanted,
            finished_callback=finished,
        )
        self.rate_hz, self._latency_s = form.rate_hz, stream.latency
        return stream


def _on_all(pcm: bytes, channels: int) -> bytes:
    """The same on every channel."""
    return pcm if channels == 1 else np.repeat(samples_of(pcm), channels).tobytes()
