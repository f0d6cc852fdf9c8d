"""The vendored typeface as one-bit pictures of lines."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.config.ticket_layout import Weight

FONTS = Path(__file__).resolve().parents[1] / "fonts"
WEIGHT_FILES: dict[Weight, str] = {
    "regular": "BeVietnamPro-Regular.ttf",
    "semibold": "BeVietnamPro-SemiBold.ttf",
    "bold": "BeVietnamPro-Bold.ttf",
}
CAPITAL_HEIGHT = 0.74  # of the size: the font's OS/2 table
_LETTERS = "gjpqyÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
_TO_INK = [0] * 110 + [255] * 146  # grey levels from 110 are ink: thin strokes of small sizes stay whole


@lru_cache(maxsize=64)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """The typeface in one weight and size (dots)."""
    return ImageFont.truetype(FONTS / WEIGHT_FILES[weight], size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def line_box(weight: Weight, size: int) -> tuple[int, int]:
    """Dots above and below the baseline that hold every Vietnamese letter with a blank row to spare."""
    _, top, _, bottom = font(weight, size).getbbox(_LETTERS, anchor="ls")
    return 1 - round(top), 1 + round(bottom)


@lru_cache(maxsize=1024)
def text_width(text: str, weight: Weight, size: int) -> int:
    """Dots from the first to the last ink of `text`."""
    left, _, right, _ = font(weight, size).getbbox(normal(text), anchor="ls")
    return round(right - left)


def line_picture(text: str, weight: Weight, size: int) -> Image.Image:
    """`text` as one line, as wide as its ink, as high as its line box."""
    above, below = line_box(weight, size)
    return _drawn(text, weight, size, above, below)


def number_picture(text: str, weight: Weight, capital_height: int) -> Image.Image:
    """Capitals and figures, `capital_height` dots high, cut to their ink."""
    size = round(capital_height / CAPITAL_HEIGHT)
    picture = _drawn(text, weight, size, size, size // 3)
    return picture.crop(picture.getbbox() or (0, 0, 1, 1))


def normal(text: str) -> str:
    """`text` with its marks composed, which the font draws best."""
    return unicodedata.normalize("NFC", text)


def _drawn(text: str, weight: Weight, size: int, above: int, below: int) -> Image.Image:
    face = font(weight, size)
    left, _, right, _ = face.getbbox(text, anchor="ls")
    grey = Image.new("L", (max(1, round(right - left)), above + below))
    ImageDraw.Draw(grey).text((-left, above), text, fill=255, font=face, anchor="ls")
    return grey.point(_TO_INK, "1")
