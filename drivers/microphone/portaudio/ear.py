"""What a microphone of this machine is opened for: 16,000 samples a second of its first channel."""

from collections.abc import Iterator
from typing import Any

from drivers.sound.portaudio.devices import Device, Direction, Form, forms_to_hear, stream_options
from drivers.sound.portaudio.library import Flags, RawStream, SoundDevice
from drivers.sound.portaudio.transport import Finished, Put
from drivers.sound.resampling import Resampler
from drivers.sound.samples import HEARD_HZ, pcm_of, samples_of

BLOCK_S = 0.02
LATENCY_S = 0.06


class Ear:
    """Opens a stream that hears (drivers.sound.portaudio.transport.Use)."""

    direction = Direction.INPUT
    busy = False  # a gap of a moment is rarely heard, and speech is repeated

    def __init__(self) -> None:
        self.overflows = 0

    def forms(self, device: Device) -> Iterator[Form]:
        """The formats to try, the best first."""
        return forms_to_hear(device)

    def stream(
        self, library: SoundDevice, device: Device, form: Form, put: Put, finished: Finished
    ) -> RawStream:
        """A stream that puts what it hears."""
        resampler = Resampler(form.rate_hz, HEARD_HZ)

        def heard(data: Any, frames: int, at: Any, flags: Flags) -> None:
            self.overflows += flags.input_overflow
            put(pcm_of(resampler.feed(samples_of(data)[:: form.channels])))

        return library.RawInputStream(
            **stream_options(device, form, BLOCK_S, LATENCY_S),
            callback=heard,
            finished_callback=finished,
        )
