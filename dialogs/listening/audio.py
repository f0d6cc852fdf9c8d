"""What sound is here: mono signed 16-bit little-endian samples, 16,000 a second."""

import math
import sys
from array import array

RATE_HZ = 16_000
SAMPLE_BYTES = 2
BYTES_A_SECOND = RATE_HZ * SAMPLE_BYTES
FULL_SCALE = 32768
SILENCE_DB = -100.0  # below the last bit; also the level of no sound at all


def seconds(pcm_bytes: int) -> float:
    """How long so many bytes last."""
    return pcm_bytes / BYTES_A_SECOND


def pcm_bytes(duration_s: float) -> int:
    """How many bytes last so long: whole samples."""
    return int(duration_s * RATE_HZ) * SAMPLE_BYTES


def level_db(pcm: bytes) -> float:
    """The level of `pcm` (whole samples) in dB below full scale: 0 a full square wave, -100 silence."""
    if not pcm.strip(b"\0"):
        return SILENCE_DB
    samples = array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    power = sum(sample * sample for sample in samples) / len(samples)
    return max(SILENCE_DB, 10 * math.log10(power / FULL_SCALE**2))
