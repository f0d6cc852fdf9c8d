"""Frames, both ways: FA FB, command, length, data, check sum. Pure.

Source: VMC - Upper Computer protocol V3.0, 57600 8N1. The check sum is the exclusive or of every byte before
it. A frame's own length counts, never the one that the document prints for its command.
"""

import math
from dataclasses import dataclass
from functools import reduce
from operator import xor

HEADER = b"\xfa\xfb"
POLL, ACK = 0x41, 0x42
MENU_ANSWER = 0x71
LONGEST_BYTES = 64  # of data, but in an answer of the menu: 255
GAP_S = 0.06  # within a frame; the longest takes 45 ms
_BEFORE, _AROUND = 4, 5  # bytes of a frame in front of, and around its data


@dataclass(frozen=True, slots=True)
class Frame:
    """A command and its data, without header, length and check sum."""

    command: int
    data: bytes = b""


def encode_frame(command: int, data: bytes = b"") -> bytes:
    """The frame of a command; `data` is 255 bytes at most."""
    body = HEADER + bytes((command, len(data))) + data
    return body + bytes((reduce(xor, body),))


class FrameReader:
    """Finds frames in what comes from a controller, in any pieces and among anything else.

    Behind a frame that is none the search goes on right after its header, so a whole one in it is found.
    """

    def __init__(self) -> None:
        self.noise_bytes = 0
        self.bad_frames = 0
        self._waiting = b""
        self._heard_at = math.inf

    def feed(self, data: bytes, now: float) -> list[Frame]:
        """The frames that `data`, read at `now` seconds, completes."""
        found = []
        while self._waiting and now - self._heard_at > GAP_S:  # its rest does not come any more
            self._lose_header()
            found += self._frames()
        self._heard_at = now
        self._waiting += data
        return found + self._frames()

    def forget(self) -> None:
        """The wire was lost: what waits is never completed."""
        self.noise_bytes += len(self._waiting)
        self._waiting = b""

    def _frames(self) -> list[Frame]:
        found = []
        while self._find_header():
            size = self._waiting[3] + _AROUND
            frame = self._waiting[:size]
            if len(frame) < size:
                break
            if reduce(xor, frame):
                self._lose_header()
                continue
            found.append(Frame(frame[2], frame[_BEFORE:-1]))
            self._waiting = self._waiting[size:]
        return found

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
            if _is_plausible(self._waiting[2], self._waiting[3]):
                return True
            self._lose_header()

    def _lose_header(self) -> None:
        """What begins here is no frame."""
        self.bad_frames += 1
        self._lose(len(HEADER))

    def _lose(self, count: int) -> None:
        self.noise_bytes += min(count, len(self._waiting))
        self._waiting = self._waiting[count:]


def _is_plausible(command: int, length: int) -> bool:
    if command in (POLL, ACK):
        return length == 0
    return command == MENU_ANSWER or length <= LONGEST_BYTES
