"""Frames of the Kobuki protocol, both ways: AA 55, length, payload, check sum. Pure.

Source: kobuki_core 1.4.0 (packet_handler), kobuki_documentation doc/protocol.rst. The check sum is the
exclusive or of the length and the payload; a payload is a row of parts: id, length, that many bytes.
"""

from functools import reduce
from operator import xor

HEADER = b"\xaa\x55"
SHORTEST = 3  # bytes of payload
_BEFORE, _AROUND = 3, 4  # bytes of a frame in front of, and around its payload


def encode_frame(payload: bytes) -> bytes:
    """The frame around `payload`, 3 to 255 bytes."""
    body = bytes((len(payload),)) + payload
    return HEADER + body + bytes((reduce(xor, body),))


class FrameReader:
    """Finds frames in what comes from a base, in any pieces and among anything else.

    Behind a frame that is none the search goes on right after its header, so a whole one in it is found.
    """

    def __init__(self) -> None:
        self.noise_bytes = 0
        self.bad_frames = 0
        self._waiting = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The payloads that `data` completes."""
        self._waiting += data
        found = []
        while self._find_header():
            frame = self._waiting[: self._waiting[2] + _AROUND]
            if len(frame) < self._waiting[2] + _AROUND:
                break
            if reduce(xor, frame[2:]):
                self._lose_header()
                continue
            found.append(frame[_BEFORE:-1])
            self._waiting = self._waiting[len(frame) :]
        return found

    def forget(self) -> None:
        """The wire was lost: what waits is never completed."""
        self.noise_bytes += len(self._waiting)
        self._waiting = b""

    def _find_header(self) -> bool:
        """Move on to the next header with a length that may be; False: there is none yet."""
        while True:
            at = self._waiting.find(HEADER)
            if at < 0:
                self._lose(len(self._waiting) - self._waiting.endswith(HEADER[:1]))
                return False
            self._lose(at)
            if len(self._waiting) < _BEFORE:
                return False
            if self._waiting[2] >= SHORTEST:
                return True
            self._lose_header()

    def _lose_header(self) -> None:
        self.bad_frames += 1
        self._lose(len(HEADER))

    def _lose(self, count: int) -> None:
        self.noise_bytes += count
        self._waiting = self._waiting[count:]
