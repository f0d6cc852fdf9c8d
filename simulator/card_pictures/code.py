"""QR codes as they are printed."""

import segno
from PIL import Image

from simulator.card_pictures.canvas import PX_MM

CODE_MM = 11.0  # on the card (draft of the circular of 2024)
QUIET = 3  # modules left white around it; on a card it is less than the standard's four
LONG = 2000  # characters
TORN_LEAN = 0.35  # a tear is never quite straight


def modules(text: str) -> int:
    """How many modules wide the code of `text` is."""
    return int(_code(text).symbol_size(border=0)[0])


def picture_of(text: str, size_mm: float = CODE_MM, there: float = 1.0) -> Image.Image:
    """The code, `size_mm` wide, with its quiet zone; of a torn one only the share `there` is left."""
    rows = [bytes(row) for row in _code(text).matrix_iter(scale=1, border=QUIET)]
    count = len(rows)
    small = Image.frombytes("L", (count, count), bytes(0 if dark else 255 for row in rows for dark in row))
    wide = round(size_mm * PX_MM * count / (count - 2 * QUIET))
    large = small.resize((wide, wide), Image.Resampling.NEAREST)
    return large if there >= 1 else _torn(large, there)


def _code(text: str) -> segno.QRCode:
    """Always UTF-8, as on the card; what hardly fits gets less correction of errors."""
    correction = "m" if len(text) < LONG else "l"
    return segno.make(text or " ", error=correction, boost_error=False, micro=False, encoding="utf-8")


def _torn(code: Image.Image, there: float) -> Image.Image:
    """Without what lies right of a leaning line."""
    wide = code.width
    mask = Image.new("L", code.size, 0)
    for y in range(wide):
        edge = round(wide * (there + TORN_LEAN * (y / wide - 0.5) * (1 - there)))
        mask.paste(255, (0, y, max(0, min(wide, edge)), y + 1))
    return Image.composite(code, Image.new("L", code.size, 235), mask)
