"""A picture to draw on in millimetres."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

PX_MM = 16  # of everything that is drawn flat
CARD_MM = (85.6, 54.0)  # ISO/IEC 7810, ID-1
INK = (40, 38, 42)
FONTS = Path(__file__).parents[1] / "bench" / "static"
Colour = tuple[int, int, int]


@lru_cache(maxsize=64)
def font(size_mm: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The bench's face, which has all Vietnamese letters."""
    file = FONTS / f"be-vietnam-pro-{600 if bold else 400}.woff2"
    return ImageFont.truetype(str(file), round(size_mm * PX_MM))


class Canvas:
    """`image` is RGB, 16 dots to a millimetre."""

    def __init__(self, size_mm: tuple[float, float], paper: Colour) -> None:
        self.image = Image.new("RGB", (round(size_mm[0] * PX_MM), round(size_mm[1] * PX_MM)), paper)
        self.pen = ImageDraw.Draw(self.image)

    def text(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, ink: Colour = INK
    ) -> None:
        """One line; `x`, `y` are its upper left corner, `size` its height."""
        self.pen.text((x * PX_MM, y * PX_MM), text, ink, font(size, bold))

    def middle(
        self, x: float, y: float, text: str, size: float, *, bold: bool = True, ink: Colour = INK
    ) -> None:
        """One line with its middle at `x`."""
        self.pen.text((x * PX_MM, y * PX_MM), text, ink, font(size, bold), anchor="ma")

    def lines(self, x: float, y: float, text: str, size: float, width: float, *, bold: bool = False) -> None:
        """As many lines as it takes to stay within `width`."""
        for row, line in enumerate(wrapped(text, size, width, bold)):
            self.text(x, y + row * size * 1.25, line, size, bold=bold)

    def spaced(self, x: float, y: float, text: str, size: float, pitch: float) -> None:
        """Every letter in a cell of its own, as a machine wants them."""
        for column, letter in enumerate(text):
            self.middle(x + (column + 0.5) * pitch, y, letter, size, bold=False)

    def box(self, x: float, y: float, width: float, height: float, fill: Colour, outline: Colour) -> None:
        """A filled rectangle with round corners."""
        corners = (x * PX_MM, y * PX_MM, (x + width) * PX_MM, (y + height) * PX_MM)
        self.pen.rounded_rectangle(corners, PX_MM // 2, fill, outline, 3)

    def paste(self, picture: Image.Image, x: float, y: float) -> None:
        """Put a picture there."""
        self.image.paste(picture, (round(x * PX_MM), round(y * PX_MM)))


def wrapped(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """The text broken at blanks into lines of at most `width`; a longer word stays whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font(size, bold).getlength(longer) <= width * PX_MM:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
