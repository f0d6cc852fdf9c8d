"""What light does to a card: it falls off, it makes a shadow, it shines in the lamination."""

import math
import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from simulator.card_pictures.view import FRAME, Corners

Plane = NDArray[np.floating]
SMALL = 8  # soft things are drawn eight times smaller
SHADE = 0.14  # how much darker the far side of a card is


def shadow(seen: Corners) -> Image.Image:
    """Where the card keeps the light from what is behind it."""
    small = Image.new("L", (FRAME[0] // SMALL, FRAME[1] // SMALL), 0)
    place = [(float(x) / SMALL + 1.5, float(y) / SMALL + 3) for x, y in seen]
    ImageDraw.Draw(small).polygon(place, 110)
    return small.filter(ImageFilter.GaussianBlur(4)).resize(FRAME, Image.Resampling.BILINEAR)


def fall_off(seed: int) -> Image.Image:
    """How light a place in the frame is: brighter on one side."""
    angle = random.Random(seed).uniform(0, 2 * math.pi)  # noqa: S311
    wide, high = FRAME[0] // SMALL, FRAME[1] // SMALL
    x = np.linspace(-1, 1, wide, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, high, dtype=np.float32)[:, None]
    light = 1 - SHADE * (0.5 + 0.5 * (x * math.cos(angle) + y * math.sin(angle)))
    return _enlarged(light * 255)


def glare(seen: Corners, strength: float, seed: int) -> Image.Image:
    """A lamp in the lamination: an oblong spot, white in its middle, near the card's upper right."""
    chance = random.Random(seed + 1)  # noqa: S311
    across, down = chance.uniform(0.55, 0.95), chance.uniform(0.05, 0.45)
    top, side = seen[1] - seen[0], seen[3] - seen[0]
    middle = seen[0] + across * top + down * side
    wide, high = (float(np.hypot(*top)) * part for part in (0.26, 0.10))
    x = (np.arange(FRAME[0] // SMALL, dtype=np.float32)[None, :] * SMALL - middle[0]) / wide
    y = (np.arange(FRAME[1] // SMALL, dtype=np.float32)[:, None] * SMALL - middle[1]) / high
    lean = chance.uniform(-0.4, 0.4)
    spot = np.exp(-((x + lean * y) ** 2 + (y - lean * x) ** 2) * 1.2)
    return _enlarged(np.clip(spot * strength * 330, 0, 255) + 40 * strength * np.exp(-(y**2) / 8))


def _enlarged(plane: Plane) -> Image.Image:
    small = Image.fromarray(np.clip(plane, 0, 255).astype(np.uint8), "L")
    return small.resize(FRAME, Image.Resampling.BILINEAR)
