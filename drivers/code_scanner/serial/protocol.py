"""Codes on a line: each is its text and an ending, or a pause. Pure.

There is no check sum, no length and no start mark: decoded bytes and what a scanner is set to send behind
them, usually CR. So a code counts as whole only with its ending, and of a line that was opened amid a code
the rest is left out.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from drivers.code_scanner.text import code_of
from drivers.interfaces import ScannedCode

LIMIT_BYTES = 4096  # the largest QR code holds 2,953
GAP_S = 0.05
CAREFUL_GAP_S = 0.2  # for a scanner that may yet send an ending: a slow line must not cut a code in two
HALF_S = 1.0  # after which the ending does not come any more
JOIN_S = 0.1  # of silence, and what comes is a code from its start
REPEAT_S = 1.0
TOO_LONG = "too_long"
INCOMPLETE = "incomplete"


class Ending(StrEnum):
    """What a scanner is set to send behind a code."""

    ANY = "any"  # whichever comes; a pause, as long as none has come
    CR = "cr"
    LF = "lf"
    CRLF = "crlf"
    GAP = "gap"  # nothing


class _Skip(StrEnum):
    """Why bytes are left out up to the next ending."""

    NO = "no"
    AMID = "amid"  # the wire was opened amid a code
    TOO_LONG = "too long"


_ENDINGS: Mapping[Ending, re.Pattern[bytes]] = {
    Ending.ANY: re.compile(rb"[\r\n]"),
    Ending.CR: re.compile(rb"\r"),
    Ending.LF: re.compile(rb"\n"),
    Ending.CRLF: re.compile(rb"\r\n"),
}
_GAPS: Mapping[Ending, float] = {Ending.ANY: CAREFUL_GAP_S, Ending.GAP: GAP_S}
_AROUND = b"\r\n\0"


class CodeProtocol:
    """Cuts what comes from a scanner into codes; `answers` to our commands are none.

    Times are the caller's clock in seconds. It keeps no code that it has told, only a trace to know it again.
    """

    def __init__(self, ending: Ending, answers: Sequence[bytes] = ()) -> None:
        self._ending = ending
        self._answers = answers
        self._gap_s = _GAPS.get(ending)  # None: only an ending ends a code
        self._waiting = b""
        self._skip = _Skip.NO
        self._heard_at = -math.inf
        self._told: tuple[int, float] | None = None

    @property
    def due(self) -> float | None:
        """When `lapse` is to be called if nothing comes until then; None: never."""
        if self._heard_at == math.inf or not (self._waiting or self._skip is not _Skip.NO):
            return None
        return self._heard_at + self._patience_s

    def begin(self) -> None:
        """The wire is being opened: what comes until `settled`, and what goes on then, is half a code."""
        self._waiting, self._skip, self._heard_at = b"", _Skip.AMID, math.inf
        self._gap_s = _GAPS.get(self._ending)

    def settled(self) -> None:
        """The wire has been open for a while; where nothing came, the next is a code from its start."""
        if self._heard_at == math.inf:
            self._skip, self._heard_at = _Skip.NO, -math.inf

    def feed(self, data: bytes, now: float) -> list[ScannedCode]:
        """The codes that `data`, read at `now`, completes."""
        if self._skip is _Skip.AMID and now - self._heard_at >= JOIN_S:
            self._waiting, self._skip = b"", _Skip.NO
        self._heard_at = now
        *pieces, self._waiting = self._split(self._waiting + data)
        codes = [code for piece in pieces for code in self._ended(piece)]
        return codes + list(self._bounded())

    def lapse(self, now: float) -> list[ScannedCode]:
        """The codes that silence until `now` completes: one at most."""
        if self.due is None or now < self.due:
            return []
        piece, self._waiting = self._waiting, b""
        if self._gap_s is not None or self._skip is not _Skip.NO:
            return list(self._ended(piece))
        self._gap_s = _GAPS.get(self._ending)
        is_blank = not self._without_answers(piece)
        return [] if is_blank else list(self._told_once(INCOMPLETE, ScannedCode("", INCOMPLETE)))

    def forget(self) -> None:
        """The code told last counts as new when it comes again."""
        self._told = None

    @property
    def _patience_s(self) -> float:
        if self._skip is _Skip.AMID:
            return JOIN_S
        return HALF_S if self._gap_s is None else self._gap_s

    def _split(self, data: bytes) -> list[bytes]:
        """The pieces of `data`, the last without its ending yet."""
        pattern = _ENDINGS.get(self._ending)
        pieces = pattern.split(data) if pattern else [data]
        if len(pieces) > 1:
            self._gap_s = None  # it sends endings
        return pieces

    def _ended(self, piece: bytes) -> Iterator[ScannedCode]:
        """The code that `piece` is, if it is to be told."""
        skipped, self._skip = self._skip, _Skip.NO
        if skipped is not _Skip.NO:
            return
        if len(piece) > LIMIT_BYTES:
            yield from self._told_once(TOO_LONG, ScannedCode("", TOO_LONG))
        elif piece := self._without_answers(piece):
            code = code_of(piece)
            if code.text or code.problem:
                yield from self._told_once(code.problem or piece, code)

    def _bounded(self) -> Iterator[ScannedCode]:
        """Of a code that does not end, or is skipped, nothing is kept but half an ending."""
        if self._skip is _Skip.NO and len(self._waiting) > LIMIT_BYTES:
            self._skip = _Skip.TOO_LONG
            yield from self._told_once(TOO_LONG, ScannedCode("", TOO_LONG))
        if self._skip is not _Skip.NO:
            self._waiting = self._waiting[-1:]

    def _told_once(self, what: bytes | str, code: ScannedCode) -> Iterator[ScannedCode]:
        """`code`, unless `what` was told last and has come again and again since, each within a second."""
        trace, before = hash(what), self._told
        self._told = trace, self._heard_at
        if before is None or before[0] != trace or self._heard_at - before[1] >= REPEAT_S:
            yield code

    def _without_answers(self, piece: bytes) -> bytes:
        """`piece` less what does not belong to a code: answers in front of it, also one that is cut off."""
        piece = piece.strip(_AROUND)
        while answer := next((each for each in self._answers if piece.startswith(each)), None):
            piece = piece[len(answer) :].lstrip(_AROUND)
        return b"" if any(answer.startswith(piece) for answer in self._answers) else piece
