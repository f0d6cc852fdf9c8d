"""The floor in colours: how far the nearest thing is, walls, what is unknown."""

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.maps.grid import OCCUPIED, UNKNOWN
from drivers.mobile_base.navigation.maps.hall_map import HallMap
from drivers.mobile_base.navigation.planning.clearance import blocked_cells, clearance_m

Rgb = tuple[int, int, int]

WALL: Rgb = (51, 58, 68)
UNKNOWN_FLOOR: Rgb = (226, 228, 231)
FREE: Rgb = (255, 255, 255)
RAMP: tuple[tuple[float, Rgb], ...] = (
    (0.0, (247, 190, 178)),
    (0.25, (251, 222, 190)),
    (0.5, (250, 243, 206)),
    (0.9, (226, 243, 222)),
    (1.5, FREE),
)
WIDE_M = RAMP[-1][0]


def ramp(clearance: NDArray[np.floating]) -> NDArray[np.uint8]:
    """(…, 3) colours of so many metres of room."""
    metres, colours = [step for step, _ in RAMP], np.array([colour for _, colour in RAMP])
    channels = [np.interp(clearance, metres, colours[:, channel]) for channel in range(3)]
    return np.round(np.stack(channels, axis=-1)).astype(np.uint8)


def floor_of(hall: HallMap, width: int, height: int) -> NDArray[np.uint8]:
    """(height, width, 3), north up: room as colours, walls dark, unknown light grey."""
    cells = hall.grid.cells
    room = clearance_m(blocked_cells(hall), hall.grid.resolution_m)
    size = (width, height)
    smooth = cv2.resize(room, size, interpolation=cv2.INTER_LINEAR)
    colours = ramp(np.asarray(smooth, np.float32))
    for found, colour in ((UNKNOWN, UNKNOWN_FLOOR), (OCCUPIED, WALL)):
        mask = cv2.resize((cells == found).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
        colours[mask == 1] = colour
    return np.ascontiguousarray(colours[::-1])
