"""What comes back from the printer, told apart in any chunking; bounded; garbage is counted and dropped.

Source of the classes: the fixed bits in the Epson reference (`dle_eot`, `gs_la`, `gs_lr`, `gs_ci`,
`gs_lparen_ch_fn48`, `dle_dc4_fn8`). The tests below are disjoint over all 256 byte values.
"""

from dataclasses import dataclass
from enum import StrEnum

BLOCK_HEADERS = frozenset(b"\x37\x35\x3b\x3d\x5f")
BLOCK_LIMIT_BYTES = 128  # the longest block we ask for is a model name
XON, XOFF = 0x11, 0x13


class Kind(StrEnum):
    """The kinds of answers."""

    REAL_TIME = "real_time"  # one byte to DLE EOT; it does not say which n
    AUTO_STATUS = "auto_status"  # four bytes, ASB
    PAPER_SENSOR = "paper_sensor"  # one byte to GS r
    JOB_ID = "job_id"  # 37 22 d1 d2 d3 d4 00; the four characters
    CLEARED = "cleared"  # 37 25 00
    IDENTITY = "identity"  # 5F text 00; the text
    FLOW = "flow"  # XON or XOFF


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer."""

    kind: Kind
    data: bytes


class AnswerReader:
    """Bytes in, whole answers out."""

    def __init__(self) -> None:
        self.noise_bytes = 0
        self._partial = bytearray()

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that `data` completes."""
        answers = []
        for byte in data:
            answer = self._take(byte)
            if answer is not None:
                answers.append(answer)
        return answers

    def drop_partial(self) -> None:
        """Give up on an answer that did not end: it counts as noise."""
        self.noise_bytes += len(self._partial)
        self._partial.clear()

    def _take(self, byte: int) -> Answer | None:
        if byte in (XON, XOFF):
            return Answer(Kind.FLOW, bytes((byte,)))
        if not self._partial:
            return self._begin(byte)
        if self._partial[0] in BLOCK_HEADERS:
            return self._continue_block(byte)
        return self._continue_auto_status(byte)

    def _begin(self, byte: int) -> Answer | None:
        if byte in BLOCK_HEADERS or byte & 0x93 == 0x10:
            self._partial.append(byte)
        elif byte & 0x93 == 0x12:
            return Answer(Kind.REAL_TIME, bytes((byte,)))
        elif byte & 0x90 == 0x00:
            return Answer(Kind.PAPER_SENSOR, bytes((byte,)))
        else:
            self.noise_bytes += 1
        return None

    def _continue_auto_status(self, byte: int) -> Answer | None:
        if byte & 0x90:
            self.drop_partial()
            return self._begin(byte)
        self._partial.append(byte)
        return self._finish(Kind.AUTO_STATUS, 0) if len(self._partial) == 4 else None

    def _continue_block(self, byte: int) -> Answer | None:
        if byte == 0x00:
            return self._end_block()
        if not 0x20 <= byte <= 0x7E or len(self._partial) == BLOCK_LIMIT_BYTES:
            self.drop_partial()
            return self._begin(byte)
        self._partial.append(byte)
        return None

    def _end_block(self) -> Answer | None:
        block = bytes(self._partial)
        if block[0] == 0x5F:
            return self._finish(Kind.IDENTITY, 1)
        if block[:2] == b"\x37\x22" and len(block) == 6:
            return self._finish(Kind.JOB_ID, 2)
        if block == b"\x37\x25":
            return self._finish(Kind.CLEARED, 2)
        self.drop_partial()
        return None

    def _finish(self, kind: Kind, lead: int) -> Answer:
        answer = Answer(kind, bytes(self._partial[lead:]))
        self._partial.clear()
        return answer
