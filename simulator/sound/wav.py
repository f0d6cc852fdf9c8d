"""WAV files of mono signed 16-bit sound."""

import io
import wave

from simulator.sound.samples import SAMPLE_BYTES


def wav_of(pcm: bytes, rate_hz: int) -> bytes:
    """A whole WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(rate_hz)
        file.writeframes(pcm)
    return out.getvalue()
