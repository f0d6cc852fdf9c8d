"""The receive buffer and the tokeniser over it: bytes in, commands out, whatever the chunking.

Responsible for byte accounting and for where a command ends. Knows nothing of what commands do.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from simulator.devices.printer.lengths import GS, LEADS, NUL, command_length, raster_row_bytes
from simulator.devices.printer.realtime import PREFIXES

KEPT_BYTES = 128 * 1024  # the longest command kept whole; a longer one is read and dropped
BAND_ROWS = (
    24  # raster rows are handed on in pieces of 3 mm, so that printing starts before the image is complete
)
PRINTABLE = re.compile(rb"[\x20-\xff]+")
HEAD_BYTES = 8  # of a raster command, and what is kept of a command that is too long


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    CONTROL = auto()
    COMMAND = auto()
    RASTER = auto()
    TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the stream: `length` bytes, of which the last stands in front of position `end`.

    RASTER: `data` is `rows` of the image that `head` begins with; `last` marks the final piece.
    """

    kind: Kind
    data: bytes
    length: int
    end: int
    head: bytes = b""
    last: bool = True


class ReceiveBuffer:
    """Holds what has arrived and not been acted on; `next()` takes the next token out."""

    def __init__(self, capacity_bytes: int) -> None:
        self.capacity_bytes = capacity_bytes
        self.position = 0  # behind the last byte taken out, counted like `Token.end`
        self._data = bytearray()
        self._absorbed = 0
        self._raster = _NO_RASTER
        self._skipping = 0

    @property
    def in_command(self) -> bool:
        """Whether a command has been handed on in part."""
        return bool(self._raster.left or self._skipping)

    @property
    def begins_realtime(self) -> bool:
        """Whether all that waits may become a real-time command."""
        return not self.in_command and self._data[:1] == b"\x10" and bytes(self._data) in PREFIXES

    @property
    def occupied_bytes(self) -> int:
        """Bytes waiting, without those of a half command that is being read in."""
        return len(self._data) - self._absorbed

    def append(self, data: bytes) -> None:
        """More bytes have arrived."""
        self._data += data

    def pass_by(self, count: int) -> None:
        """`count` bytes came while nobody listened; positions go on counting them."""
        self.position += count

    def clear(self) -> int:
        """Forget everything, also a half command; returns how many bytes are lost."""
        lost = len(self._data)
        self._take(lost)
        self._raster, self._skipping = _NO_RASTER, 0
        return lost

    def drop_alone(self, command: bytes) -> None:
        """A real-time command has been acted on: where it stands alone it need not wait."""
        if self._data == command and not self.in_command:
            self._take(len(command))

    def next(self) -> Token | None:
        """The next token, or None when more bytes are needed."""
        token = self._next()
        self._absorbed = len(self._data) if token is None else 0
        return token

    def _next(self) -> Token | None:
        if not self._data:
            return None
        if self._skipping:
            return self._skip()
        if self._raster.left:
            return self._raster_rows()
        first = self._data[0]
        if first >= 0x20:
            return self._text()
        return self._command() if first in LEADS else self._control(first)

    def _take(self, count: int) -> bytes:
        taken = bytes(self._data[:count])
        del self._data[:count]
        self.position += len(taken)
        self._absorbed = 0
        return taken

    def _token(self, kind: Kind, count: int) -> Token:
        data = self._take(count)
        return Token(kind, data, count, self.position)

    def _text(self) -> Token:
        found = PRINTABLE.match(self._data)
        return self._token(Kind.TEXT, found.end() if found else 1)

    def _control(self, first: int) -> Token:
        if first != NUL:
            return self._token(Kind.CONTROL, 1)
        return self._token(Kind.CONTROL, len(self._data) - len(self._data.lstrip(b"\0")))

    def _command(self) -> Token | None:
        length = command_length(bytes(self._data[: KEPT_BYTES if self._may_be_endless() else 16]))
        if length is None:
            return None
        if self._data[0] == GS and self._data[1] == ord("v") and length > HEAD_BYTES:
            return self._begin_raster(length)
        if length > KEPT_BYTES:
            self._skipping = length
            return self._skip()
        return self._token(Kind.COMMAND, length) if len(self._data) >= length else None

    def _may_be_endless(self) -> bool:
        """ESC D and GS k end at a NUL that may be further on than a fixed head."""
        return bytes(self._data[:2]) in (b"\x1bD", b"\x1dk")

    def _begin_raster(self, length: int) -> Token | None:
        head = self._take(HEAD_BYTES)
        self._raster = _Raster(head, raster_row_bytes(head), length - HEAD_BYTES)
        return self._raster_rows()

    def _raster_rows(self) -> Token | None:
        raster = self._raster
        wanted = min(raster.left, BAND_ROWS * raster.row_bytes)
        if len(self._data) < wanted:
            return None
        left = raster.left - wanted
        self._raster = _Raster(raster.head, raster.row_bytes, left)
        data = self._take(wanted)
        return Token(Kind.RASTER, data, wanted, self.position, raster.head, last=not left)

    def _skip(self) -> Token:
        count = min(self._skipping, len(self._data))
        self._skipping -= count
        token = self._token(Kind.TOO_LONG, count)
        return Token(token.kind, token.data[:HEAD_BYTES], count, token.end, last=not self._skipping)


@dataclass(frozen=True, slots=True)
class _Raster:
    head: bytes
    row_bytes: int
    left: int


_NO_RASTER = _Raster(b"", 0, 0)
