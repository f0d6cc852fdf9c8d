"""The receiving half of the serial line: a byte is there when its last bit has come over the wire."""

from collections import deque
from dataclasses import dataclass

BITS_PER_BYTE = 10  # start, eight data, stop
LOOK_BYTES = 64  # how often a busy line asks to be looked at


@dataclass(slots=True)
class _Burst:
    """Bytes without a pause: the byte at `position` began at `at`."""

    position: int
    at: float


class LineIn:
    """Bytes on their way; `baud` 0 = they need no time.

    Positions count every byte ever fed; times do not depend on the chunking.
    """

    def __init__(self, baud: int) -> None:
        self._byte_s = BITS_PER_BYTE / baud if baud else 0.0
        self._flying = bytearray()
        self._fed = 0
        self._bursts: deque[_Burst] = deque()

    @property
    def flying_bytes(self) -> int:
        """Bytes that are still on the wire."""
        return len(self._flying)

    @property
    def fed(self) -> int:
        """The position behind the last byte fed."""
        return self._fed

    @property
    def arrived(self) -> int:
        """The position behind the last byte that has arrived."""
        return self._fed - len(self._flying)

    def feed(self, data: bytes, now: float) -> None:
        """The host's bytes begin to come at `now`, or behind those still on the wire."""
        if not self._bursts or now > self.arrival(self._fed):
            self._bursts.append(_Burst(self._fed, now))
        self._flying += data
        self._fed += len(data)

    def arrival(self, end: int) -> float:
        """When the byte in front of position `end` had arrived."""
        for burst in reversed(self._bursts):
            if burst.position < end:
                return burst.at + (end - burst.position) * self._byte_s
        return self._bursts[0].at if self._bursts else 0.0

    def take(self, now: float, end: int | None = None) -> bytes:
        """The bytes that have arrived by `now`, none behind position `end`."""
        taken, end = bytearray(), self._fed if end is None else end
        while self._flying:
            count = min(self._count(now), end - self.arrived)
            if not count:
                break
            taken += self._flying[:count]
            del self._flying[:count]
        return bytes(taken)

    def cut(self) -> int:
        """What is still on the wire never arrives; how many bytes."""
        lost = len(self._flying)
        self._flying.clear()
        self._fed -= lost
        while len(self._bursts) > 1 and self._bursts[-1].position >= self._fed:
            self._bursts.pop()
        return lost

    def forget(self, position: int) -> None:
        """Nobody will ask any more when bytes in front of `position` arrived."""
        while len(self._bursts) > 1 and self._bursts[1].position < position:
            self._bursts.popleft()

    def next_due(self) -> float | None:
        """When it is worth looking again."""
        if not self._flying:
            return None
        return self.arrival(min(self.arrived + LOOK_BYTES, self._fed))

    def _count(self, now: float) -> int:
        """How many of the flying bytes of one burst are there by `now`."""
        at, first = self._burst_of(self.arrived)
        until = next((b.position for b in self._bursts if b.position > self.arrived), self._fed)
        if not self._byte_s:
            return until - self.arrived if now >= at else 0
        reached = first + int((now - at) / self._byte_s + 1e-6)
        return max(0, min(until, reached) - self.arrived)

    def _burst_of(self, position: int) -> tuple[float, int]:
        burst = next(b for b in reversed(self._bursts) if b.position <= position)
        return burst.at, burst.position
