"""A bar code as it is printed: bars of the set height and width, its text above or below.

Source: Epson ESC/POS reference, GS k, GS h, GS w, GS H, GS f.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw

from simulator.devices.printer.bar_codes.code39 import code39
from simulator.devices.printer.bar_codes.code128 import code128, code128_words
from simulator.devices.printer.bar_codes.ean13 import ean13, upc_a
from simulator.devices.printer.bar_codes.itf import itf
from simulator.devices.printer.font import FONT_A, Style
from simulator.devices.printer.line import CENTRE, Line

ABOVE, BELOW = 1, 2
COUNTED_FORM = 65  # m of GS k from here on: a length byte, no NUL at the end
CODE128 = 73
ENCODERS: Mapping[int, Callable[[bytes], str | None]] = {
    0: upc_a,
    2: ean13,
    4: code39,
    5: itf,
    65: upc_a,
    67: ean13,
    69: code39,
    70: itf,
    CODE128: code128,
}


@dataclass(slots=True)
class BarCodeMode:
    """What ESC @ sets back to the defaults."""

    height_dots: int = 162
    module_dots: int = 3
    text_at: int = 0
    cell: tuple[int, int] = FONT_A

    def picture(self, m: int, data: bytes) -> Image.Image | None:
        """The symbol, 1 = black, without a quiet zone; None when the data do not fit the symbology."""
        encode = ENCODERS.get(m)
        elements = encode(data) if encode else None
        if elements is None:
            return None
        bars = self._bars(elements)
        words = code128_words(data) if m == CODE128 else data.decode("latin-1")
        text = self._text(words, bars.width)
        above = [text] if self.text_at & ABOVE else []
        below = [text] if self.text_at & BELOW else []
        return _stacked([*above, bars, *below])

    def _bars(self, elements: str) -> Image.Image:
        wide = (5 * self.module_dots + 1) // 2
        dots = {"n": self.module_dots, "w": wide, **{str(n): n * self.module_dots for n in range(1, 5)}}
        bars = Image.new("1", (sum(dots[element] for element in elements), self.height_dots), 0)
        pen, at = ImageDraw.Draw(bars), 0
        for index, element in enumerate(elements):
            if index % 2 == 0:
                pen.rectangle((at, 0, at + dots[element] - 1, self.height_dots), fill=1)
            at += dots[element]
        return bars

    def _text(self, words: str, width_dots: int) -> Image.Image:
        style = Style(cell=self.cell)
        line = Line(max(width_dots, len(words) * style.advance_dots))
        for character in words:
            line.add(character, style, 0)
        return line.take(CENTRE) or Image.new("1", (width_dots, style.height_dots), 0)


def data_of(command: bytes) -> bytes:
    """The data of `m d1…dk NUL` or `m n d1…dn`."""
    return command[2 : 2 + command[1]] if command[0] >= COUNTED_FORM else command[1:].removesuffix(b"\0")


def _stacked(pictures: list[Image.Image]) -> Image.Image:
    width = max(picture.width for picture in pictures)
    whole, top = Image.new("1", (width, sum(picture.height for picture in pictures)), 0), 0
    for picture in pictures:
        whole.paste(picture, ((width - picture.width) // 2, top))
        top += picture.height
    return whole
