"""Another rate for the same sound, piece by piece. Pure.

A polyphase filter: a windowed sinc (Kaiser, A = 80 dB; Oppenheim and Schafer, Discrete-Time Signal
Processing, 7.5.3), as many tabulated phases as the ratio needs, at most 512.
"""

from functools import lru_cache
from math import ceil, gcd

import numpy as np

from drivers.sound.samples import Samples, Wave

LOWEST_HZ, HIGHEST_HZ = 4_000, 384_000
MOST_PHASES = 512
ZERO_CROSSINGS = 16
PASSED = 0.92  # of the band that both rates can carry
KAISER_BETA = 7.86


class Resampler:
    """Makes `to_hz` of `from_hz`; what it gives lies exactly in time, `reach` input samples late."""

    def __init__(self, from_hz: int, to_hz: int) -> None:
        if not (LOWEST_HZ <= from_hz <= HIGHEST_HZ and LOWEST_HZ <= to_hz <= HIGHEST_HZ):
            raise ValueError(f"from {from_hz} to {to_hz} Hz: rates are {LOWEST_HZ} to {HIGHEST_HZ} Hz")
        common = gcd(from_hz, to_hz)
        self._up, self._down = to_hz // common, from_hz // common
        self._table = _phases(self._up, self._down)
        self.reach = self._table.shape[1] // 2
        self._waiting: Wave = np.zeros(self.reach - 1, np.float32)
        self._position = 0  # of the next output sample, in 1/up input samples from the start of `_waiting`

    def feed(self, samples: Samples) -> Wave:
        """What `samples` complete."""
        if self._up == self._down:
            return samples.astype(np.float32)
        waiting = np.concatenate((self._waiting, samples), dtype=np.float32, casting="unsafe")
        ready = len(waiting) - 2 * self.reach + 1  # places at which a whole window lies
        count = max(0, -((self._position - ready * self._up) // self._down))
        positions = self._position + self._down * np.arange(count)
        made = self._filtered(waiting, positions)
        self._position += count * self._down
        passed = min(self._position // self._up, len(waiting))
        self._position -= passed * self._up
        self._waiting = waiting[passed:]
        return made

    def finish(self) -> Wave:
        """What is left at the end of the sound."""
        return (
            self.feed(np.zeros(self.reach, np.int16)) if self._up != self._down else np.zeros(0, np.float32)
        )

    def _filtered(self, waiting: Wave, positions: np.ndarray) -> Wave:
        if not len(positions):
            return np.zeros(0, np.float32)
        taps = 2 * self.reach
        windows = np.lib.stride_tricks.sliding_window_view(waiting, taps)[positions // self._up]
        phases = positions % self._up * len(self._table) // self._up
        made: Wave = np.einsum("ij,ij->i", windows, self._table[phases])
        return made


def resampled(samples: Samples, from_hz: int, to_hz: int) -> Wave:
    """A whole sound at another rate."""
    resampler = Resampler(from_hz, to_hz)
    return np.concatenate((resampler.feed(samples), resampler.finish()))


@lru_cache(maxsize=8)
def _phases(up: int, down: int) -> Wave:
    """A row of weights for each place between two input samples."""
    band = PASSED * min(1.0, up / down)
    reach = ceil(ZERO_CROSSINGS / min(1.0, up / down))
    count = min(up, MOST_PHASES)
    away = np.arange(2 * reach)[np.newaxis, :] - (reach - 1) - np.arange(count)[:, np.newaxis] / count
    window = np.i0(KAISER_BETA * np.sqrt(np.clip(1 - (away / reach) ** 2, 0, 1)))
    weights = np.sinc(band * away) * window
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)
