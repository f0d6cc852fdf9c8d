"""The built-in font: Pillow's bitmap font, enlarged to 12 x 24 dots (font A) or 9 x 17 (font B)."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

FONT_A, FONT_B = (12, 24), (9, 17)
SOURCE_CELL = (6, 12)
CODE_PAGES_EPSON = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
    45: "cp1250",
    46: "cp1251",
    47: "cp1253",
    48: "cp1254",
    52: "cp1258",
}
CODE_PAGES_CLONE = {
    0: "cp437",
    1: "cp850",
    6: "cp1251",
    16: "cp1252",
    17: "cp866",
    27: "cp1258",
    39: "cp1258",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How characters are drawn. `width` and `height` are multipliers 1…8."""

    cell: tuple[int, int] = FONT_A
    width: int = 1
    height: int = 1
    bold: bool = False
    underline: int = 0
    inverse: bool = False

    @property
    def advance_dots(self) -> int:
        """Dots from one character to the next."""
        return self.cell[0] * self.width

    @property
    def height_dots(self) -> int:
        """Dots from top to bottom."""
        return self.cell[1] * self.height


@lru_cache(maxsize=4096)
def glyph(character: str, style: Style) -> Image.Image:
    """One character as a one-bit picture, 1 = black."""
    small = Image.new("1", SOURCE_CELL, 0)
    _draw(ImageDraw.Draw(small), character)
    size = (style.advance_dots, style.height_dots)
    large = small.resize(size, Image.Resampling.NEAREST)
    if style.bold:
        large = ImageChops.logical_or(large, ImageChops.offset(large, 1, 0))
    if style.underline:
        ImageDraw.Draw(large).rectangle((0, size[1] - style.underline, size[0], size[1]), fill=1)
    return ImageChops.invert(large) if style.inverse else large


def _draw(pen: ImageDraw.ImageDraw, character: str) -> None:
    """A character the font lacks is drawn as its base letter, or else as a hollow box."""
    font = ImageFont.load_default_imagefont()
    for candidate in (character, unicodedata.normalize("NFD", character)[0]):
        if ord(candidate) < 0x100:
            pen.text((0, 0), candidate, font=font, fill=1)
            return
    pen.rectangle((1, 2, SOURCE_CELL[0] - 2, SOURCE_CELL[1] - 3), outline=1)
