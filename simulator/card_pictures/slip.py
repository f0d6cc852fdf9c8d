"""A slip of paper with a code on it that is no card's."""

from PIL import Image

from simulator.card_pictures.canvas import Canvas
from simulator.card_pictures.code import picture_of

SLIP_MM = (62.0, 62.0)
SIZES_MM = ((300, 22.0), (5000, 44.0))  # how wide the code is, by the most characters that it has


def draw_slip(text: str) -> Image.Image:
    """A white slip; the code is as large as its text needs."""
    canvas = Canvas(SLIP_MM, (250, 249, 245))
    code = picture_of(text, code_mm(text))
    canvas.paste(code, 31 - code.width / 32, 30 - code.width / 32)
    canvas.middle(31, 56.5, "QUÉT MÃ / SCAN ME", 2.6)
    return canvas.image


def code_mm(text: str) -> float:
    """How wide the code of a slip is."""
    return next(size for most, size in SIZES_MM if len(text) <= most)
