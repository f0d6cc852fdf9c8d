"""The converter of a loudspeaker: bytes of all hosts, mixed, sample by sample in step with time. Pure."""

import math
from collections.abc import Iterable

import numpy as np

from simulator.devices.loudspeaker.options import LoudspeakerOptions
from simulator.sound.samples import SAMPLE_BYTES, Samples, samples_of

EVENED_S = 0.15  # a host late by no more is not heard: the converter falls behind instead
MOST_LAG_S = 0.5  # but never by more, in all its latenesses
BREAK_S = 0.3  # after a longer pause it is no gap in a sound but another sound


class Converter:
    """Sample number n leaves at n / rate, or a little later when it has fallen behind.

    `late`: how often a host was; `gaps`: how often it was heard.
    """

    def __init__(self, options: LoudspeakerOptions) -> None:
        self.late = 0
        self.gaps = 0
        self._rate_hz = options.rate_hz
        self._room = options.buffer_ms * options.rate_hz // 1000 * SAMPLE_BYTES
        self._latency_s = options.latency_ms / 1000
        self._waiting = {name: bytearray() for name in options.connectors}
        self._next = 0
        self._lag_s = 0.0
        self._played = False

    @property
    def waits(self) -> bool:
        """Whether there is something left to play."""
        return any(len(queue) >= SAMPLE_BYTES for queue in self._waiting.values())

    def room(self, connector: str) -> int:
        """How many bytes more are kept there."""
        return max(0, self._room - len(self._waiting[connector]))

    def take(self, data: bytes, now: float, connector: str) -> None:
        """Bytes from a host; `play` has been called up to `now`."""
        if not self.waits:
            self._begin(now)
        self._waiting[connector] += data

    def play(self, now: float) -> tuple[int, Samples]:
        """What left up to `now`, and the number of its first sample."""
        start, due = self._next, math.floor((now - self._lag_s) * self._rate_hz + 1e-6)
        longest = max(len(queue) // SAMPLE_BYTES for queue in self._waiting.values())
        count = min(max(0, due - start), longest)
        self._next += count
        self._played = self._played or count > 0
        return start, _mix((_taken(queue, count) for queue in self._waiting.values()), count)

    def waiting_bytes(self, connector: str) -> int:
        """How many bytes are still to be played there."""
        return len(self._waiting[connector])

    def forget(self, connector: str) -> None:
        """What waits there is lost."""
        self._waiting[connector].clear()

    def forget_half(self, connector: str) -> None:
        """The other half of a sample will not come any more."""
        queue = self._waiting[connector]
        del queue[len(queue) // SAMPLE_BYTES * SAMPLE_BYTES :]

    def _begin(self, now: float) -> None:
        """More comes after nothing was left: at once if it is hardly late, else after the latency."""
        late_s = now - self._next / self._rate_hz - self._lag_s
        is_late = self._played and late_s <= BREAK_S
        self.late += is_late
        if is_late and late_s <= EVENED_S and self._lag_s + late_s <= MOST_LAG_S:
            self._lag_s += late_s
            return
        self.gaps += is_late
        self._lag_s = 0.0
        self._next = math.ceil((now + self._latency_s) * self._rate_hz)


def _taken(queue: bytearray, count: int) -> Samples:
    """The first `count` samples, or as many as there are; they are gone from the queue."""
    size = min(count, len(queue) // SAMPLE_BYTES) * SAMPLE_BYTES
    taken = samples_of(bytes(queue[:size]))
    del queue[:size]
    return taken


def _mix(voices: Iterable[Samples], count: int) -> Samples:
    mixed = np.zeros(count, np.float32)
    for voice in voices:
        mixed[: voice.size] += voice
    return mixed
