"""A drawn portrait: an oval with eyes and hair before a grained wall. Nobody's face."""

import io
import random
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw

ImageKind = Literal["jpeg", "jpeg2000"]
WIDTH, HEIGHT = 480, 640
USUAL_BYTES = 15_000
SKINS = ((224, 187, 154), (201, 160, 126), (236, 205, 178), (181, 139, 105))
CLOTHES = ((40, 54, 92), (120, 36, 44), (230, 230, 224), (52, 88, 66))


def portrait(chance: random.Random, kind: ImageKind = "jpeg", most_bytes: int = USUAL_BYTES) -> bytes:
    """A file of at most `most_bytes` (and close to it), or the smallest that can be made."""
    image = _grained(_drawn(chance), chance)
    if kind == "jpeg2000":
        return _jpeg2000(image, most_bytes)
    low, high = 1, 95
    while low < high:
        middle = (low + high + 1) // 2
        if len(_jpeg(image, middle)) <= most_bytes:
            low = middle
        else:
            high = middle - 1
    return _jpeg(image, low)


def _drawn(chance: random.Random) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), (236, 240, 244))
    draw = ImageDraw.Draw(image)
    skin, hair = chance.choice(SKINS), tuple(chance.randint(10, 60) for _ in range(3))
    draw.ellipse((60, 470, 420, 900), fill=chance.choice(CLOTHES))
    draw.rectangle((200, 400, 280, 520), fill=skin)
    draw.ellipse((125, 90, 355, 400), fill=hair)
    draw.ellipse((140, 130 + chance.randint(0, 40), 340, 450), fill=skin)
    for x in (185, 265):
        draw.ellipse((x, 270, x + 32, 288), fill=(250, 250, 250))
        draw.ellipse((x + 10, 270, x + 26, 288), fill=(40, 28, 20))
        draw.line((x - 6, 256, x + 38, 252), fill=hair, width=5)
    draw.line((240, 285, 232, 340, 248, 342), fill=(150, 110, 85), width=3)
    draw.arc((205, 350, 275, 395), 20, 160, fill=(150, 60, 60), width=4)
    return image


def _grained(image: Image.Image, chance: random.Random) -> Image.Image:
    grain = np.random.default_rng(chance.getrandbits(32)).normal(0, 6, (HEIGHT, WIDTH, 1))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _jpeg2000(image: Image.Image, most_bytes: int) -> bytes:
    rate = WIDTH * HEIGHT * 3 / most_bytes * 1.02
    out = io.BytesIO()
    image.save(out, "JPEG2000", quality_mode="rates", quality_layers=[rate])
    return out.getvalue()
