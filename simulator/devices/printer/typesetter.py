"""Turns text, pictures and feeds into rows on paper. Knows the print mode; keeps no time."""

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

from simulator.devices.printer.bar_codes.symbol import BarCodeMode
from simulator.devices.printer.bit_image import bit_image
from simulator.devices.printer.engine import Cut, Move
from simulator.devices.printer.font import FONT_A, FONT_B, Style
from simulator.devices.printer.graphics import Graphics, Logos, QrCode, Stored
from simulator.devices.printer.line import LEFT, Line
from simulator.devices.printer.paper import HEAD_TO_BLADE_ROWS
from simulator.devices.printer.raster import picture_on_paper, rows_on_paper

LINE_SPACING_DOTS = 34  # 1/6 inch at 203 dpi
TAB_CHARACTERS = 8


@dataclass(slots=True)
class PrintMode:
    """What ESC @ sets back to the defaults."""

    style: Style = field(default_factory=Style)
    align: int = LEFT
    line_spacing_dots: int = LINE_SPACING_DOTS
    character_spacing_dots: int = 0
    code_page: int = 0
    qr: QrCode = field(default_factory=QrCode)
    bar_code: BarCodeMode = field(default_factory=BarCodeMode)


class Typesetter:
    """Hands finished jobs to `emit` in the order they will be on the paper."""

    def __init__(
        self, width_dots: int, code_pages: Mapping[int, str], emit: Callable[[Move | Cut], None], logos: Logos
    ) -> None:
        self._emit = emit
        self._width_dots = width_dots
        self.code_pages = code_pages
        self.mode = PrintMode()
        self.graphics = Graphics(logos)
        self._line = Line(width_dots)

    def initialise(self) -> None:
        """ESC @: the print mode and the line buffer, not what is stored."""
        self.mode = PrintMode()
        self._line = Line(self._width_dots)

    def clear(self) -> None:
        """Forget what is not printed yet."""
        self._line = Line(self._width_dots)

    def restyle(self, **changes: Any) -> None:
        """Change fields of the `Style` of the characters that follow."""
        self.mode.style = replace(self.mode.style, **changes)

    def print_mode(self, n: int) -> None:
        """ESC ! n."""
        self.restyle(
            cell=FONT_B if n & 0x01 else FONT_A,
            bold=bool(n & 0x08),
            height=2 if n & 0x10 else 1,
            width=2 if n & 0x20 else 1,
            underline=1 if n & 0x80 else 0,
        )

    def text(self, data: bytes) -> None:
        """Characters of the current code page; a full line is printed by itself."""
        for character in self._decode(data):
            if not self._line.fits(self.mode.style.advance_dots):
                self.new_line()
            self._line.add(character, self.mode.style, self.mode.character_spacing_dots)

    def _decode(self, data: bytes) -> str:
        page = self.code_pages.get(self.mode.code_page)
        return codecs.decode(data, page, "replace") if page else data.decode("latin-1")

    def bit_image(self, mode: int, columns: bytes) -> None:
        """ESC *: a picture on the line, like a character."""
        picture = bit_image(mode, columns)
        if picture is not None:
            self._line.place(picture)

    def tab(self) -> None:
        """HT: to the next column of eight characters."""
        stop = TAB_CHARACTERS * self.mode.style.advance_dots
        self._line.at_dots = min((self._line.at_dots // stop + 1) * stop, self._width_dots)

    def position(self, dots: int) -> None:
        """ESC $: the next character begins here."""
        self._line.at_dots = min(dots, self._width_dots)

    def new_line(self) -> None:
        """LF: print the line and feed to the next."""
        printed = self.flush()
        self.feed(max(0, self.mode.line_spacing_dots - printed))

    def flush(self) -> int:
        """Print what stands in the line buffer; returns its height in rows."""
        picture = self._line.take(self.mode.align)
        if picture is None:
            return 0
        self._print(picture, LEFT)
        return picture.height

    def feed(self, rows: int) -> None:
        """Feed paper without printing."""
        if rows > 0:
            self._emit(Move(rows))

    def feed_lines(self, lines: int) -> None:
        """ESC d n."""
        self.flush()
        self.feed(lines * self.mode.line_spacing_dots)

    def cut(self, feed_rows: int | None) -> None:
        """Cut; with `feed_rows`, first feed so that what is printed and so much more is past the blade."""
        self.flush()
        if feed_rows is not None:
            self.feed(feed_rows + HEAD_TO_BLADE_ROWS)
        self._emit(Cut())

    def raster(self, data: bytes, row_bytes: int, scale: tuple[int, int]) -> None:
        """Rows of a GS v 0 image."""
        rows = rows_on_paper(data, row_bytes, self._width_dots // 8, self.mode.align, scale)
        if rows:
            self._emit(Move(len(rows) // (self._width_dots // 8), rows))

    def stored(self, stored: Stored | None) -> bool:
        """A picture from memory; False when there is none."""
        if stored is not None:
            self._print(stored.picture, self.mode.align, stored.scale)
        return stored is not None

    def qr(self) -> bool:
        """The QR code; False when nothing printable is stored."""
        picture = self.mode.qr.picture()
        if picture is not None:
            self._print(picture, self.mode.align)
        return picture is not None

    def bar_code(self, m: int, data: bytes) -> None:
        """GS k; what is wrong or too wide for the paper is not printed."""
        self.flush()
        picture = self.mode.bar_code.picture(m, data)
        if picture is not None and picture.width <= self._width_dots:
            self._print(picture, self.mode.align)

    def _print(self, picture: Image.Image, align: int, scale: tuple[int, int] = (1, 1)) -> None:
        rows = picture_on_paper(picture, self._width_dots // 8, align, scale)
        self._emit(Move(len(rows) // (self._width_dots // 8), rows))
