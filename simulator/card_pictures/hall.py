"""The hall behind the card, out of focus: a window, lamps, a counter, people who wait."""

import random
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter

from simulator.card_pictures.canvas import Colour
from simulator.card_pictures.view import FRAME

SMALL = 4  # what is out of focus is drawn four times smaller
CLOTHES: tuple[Colour, ...] = ((70, 84, 120), (130, 60, 60), (60, 100, 84), (200, 196, 186), (90, 90, 100))
WALL, FLOOR, WINDOW, COUNTER = (186, 180, 166), (120, 108, 94), (236, 240, 240), (128, 92, 62)


@lru_cache(maxsize=8)
def hall(seed: int) -> Image.Image:
    """The empty place before the camera; do not draw on it, draw on a copy."""
    chance = random.Random(seed)  # noqa: S311
    wide, high = FRAME[0] // SMALL, FRAME[1] // SMALL
    image = Image.new("RGB", (wide, high), WALL)
    pen = ImageDraw.Draw(image)
    horizon = high * chance.uniform(0.52, 0.62)
    pen.rectangle((0, horizon, wide, high), FLOOR)
    _windows(pen, chance, wide, high)
    pen.rectangle((wide * 0.6, horizon - high * 0.2, wide, horizon + high * 0.12), COUNTER)
    for _ in range(chance.randint(2, 4)):
        _person(pen, chance, wide, high)
    for lamp in range(4):
        x = wide * (0.1 + 0.25 * lamp + chance.uniform(-0.03, 0.03))
        pen.rectangle((x, high * 0.03, x + wide * 0.1, high * 0.06), (255, 252, 240))
    soft = image.filter(ImageFilter.GaussianBlur(5))
    return soft.resize(FRAME, Image.Resampling.BICUBIC)


def _windows(pen: ImageDraw.ImageDraw, chance: random.Random, wide: int, high: int) -> None:
    left = wide * chance.uniform(0.02, 0.3)
    for pane in range(2):
        x = left + pane * wide * 0.15
        pen.rectangle((x, high * 0.14, x + wide * 0.13, high * 0.46), WINDOW)


def _person(pen: ImageDraw.ImageDraw, chance: random.Random, wide: int, high: int) -> None:
    x, top, size = wide * chance.random(), high * chance.uniform(0.25, 0.4), high * chance.uniform(0.1, 0.16)
    pen.rounded_rectangle(
        (x - size, top + size, x + size, top + 4.5 * size), size / 2, chance.choice(CLOTHES)
    )
    pen.ellipse((x - size / 2, top - size * 0.2, x + size / 2, top + size), (206, 168, 138))
    pen.pieslice(
        (x - size * 0.56, top - size * 0.3, x + size * 0.56, top + size * 0.8), 180, 360, (40, 34, 32)
    )
