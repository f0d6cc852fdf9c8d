"""The four corners of a code by its outline: where the picture stops changing from module to module.

Finds what no search for the three finder patterns finds: a code seen at a steep angle, or blurred.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.code_scanner.picture.zxing import Corners

Grey = NDArray[np.uint8]

WINDOW = 9  # px, over which edges are averaged: two modules and more, less than the quiet zone
COARSER = np.arange(0.01, 0.2, 0.01)  # of the circumference: how far the outline may be straightened


def corners(picture: Grey) -> Corners | None:
    """The corners of the largest patch of edges, in order round it; None if it has no four."""
    largest = _largest(_patches(picture))
    if largest is None:
        return None
    hull = cv2.convexHull(largest)
    around = cv2.arcLength(hull, True)
    for share in COARSER:
        corners = cv2.approxPolyDP(hull, share * around, True)
        if len(corners) <= 4:
            return np.asarray(corners[:, 0], np.float32) if len(corners) == 4 else None
    return None


def _patches(picture: Grey) -> NDArray[np.uint8]:
    """255 where edges are dense."""
    across, down = (cv2.convertScaleAbs(cv2.Sobel(picture, cv2.CV_16S, *axes)) for axes in ((1, 0), (0, 1)))
    density = cv2.blur(cv2.max(across, down), (WINDOW, WINDOW))
    return np.asarray(cv2.threshold(density, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], np.uint8)


def _largest(patches: NDArray[np.uint8]) -> NDArray[np.int32] | None:
    """The points of the largest patch."""
    count, labels, measures, _ = cv2.connectedComponentsWithStats(patches)
    if count < 2:
        return None
    label = 1 + int(np.argmax(measures[1:, cv2.CC_STAT_AREA]))
    return np.asarray(cv2.findNonZero((labels == label).astype(np.uint8)), np.int32)
