"""Frames of the Kobuki protocol, both ways: AA 55, length, sub-payloads, check sum. Pure.

Source: kobuki_core 1.4.0 and kobuki_documentation doc/protocol.rst, "Protocol". The exclusive or of
length, payload and check sum is 0; each sub-payload is its id, its length, and that many bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import xor

HEADER = b"\xaa\x55"
SHORTEST = 3  # bytes of payload
STALE_S = 0.1  # half a frame that is not completed by then was none
AROUND = 4  # bytes of a frame that are not payload


def encode_frame(payload: bytes) -> bytes:
    """The frame around `payload`, 3 to 255 bytes."""
    length = len(payload)
    return HEADER + bytes((length,)) + payload + bytes((reduce(xor, payload, length),))


@dataclass(frozen=True, slots=True)
class Lost:
    """Bytes that are no frame."""

    data: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class SubPayload:
    """One part of a frame's payload."""

    id: int
    data: bytes


def sub_payloads(payload: bytes) -> Iterator[SubPayload | Lost]:
    """What a payload is made of; where a length is wrong the rest is lost."""
    at = 0
    while at < len(payload):
        data = payload[at + 2 : at + 2 + payload[at + 1]] if at + 1 < len(payload) else b""
        if at + 1 >= len(payload) or len(data) < payload[at + 1]:
            yield Lost(payload[at:], "a sub-payload longer than its frame")
            return
        yield SubPayload(payload[at], data)
        at += 2 + len(data)


class FrameReader:
    """Finds frames in what a host sends, in any pieces and among other bytes."""

    def __init__(self) -> None:
        self._waiting = b""
        self._since = 0.0

    def read(self, data: bytes, now: float) -> Iterator[bytes | Lost]:
        """The payloads of the frames that are complete, and what is none."""
        while self._waiting and now - self._since > STALE_S:
            yield self._lose(len(HEADER), "half a frame")
            yield from self._whole()  # what it would have swallowed
        if not self._waiting:
            self._since = now
        self._waiting += data
        for found in self._whole():
            self._since = now
            yield found

    def _whole(self) -> Iterator[bytes | Lost]:
        while (found := self._next()) is not None:
            yield found

    def _next(self) -> bytes | Lost | None:
        waiting = self._waiting
        begins = waiting.find(HEADER)
        if begins < 0:
            begins = len(waiting) - waiting.endswith(HEADER[:1])
        if begins:
            return self._lose(begins, "no frame")
        if len(waiting) < AROUND or len(waiting) < waiting[2] + AROUND:
            return None if len(waiting) < 3 or waiting[2] >= SHORTEST else self._lose(2, "too short a frame")
        if waiting[2] < SHORTEST:
            return self._lose(2, "too short a frame")
        end = waiting[2] + AROUND
        if reduce(xor, waiting[2:end]):
            return self._lose(2, "a wrong check sum")
        self._waiting = waiting[end:]
        return waiting[3 : end - 1]

    def _lose(self, count: int, reason: str) -> Lost:
        lost, self._waiting = self._waiting[:count], self._waiting[count:]
        return Lost(lost, reason)
