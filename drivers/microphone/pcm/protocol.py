"""Bare samples on a wire: signed, 16 bits, little-endian, mono, 16,000 a second, nothing else. Pure.

The format has no frames (it is what `arecord -t raw -f S16_LE -r 16000 -c 1` writes), so that a lost byte
would turn all that follows into noise: the low byte of each sample would be taken for its high byte. Real
sound moves little from sample to sample; bytes that are taken one off move wildly.
"""

import numpy as np

from drivers.sound.samples import SAMPLE_BYTES, samples_of

WINDOW_BYTES = 3200  # 0.1 s are judged at a time, at least
ROUGHER = 4.0  # times, until the other way to take the bytes is believed


class Aligner:
    """Finds where samples begin, from the first window on and again after a lost byte."""

    def __init__(self) -> None:
        self._judged = b""  # begins where a sample is taken to begin
        self.shifts = 0

    def feed(self, data: bytes) -> bytes:
        """`data`, a byte less where that makes samples of it again."""
        self._judged += data
        if len(self._judged) < WINDOW_BYTES:
            return data
        is_off = is_one_off(self._judged)
        self.shifts += is_off
        half_a_sample = (len(self._judged) - is_off) % SAMPLE_BYTES
        self._judged = self._judged[len(self._judged) - half_a_sample :]
        return data[is_off:]

    def forget(self) -> None:
        """The wire begins anew."""
        self._judged = b""


def is_one_off(pcm: bytes) -> bool:
    """True when `pcm` is much smoother read from its second byte on; low bytes all alike tell nothing."""
    return len(set(pcm[::SAMPLE_BYTES])) > 1 and roughness(pcm) > ROUGHER * roughness(pcm[1:]) + 1


def roughness(pcm: bytes) -> float:
    """How far the sound moves from sample to sample, on average."""
    samples = samples_of(pcm).astype(np.int32)
    return float(np.abs(np.diff(samples)).mean()) if len(samples) > 1 else 0.0
