"""Where in a picture a code may be: places dense with edges in both directions. Cheap, and never final.

At half size, the smaller of the mean horizontal and the mean vertical gradient is large on codes, less so
on text, and small on hands, desks and portraits. What stands out, and changes within a few px, is a region.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

WINDOW = 25  # px at half size, over which gradients are averaged: six modules of 4 px
LEAST = 4  # mean gradient of a code in the dark
SHARE = 0.5  # of the greatest in the picture
STANDS_OUT = 2.5  # times the ground; a pale code in noise has 3.6
GRAIN = 0.8  # px at half size: noise is finer
SHORTEST = 16  # px at half size
MARGIN_PX, MARGIN_SHARE = 10, 0.15  # at half size; the share is of the longer side
COARSE = 5.0  # px at half size: three modules
FINE_SHARE = 0.4  # of the contrast; a code has 0.6 and more, 0.4 under glare, wood and cloth 0.3
MOST = 4


class Region(NamedTuple):
    """A rectangle of a picture, px."""

    left: int
    top: int
    right: int
    bottom: int

    def of(self, picture: Grey) -> Grey:
        """That part of `picture`."""
        return picture[self.top : self.bottom, self.left : self.right]

    def scaled(self, scale: float) -> "Region":
        """The same part of a picture `scale` times as large."""
        return Region(*(round(scale * side) for side in self))


def regions(picture: Grey) -> list[Region]:
    """The places worth a closer look, best first, at most four."""
    half = np.asarray(cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    density = np.minimum(_density(half, 1, 0), _density(half, 0, 1))
    limit = max(LEAST, SHARE * float(density.max()), STANDS_OUT * _ground(density))
    _, dense = cv2.threshold(density, limit, 255, cv2.THRESH_BINARY)
    boxes = [_Box(*map(int, box[:4])) for box in cv2.connectedComponentsWithStats(dense)[2][1:]]
    large = [box for box in boxes if min(box.width, box.height) >= SHORTEST and _is_fine(half, box)]
    large.sort(key=lambda box: _rank(density, box), reverse=True)
    return [_region(box, half) for box in large[:MOST]]


class _Box(NamedTuple):
    x: int
    y: int
    width: int
    height: int


def _density(half: Grey, dx: int, dy: int) -> Grey:
    gradient = cv2.convertScaleAbs(cv2.Sobel(half, cv2.CV_16S, dx, dy))
    return np.asarray(cv2.blur(gradient, (WINDOW, WINDOW)), np.uint8)


def _ground(density: Grey) -> float:
    """The density of what is nothing: noise, wood, cloth."""
    return float(np.percentile(density[::8, ::8], 20))


def _is_fine(half: Grey, box: _Box) -> bool:
    """Whether what is in the middle of `box` changes within a few px, as modules do, and not slowly."""
    inside = half[box.y : box.y + box.height, box.x : box.x + box.width].astype(np.float32)
    smooth = cv2.GaussianBlur(inside, (0, 0), GRAIN)
    fine = smooth - cv2.GaussianBlur(smooth, (0, 0), COARSE)
    return float(fine.std()) > FINE_SHARE * float(smooth.std())


def _rank(density: Grey, box: _Box) -> float:
    """Dense and square comes first."""
    inside = density[box.y : box.y + box.height, box.x : box.x + box.width]
    return float(inside.mean()) * min(box.width, box.height) / max(box.width, box.height)


def _region(box: _Box, half: Grey) -> Region:
    """`box` with a margin, in px of the whole picture."""
    height, width = half.shape
    margin = int(MARGIN_PX + MARGIN_SHARE * max(box.width, box.height))
    return Region(
        2 * max(0, box.x - margin),
        2 * max(0, box.y - margin),
        2 * min(width, box.x + box.width + margin),
        2 * min(height, box.y + box.height + margin),
    )
