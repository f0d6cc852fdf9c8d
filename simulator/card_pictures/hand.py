"""The hand that holds the card: a thumb on its left edge, away from code and letters for machines."""

import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from simulator.card_pictures.canvas import Colour
from simulator.card_pictures.view import FRAME, Corners

SKIN: tuple[Colour, ...] = ((214, 164, 132), (196, 146, 112), (226, 182, 150))
REACH, THICK = 0.05, 0.085  # of the card's width and height
SMALL = 4  # drawn smaller: a thumb so near is never quite sharp
Place = NDArray[np.float64]


def hold(frame: Image.Image, seen: Corners, seed: int) -> None:
    """Draw the thumb over the card's left edge, and the hand beyond it."""
    chance = random.Random(seed + 2)  # noqa: S311
    skin = chance.choice(SKIN)
    inward = (seen[1] - seen[0]) * REACH
    at = seen[0] + (seen[3] - seen[0]) * chance.uniform(0.58, 0.66)
    thick = float(np.hypot(*(seen[3] - seen[0]))) * THICK
    length = max(1e-6, float(np.hypot(*inward)))
    down = np.array((-inward[1], inward[0])) / length
    layer = Image.new("RGBA", (FRAME[0] // SMALL, FRAME[1] // SMALL), (*skin, 0))
    pen = ImageDraw.Draw(layer)
    palm = at - inward * 2.2 + down * thick * 1.1
    away = palm + (down * 0.5 - inward / length) * FRAME[0]
    _limb(pen, palm, away, thick * 1.7, skin)
    _limb(pen, at + inward, palm, thick, skin)
    nail = at + inward * 1.25
    _nail(pen, nail, nail - inward * 0.55, thick * 0.55, _shade(skin, 1.13))
    soft = layer.filter(ImageFilter.GaussianBlur(1)).resize(FRAME, Image.Resampling.BILINEAR)
    frame.paste(soft, mask=soft.getchannel("A"))


def _limb(pen: ImageDraw.ImageDraw, tip: Place, root: Place, thick: float, skin: Colour) -> None:
    """A thick line with round ends, darker on its lower side."""
    for grow, shade, lower in ((1.0, 0.78, 0.12), (0.93, 0.9, 0.02), (0.74, 1.0, -0.12), (0.4, 1.06, -0.26)):
        low = np.array((0, thick * lower))
        _stroke(pen, tip + low, root + low, thick * grow, _shade(skin, shade))


def _nail(pen: ImageDraw.ImageDraw, tip: Place, root: Place, thick: float, colour: Colour) -> None:
    _stroke(pen, tip, root, thick, _shade(colour, 0.93))
    _stroke(pen, tip, root, thick * 0.85, colour)


def _stroke(pen: ImageDraw.ImageDraw, tip: Place, root: Place, radius: float, colour: Colour) -> None:
    small = radius / SMALL
    ends = [(float(end[0]) / SMALL, float(end[1]) / SMALL) for end in (tip, root)]
    pen.line(ends, colour, round(small * 2))
    for x, y in ends:
        pen.ellipse((x - small, y - small, x + small, y + small), colour)


def _shade(skin: Colour, by: float) -> Colour:
    red, green, blue = (min(255, round(part * by)) for part in skin)
    return red, green, blue
