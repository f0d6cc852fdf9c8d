"""How far the nearest thing is that a robot must not touch."""

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.maps.grid import FREE
from drivers.mobile_base.navigation.maps.hall_map import HallMap

Mask = NDArray[np.bool_]
Clearances = NDArray[np.float32]


def blocked_cells(hall: HallMap) -> Mask:
    """(rows, columns): occupied, unknown, or in a no-go zone."""
    return np.asarray((hall.grid.cells != FREE) | hall.no_go())


def clearance_m(blocked: Mask, resolution_m: float) -> Clearances:
    """From each cell's middle to the edge of the nearest blocked one, 0 in one; all around is blocked."""
    free = cv2.copyMakeBorder((~blocked).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=[0])
    cells = cv2.distanceTransform(free, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    return np.asarray(np.maximum((cells - 0.5) * resolution_m, 0.0), np.float32)
