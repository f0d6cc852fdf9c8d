"""What is tried on a part of a picture, in the order of what it gains for its price."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.code_scanner.picture.deblurring import Blur, Disc, Gauss, Spectrum, movement
from drivers.code_scanner.picture.outline import corners
from drivers.code_scanner.picture.zxing import Corners

Grey = NDArray[np.uint8]

SIDE = 520  # px: small parts are enlarged to about that, at least 1.5 and at most 4 times
LARGEST = 700  # px: larger parts are made smaller
STRAIGHT, FRAME = 360, 60  # px: a straightened code and what is left around it


class Part:
    """A part of a picture that may hold a code."""

    def __init__(self, picture: Grey) -> None:
        self.seen = 0  # codes that could not be read
        longest = max(picture.shape)
        self.picture = picture if longest <= LARGEST else _resized(picture, LARGEST / longest, cv2.INTER_AREA)

    @cached_property
    def spectrum(self) -> Spectrum:
        """For the filters that take a blur back."""
        return Spectrum(self.picture)

    @cached_property
    def corners(self) -> Corners | None:
        """Of the code, by its outline."""
        return corners(self.picture)

    @property
    def scale(self) -> float:
        """By how much it is enlarged."""
        return float(np.clip(SIDE / max(self.picture.shape), 1.5, 4))


@dataclass(frozen=True, slots=True)
class Attempt:
    """A name, and what it makes of a part."""

    name: str
    prepare: Callable[[Part], Grey | None]  # None: it cannot be done


def sharpened(picture: Grey) -> Grey:
    """Twice as large, edges three times as strong."""
    twice = _resized(picture, 2)
    return np.asarray(cv2.addWeighted(twice, 4, cv2.GaussianBlur(twice, (0, 0), 4), -3, 0), np.uint8)


def straightened(picture: Grey, quad: Corners) -> Grey:
    """The code in `quad`, seen from above."""
    low, high = FRAME, FRAME + STRAIGHT
    square = np.array([(low, low), (high, low), (high, high), (low, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, square)
    size = FRAME + STRAIGHT + FRAME
    return np.asarray(
        cv2.warpPerspective(
            picture, matrix, (size, size), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        ),
        np.uint8,
    )


def _resized(picture: Grey, scale: float, how: int = cv2.INTER_CUBIC) -> Grey:
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), np.uint8)


def _enlarged(part: Part) -> Grey:
    return _resized(part.picture, part.scale)


def _sharpened(part: Part) -> Grey:
    return sharpened(part.picture)


def _smoothed(part: Part) -> Grey:
    return _resized(np.asarray(cv2.medianBlur(part.picture, 3), np.uint8), 2)


def _without(blur: Blur) -> Callable[[Part], Grey]:
    return lambda part: _resized(part.spectrum.without(blur), min(part.scale, 3))


def _steady(length_px: float) -> Callable[[Part], Grey]:
    return lambda part: _without(movement(part.picture, length_px))(part)


def _outlined(part: Part) -> Grey | None:
    return None if part.corners is None else straightened(part.picture, part.corners)


def _outlined_sharpened(part: Part) -> Grey | None:
    square = _outlined(part)
    if square is None:
        return None
    return np.asarray(cv2.addWeighted(square, 3, cv2.GaussianBlur(square, (0, 0), 4), -2, 0), np.uint8)


def _outlined_without(blur: Blur) -> Callable[[Part], Grey | None]:
    def prepare(part: Part) -> Grey | None:
        if part.corners is None:
            return None
        square = straightened(part.spectrum.without(blur), part.corners)
        return np.asarray(cv2.medianBlur(square, 5), np.uint8)

    return prepare


ATTEMPTS = (
    Attempt("sharpened", _sharpened),
    Attempt("outlined", _outlined),
    Attempt("outlined, blur 2.5", _outlined_without(Gauss(2.5))),
    Attempt("outlined, sharpened", _outlined_sharpened),
    Attempt("outlined, blur 1.5", _outlined_without(Gauss(1.5))),
    Attempt("smoothed", _smoothed),
    Attempt("movement 8", _steady(8)),
    Attempt("focus 3.5", _without(Disc(3.5))),
    Attempt("enlarged", _enlarged),
    Attempt("movement 9", _steady(9)),
    Attempt("blur 2.5", _without(Gauss(2.5))),
    Attempt("blur 1.5", _without(Gauss(1.5))),
    Attempt("movement 7", _steady(7)),
    Attempt("focus 4.5", _without(Disc(4.5))),
    Attempt("movement 12", _steady(12)),
)
