"""A printed paper as strips, one under the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from drivers.interfaces import Raster
from kiosk.config.ticket_layout import Align
from kiosk.ticket.qr import QUIET_MODULES, code_of, code_picture


@dataclass(frozen=True, slots=True)
class Strip:
    """One piece of a paper: ink on a strip of its height, placed across by `align`."""

    height: int
    ink: Image.Image | None = None
    align: Align = "center"
    top: int = 0


def on_paper(strips: Iterable[Strip], width_dots: int) -> Raster:
    """The strips on paper of this width, 1 = black."""
    strips = list(strips)
    paper = Image.new("1", (width_dots, max(1, sum(strip.height for strip in strips))))
    top = 0
    for strip in strips:
        if strip.ink is not None:
            paper.paste(strip.ink, (_left(strip, width_dots), top + strip.top))
        top += strip.height
    return Raster(width_dots, paper.tobytes())


def code_strip(text: str, correction: str, module_dots: int, width_dots: int) -> Strip:
    """The QR code of `text` with its quiet zone, its modules smaller where the paper is narrow."""
    code = code_of(text, correction)
    module = max(1, min(module_dots, width_dots // (len(code.matrix) + 2 * QUIET_MODULES)))
    ink = code_picture(code, module)
    quiet = QUIET_MODULES * module
    return Strip(ink.height + 2 * quiet, ink, top=quiet)


def _left(strip: Strip, width_dots: int) -> int:
    room = width_dots - (strip.ink.width if strip.ink else 0)
    return {"left": 0, "center": room // 2, "right": room}[strip.align]
