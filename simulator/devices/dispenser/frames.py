"""Frames of the vending controller's upper-computer protocol, both ways. Pure.

Source: VMC upper-computer protocol V3.0: FA FB, command, length, that many bytes, exclusive or of all before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import xor

HEADER = b"\xfa\xfb"
AROUND = 5  # bytes of a frame that are not data
STALE_S = 0.1  # half a frame that is not completed by then was none


@dataclass(frozen=True, slots=True)
class Frame:
    """`data` begins with the PackNO, but for POLL and ACK."""

    command: int
    data: bytes = b""

    def encoded(self) -> bytes:
        """As it goes over the wire."""
        body = HEADER + bytes((self.command, len(self.data))) + self.data
        return body + bytes((reduce(xor, body),))


@dataclass(frozen=True, slots=True)
class Lost:
    """Bytes that are no frame."""

    data: bytes
    reason: str


class FrameReader:
    """Finds frames in what a host sends, in any pieces and among other bytes."""

    def __init__(self) -> None:
        self._waiting = b""
        self._since = 0.0

    def read(self, data: bytes, now: float) -> Iterator[Frame | Lost]:
        """The frames that are complete, and what is none."""
        if self._waiting and now - self._since > STALE_S:
            yield Lost(self._waiting, "half a frame")
            self._waiting = b""
        self._since = now
        self._waiting += data
        while (found := self._next()) is not None:
            yield found

    def _next(self) -> Frame | Lost | None:
        waiting = self._waiting
        begins = waiting.find(HEADER)
        if begins < 0:
            begins = len(waiting) - waiting.endswith(HEADER[:1])
        if begins:
            return self._lose(begins, "no frame")
        if len(waiting) < AROUND or len(waiting) < AROUND + waiting[3]:
            return None
        end = AROUND + waiting[3]
        if reduce(xor, waiting[:end]):
            return self._lose(len(HEADER), "a wrong check sum")
        self._waiting = waiting[end:]
        return Frame(waiting[2], waiting[4 : end - 1])

    def _lose(self, count: int, reason: str) -> Lost:
        lost, self._waiting = self._waiting[:count], self._waiting[count:]
        return Lost(lost, reason)
