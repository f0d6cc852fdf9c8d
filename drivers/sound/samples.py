"""Samples as everybody here carries them: mono, signed, 16 bits, little-endian. Pure."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

SAMPLE_BYTES = 2
HEARD_HZ = 16_000  # what every microphone gives

Samples: TypeAlias = NDArray[np.int16]
Wave: TypeAlias = NDArray[np.float32]


def samples_of(pcm: bytes) -> Samples:
    """The samples in `pcm`; half a sample at the end is left out."""
    return np.frombuffer(pcm, "<i2", len(pcm) // SAMPLE_BYTES)


def pcm_of(wave: Wave) -> bytes:
    """`wave` as bytes; what is too loud is clipped."""
    return np.clip(np.rint(wave), -32768, 32767).astype("<i2").tobytes()


def silence(samples: int) -> bytes:
    """So many samples of nothing."""
    return bytes(samples * SAMPLE_BYTES)


def duration_s(pcm: bytes, rate_hz: int) -> float:
    """How long `pcm` lasts."""
    return len(pcm) / (SAMPLE_BYTES * rate_hz)
