"""The web of paper between roll and slot: rows of dots move past the head, the blade sits further on.

Responsible for what is on the paper and what is left on the roll. Pieces that come off go to `on_piece`.
"""

from collections.abc import Callable

from simulator.devices.printer.body import DOTS_PER_MM, NEAR_END_MM, Body

HEAD_TO_BLADE_ROWS = 96  # 12 mm: what was printed less than this ago is not yet past the blade
LONGEST_ROWS = 16_000  # 2 m hanging out tear off by their own weight

Piece = Callable[[bytes, bool, str, float], None]


class PaperWeb:
    """`width_dots` wide. `on_piece(rows, cut, reason, at)` gets every piece that comes off."""

    def __init__(self, body: Body, width_dots: int, on_piece: Piece) -> None:
        self._body = body
        self._on_piece = on_piece
        self.stride_bytes = width_dots // 8
        self._rows = bytearray()
        self.load()

    def load(self) -> None:
        """New paper lies under head and blade: what reaches the slot first is blank."""
        self._rows[:] = bytes(HEAD_TO_BLADE_ROWS * self.stride_bytes)
        self._printed = False

    @property
    def rows_out(self) -> int:
        """Rows past the blade: what can be seen hanging out of the slot."""
        return max(0, len(self._rows) // self.stride_bytes - HEAD_TO_BLADE_ROWS)

    @property
    def printed(self) -> bool:
        """Whether anything black is on the paper that has not come off yet."""
        return self._printed

    @property
    def rows_left(self) -> int:
        """Rows until the end of the roll passes the head."""
        return 0 if self._body.paper_mm is None else max(0, round(self._body.paper_mm * DOTS_PER_MM))

    @property
    def rows_to_next_sensor(self) -> int:
        """Rows until a paper sensor changes its mind."""
        to_near_end = self.rows_left - round(NEAR_END_MM * DOTS_PER_MM)
        return to_near_end if to_near_end > 0 else self.rows_left

    def move(self, rows: int, dots: bytes | None, at: float) -> None:
        """Feed `rows`, printing `dots` (whole rows) on them, or nothing."""
        self._rows += bytes(rows * self.stride_bytes) if dots is None else dots
        self._printed = self._printed or dots is not None
        self._body.paper_mm = (self.rows_left - rows) / DOTS_PER_MM
        if self._body.paper_mm <= 0:
            self._come_off(len(self._rows), cut=False, reason="paper_end", at=at)
        elif len(self._rows) > LONGEST_ROWS * self.stride_bytes:
            self._come_off(len(self._rows), cut=False, reason="too_long", at=at)

    def cut(self, at: float) -> None:
        """The blade falls: everything past it comes off."""
        self._come_off(self.rows_out * self.stride_bytes, cut=True, reason="cut", at=at)

    def tear(self, at: float, reason: str) -> None:
        """A hand tears off what hangs out, at the blade; a roll pulled out takes everything with it."""
        whole = reason == "roll_removed"
        self._come_off(len(self._rows) if whole else self.rows_out * self.stride_bytes, False, reason, at)

    def _come_off(self, size_bytes: int, cut: bool, reason: str, at: float) -> None:
        piece = bytes(self._rows[:size_bytes])
        del self._rows[:size_bytes]
        worth_telling = bool(piece) and (cut or self._printed)
        self._printed = any(self._rows)
        if worth_telling:
            self._on_piece(piece, cut, reason, at)
