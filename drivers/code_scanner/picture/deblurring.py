"""Wiener's filter: takes a known blur back, as far as the noise allows."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Kernel = NDArray[np.float32]

NOISE = 0.01  # power of the noise to that of the picture
AROUND = 16  # px of reflected margin
STEP = 32  # px: transforms are of multiples of it, so that few sizes occur
SPREAD, MIDDLE = 50.0, 128.0  # grey levels of the result
TURN_DEG = 5  # directions of movements are told apart by it


@dataclass(frozen=True, slots=True)
class Gauss:
    """The blur of many small causes."""

    sigma_px: float

    def kernel(self) -> Kernel:
        """Its weights."""
        reach = int(np.ceil(3 * self.sigma_px))
        line = cv2.getGaussianKernel(2 * reach + 1, self.sigma_px, cv2.CV_32F)
        return np.asarray(line @ line.T, np.float32)


@dataclass(frozen=True, slots=True)
class Disc:
    """A lens out of focus."""

    radius_px: float

    def kernel(self) -> Kernel:
        """Its weights."""
        reach = int(np.ceil(self.radius_px))
        ys, xs = np.mgrid[-reach : reach + 1, -reach : reach + 1]
        disc = np.clip(self.radius_px + 0.5 - np.hypot(xs, ys), 0, 1)
        return np.asarray(disc / disc.sum(), np.float32)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight movement while the shutter was open; 0 degrees is along a row, 90 up."""

    length_px: float
    turn_deg: int

    def kernel(self) -> Kernel:
        """Its weights."""
        reach = int(np.ceil(self.length_px / 2))
        ys, xs = np.mgrid[-reach : reach + 1, -reach : reach + 1]
        cos, sin = np.cos(np.deg2rad(self.turn_deg)), np.sin(np.deg2rad(self.turn_deg))
        along, across = xs * cos - ys * sin, xs * sin + ys * cos
        line = np.clip(self.length_px / 2 + 0.5 - abs(along), 0, 1) * np.clip(1 - abs(across), 0, 1)
        return np.asarray(line / line.sum(), np.float32)


Blur = Gauss | Disc | Line


class Spectrum:
    """A picture's frequencies, computed once, filtered as often as wanted."""

    def __init__(self, picture: Grey) -> None:
        self._height, self._width = picture.shape
        height, width = (-(-(side + 2 * AROUND) // STEP) * STEP for side in picture.shape)
        below, beside = height - self._height - AROUND, width - self._width - AROUND
        wide = cv2.copyMakeBorder(picture, AROUND, below, AROUND, beside, cv2.BORDER_REFLECT)
        self._shape = height, width
        self._frequencies = np.fft.rfft2(wide.astype(np.float32))

    def without(self, blur: Blur) -> Grey:
        """The picture without `blur`, at full contrast."""
        wide = np.fft.irfft2(self._frequencies * _inverse(blur, *self._shape), s=self._shape)
        sharp = wide[AROUND : AROUND + self._height, AROUND : AROUND + self._width]
        levelled = (sharp - sharp.mean()) * (SPREAD / max(float(sharp.std()), 1e-3)) + MIDDLE
        return np.asarray(np.clip(levelled, 0, 255), np.uint8)


@lru_cache(maxsize=64)
def _inverse(blur: Blur, height: int, width: int) -> NDArray[np.complex64]:
    """The filter that takes `blur` back (Wiener)."""
    kernel = blur.kernel()
    reach = kernel.shape[0] // 2
    placed = np.zeros((height, width), np.float32)
    placed[: kernel.shape[0], : kernel.shape[1]] = kernel
    transfer = np.fft.rfft2(np.roll(placed, (-reach, -reach), (0, 1)))
    return np.asarray(np.conj(transfer) / (np.abs(transfer) ** 2 + NOISE), np.complex64)


def movement(picture: Grey, length_px: float) -> Line:
    """A movement of `length_px` along the direction in which `picture` has the weakest edges.

    A code has edges alike in both directions, however it is turned: what is missing, the movement took.
    """
    real = picture.astype(np.float32)
    across, down = cv2.Sobel(real, cv2.CV_32F, 1, 0), cv2.Sobel(real, cv2.CV_32F, 0, 1)
    xx, xy, yy = (
        float((one * other).mean()) for one, other in ((across, across), (across, down), (down, down))
    )
    weakest = 90 - np.rad2deg(0.5 * np.arctan2(2 * xy, xx - yy))
    return Line(length_px, round(float(weakest) % 180 / TURN_DEG) * TURN_DEG % 180)
