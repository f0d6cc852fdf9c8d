"""Samples, their level and their bytes. Levels are in dBFS: 0 is a square wave at full scale."""

import math

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]  # mono, full scale ±1

SAMPLE_BYTES = 2
FULL_SCALE = 32768.0
LOWEST_DB = -120.0
BLOCK = 320  # samples over which the level of speech is looked at: 20 ms at 16 kHz
SPEAKING_DB = 30.0  # what is quieter than the loudest block by more is a pause


def gain_of(db: float) -> float:
    """The factor that changes a level by `db`."""
    return float(10.0 ** (db / 20.0))


def level_db(samples: Samples) -> float:
    """The level (RMS); silence and nothing at all are at `LOWEST_DB`."""
    if not samples.size:
        return LOWEST_DB
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return max(LOWEST_DB, 10.0 * math.log10(power)) if power > 0 else LOWEST_DB


def speech_db(samples: Samples) -> float:
    """The level of speech without its pauses."""
    blocks = samples[: samples.size // BLOCK * BLOCK].reshape(-1, BLOCK)
    if not blocks.size:
        return level_db(samples)
    powers = np.mean(np.square(blocks, dtype=np.float64), axis=1)
    spoken = powers[powers > powers.max() * 10.0 ** (-SPEAKING_DB / 10.0)]
    power = float(spoken.mean()) if spoken.size else 0.0
    return max(LOWEST_DB, 10.0 * math.log10(power)) if power > 0 else LOWEST_DB


def samples_of(pcm: bytes) -> Samples:
    """The samples in signed 16-bit little-endian PCM; half a sample at the end is left out."""
    whole = len(pcm) // SAMPLE_BYTES * SAMPLE_BYTES
    return np.frombuffer(pcm[:whole], "<i2").astype(np.float32) / np.float32(FULL_SCALE)


def pcm_of(samples: Samples) -> bytes:
    """Signed 16-bit little-endian PCM; what is over full scale is clipped."""
    scaled = np.clip(np.rint(samples * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1)
    pcm: bytes = scaled.astype("<i2").tobytes()
    return pcm
