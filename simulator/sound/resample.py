"""Another sampling rate, by a windowed sinc: whole recordings, not streams."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.sound.samples import Samples

TAPS_EACH_SIDE = 16
PASSED = 0.92  # share of the lower rate's band that passes; the rest is the filter's slope
AT_ONCE = 16_384  # samples made in one go: bounds the memory


def resampled(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """`samples` at `to_hz`; as long in seconds as before, rounded to a sample."""
    if from_hz == to_hz or not samples.size:
        return samples
    common = math.gcd(from_hz, to_hz)
    down, up = from_hz // common, to_hz // common
    bank = _bank(down, up)
    half = bank.shape[1] // 2
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(samples, (half, half)), bank.shape[1])
    out = np.empty(math.ceil(samples.size * up / down), np.float32)
    for begin in range(0, out.size, AT_ONCE):
        at = np.arange(begin, min(begin + AT_ONCE, out.size)) * down
        out[begin : begin + AT_ONCE] = np.einsum("ij,ij->i", windows[at // up + 1], bank[at % up])
    return out


@lru_cache(maxsize=8)
def _bank(down: int, up: int) -> NDArray[np.float32]:
    """One filter for each place between two samples."""
    cut = PASSED * min(1.0, up / down)
    half = math.ceil(TAPS_EACH_SIDE / cut)
    taps = np.arange(-half + 1, half + 1)
    distance = taps[None, :] - np.arange(up)[:, None] / up
    window = 0.5 + 0.5 * np.cos(np.pi * np.clip(distance / half, -1, 1))
    bank = cut * np.sinc(cut * distance) * window
    even: NDArray[np.float32] = (bank / bank.sum(axis=1, keepdims=True)).astype(np.float32)
    return even
