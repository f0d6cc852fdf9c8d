"""What a card is printed on: pale waves on a pale ground, and a word across it that says it is none."""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from simulator.card_pictures.canvas import CARD_MM, PX_MM, Colour, font

SPECIMEN = "MẪU MÔ PHỎNG"
GROUNDS: dict[str, tuple[Colour, Colour]] = {
    "2021": ((216, 232, 236), (238, 226, 214)),
    "2024": ((206, 228, 240), (228, 240, 224)),
}


@lru_cache(maxsize=4)
def print_ground(generation: str) -> Image.Image:
    """An empty card; do not draw on it, draw on a copy."""
    wide, high = round(CARD_MM[0] * PX_MM), round(CARD_MM[1] * PX_MM)
    left, right = (np.array(colour, np.float32) for colour in GROUNDS[generation])
    across = np.linspace(0, 1, wide, dtype=np.float32)[None, :, None]
    ground = (
        np.broadcast_to(left + (right - left) * across, (high, wide, 3)) - 9 * _waves(wide, high)[..., None]
    )
    image = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8), "RGB")
    _mark(image)
    return image


def _waves(wide: int, high: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Fine lines that bend, 0…1."""
    x = np.arange(wide, dtype=np.float32)[None, :] / PX_MM
    y = np.arange(high, dtype=np.float32)[:, None] / PX_MM
    phase = y * 4 + 3 * np.sin(x / 6) + 2 * np.sin(x / 2.3 + y / 9)
    waves: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = np.clip(np.sin(phase) * 2 - 0.6, 0, 1)
    return waves


def _mark(image: Image.Image) -> None:
    layer = Image.new("L", image.size, 0)
    ImageDraw.Draw(layer).text(
        (image.width // 2, image.height * 0.6), SPECIMEN, 26, font(9, True), anchor="mm"
    )
    image.paste((150, 60, 60), mask=layer.rotate(18, Image.Resampling.BICUBIC))
