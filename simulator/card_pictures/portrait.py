"""A face that is nobody's: drawn from ellipses, every one a little different."""

import random

from PIL import Image, ImageDraw, ImageFilter

from simulator.card_pictures.canvas import PX_MM, Colour

SKIN: tuple[Colour, ...] = ((233, 196, 164), (222, 180, 146), (206, 163, 128), (240, 208, 178))
HAIR: tuple[Colour, ...] = ((28, 24, 24), (45, 34, 30), (70, 66, 66), (150, 148, 146))
CLOTHES: tuple[Colour, ...] = ((240, 240, 242), (60, 78, 110), (120, 40, 50), (50, 90, 80), (90, 90, 96))
WALL: Colour = (206, 220, 232)
Box = tuple[float, float, float, float]


def portrait(chance: random.Random, female: bool, size_mm: tuple[float, float]) -> Image.Image:
    """Head and shoulders before a pale wall."""
    size = (round(size_mm[0] * PX_MM), round(size_mm[1] * PX_MM))
    image = Image.new("RGB", size, WALL)
    pen = _Pen(ImageDraw.Draw(image), size)
    skin, hair = chance.choice(SKIN), chance.choice(HAIR)
    width, long = chance.uniform(0.40, 0.46), female and chance.random() < 0.7
    if long:
        pen.oval((0.5 - width * 0.72, 0.14, 0.5 + width * 0.72, 0.92), hair)
    pen.oval((0.06, 0.74, 0.94, 1.5), chance.choice(CLOTHES))
    pen.oval((0.40, 0.55, 0.60, 0.86), _shade(skin, 0.88))
    _head(pen, chance, skin, hair, width)
    return image.filter(ImageFilter.GaussianBlur(1.6))


def _head(pen: "_Pen", chance: random.Random, skin: Colour, hair: Colour, width: float) -> None:
    left, right = 0.5 - width / 2, 0.5 + width / 2
    for ear in (left - 0.015, right - 0.03):
        pen.oval((ear, 0.41, ear + 0.045, 0.52), _shade(skin, 0.93))
    pen.oval((left - 0.02, 0.13, right + 0.02, 0.52), hair)
    pen.oval((left, 0.20, right, 0.70), skin)
    pen.oval((left - 0.01, 0.14, right + 0.01, chance.uniform(0.29, 0.33)), hair)
    eye, brow = chance.uniform(0.415, 0.435), chance.uniform(0.35, 0.375)
    for side in (-1, 1):
        at = 0.5 + side * width * 0.24
        pen.oval((at - 0.045, eye - 0.012, at + 0.045, eye + 0.016), (250, 248, 246))
        pen.oval((at - 0.017, eye - 0.014, at + 0.017, eye + 0.016), (40, 30, 26))
        pen.oval((at - 0.058, brow, at + 0.058, brow + chance.uniform(0.012, 0.022)), _shade(hair, 1.2))
    pen.oval((0.465, 0.50, 0.535, 0.545), _shade(skin, 0.87))
    mouth = chance.uniform(0.585, 0.605)
    pen.oval((0.5 - width * 0.2, mouth, 0.5 + width * 0.2, mouth + 0.028), (178, 96, 92))


class _Pen:
    """Draws in shares of the picture."""

    def __init__(self, pen: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
        self._pen = pen
        self._size = size

    def oval(self, box: Box, fill: Colour) -> None:
        wide, high = self._size
        self._pen.ellipse((box[0] * wide, box[1] * high, box[2] * wide, box[3] * high), fill)


def _shade(colour: Colour, by: float) -> Colour:
    red, green, blue = (min(255, round(part * by)) for part in colour)
    return red, green, blue
