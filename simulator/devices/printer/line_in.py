"""The receiving half of the serial line: a byte is there when its last bit has come over the wire."""

from bisect import bisect_left, bisect_right

BITS_PER_BYTE = 10  # start, eight data, stop
LOOK_BYTES = 256  # how often a busy line asks to be looked at


class LineIn:
    """Bytes on their way; `baud` 0 = they need no time.

    Positions count every byte ever fed; times do not depend on the chunking.
    """

    def __init__(self, baud: int) -> None:
        self._byte_s = BITS_PER_BYTE / baud if baud else 0.0
        self._flying = bytearray()
        self._fed = 0
        self._bursts: list[int] = []  # positions where bytes without a pause begin
        self._began: list[float] = []  # and when

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
            self._bursts.append(self._fed)
            self._began.append(now)
        self._flying += data
        self._fed += len(data)

    def arrival(self, end: int) -> float:
        """When the byte in front of position `end` had arrived."""
        if not self._bursts:
            return 0.0
        burst = bisect_left(self._bursts, end) - 1
        if burst < 0:
            return self._began[0]
        return self._began[burst] + (end - self._bursts[burst]) * self._byte_s

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
        self._keep(0, max(1, bisect_left(self._bursts, self._fed)))
        return lost

    def forget(self, position: int) -> None:
        """Nobody will ask any more when bytes in front of `position` arrived."""
        past = bisect_left(self._bursts, position) - 1
        if past > 0:
            self._keep(past, len(self._bursts))

    def next_due(self) -> float | None:
        """When it is worth looking again."""
        if not self._flying:
            return None
        return self.arrival(min(self.arrived + LOOK_BYTES, self._fed))

    def _keep(self, first: int, end: int) -> None:
        self._bursts, self._began = self._bursts[first:end], self._began[first:end]

    def _count(self, now: float) -> int:
        """How many of the flying bytes of one burst are there by `now`."""
        arrived = self.arrived
        behind = bisect_right(self._bursts, arrived)
        first, at = self._bursts[behind - 1], self._began[behind - 1]
        until = self._bursts[behind] if behind < len(self._bursts) else self._fed
        if not self._byte_s:
            return until - arrived if now >= at else 0
        reached = first + int((now - at) / self._byte_s + 1e-6)
        return max(0, min(until, reached) - arrived)
