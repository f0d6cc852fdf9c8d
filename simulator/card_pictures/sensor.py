"""The sensor behind the lens: its noise, another in every frame, and the JPEG it sends."""

import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from simulator.card_pictures.view import FRAME

MARGIN = 64  # the noise is larger than a frame by so much: another part of it is another noise
DARKEST = 0.06
MOST_NOISE = 40.0
Bright = NDArray[np.uint8]


class Sensor:
    """Pictures of one scene. `still`: without noise all of them are alike."""

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        size = (FRAME[1] + MARGIN, FRAME[0] + MARGIN)
        self._grain = np.clip(self._chance.standard_normal(size, np.float32) * 32, -127, 127).astype(np.int16)
        self._noise: tuple[float, NDArray[np.int16]] = (-1.0, self._grain)

    def picture(self, scene: Image.Image, noise: float, quality: int) -> bytes:
        """One JPEG; `scene` is YCbCr, so that noise is a matter of one plane."""
        bright, blue, red = scene.split()
        if noise > 0:
            bright = Image.fromarray(self._noisy(np.asarray(bright), noise), "L")
        out = io.BytesIO()
        Image.merge("YCbCr", (bright, blue, red)).save(out, "JPEG", quality=quality)
        return out.getvalue()

    def _noisy(self, bright: Bright, noise: float) -> Bright:
        if self._noise[0] != noise:
            self._noise = (noise, np.round(self._grain * (noise / 32)).astype(np.int16))
        down, across = (int(each) for each in self._chance.integers(0, MARGIN, 2))
        part = self._noise[1][down : down + FRAME[1], across : across + FRAME[0]]
        noisy: Bright = np.clip(bright + part, 0, 255).astype(np.uint8)
        return noisy


def noise_in(light: float, noise: float) -> float:
    """The noise of a sensor that has `light`: the less of it, the more noise."""
    return min(MOST_NOISE, noise / math.sqrt(max(light, DARKEST)))
