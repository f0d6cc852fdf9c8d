"""How a card is held before the camera, and the camera's eye: a pinhole without distortion."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.card_pictures.canvas import CARD_MM

FRAME = (1280, 720)
FOCAL_PX = 1108.0  # 60° across a frame of 1,280
Corners = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """`tilt_deg` about the card's long axis, `turn_deg` about its short one, `rotation_deg` in its plane.

    `x_mm`, `y_mm`: how far the card's middle is from the camera's axis. `blur_px`: sigma of the focus that
    is missed. `glare`, 0…1: a lamp in the card's lamination. `light`: 1 = as it should be. `contrast`: 1 =
    all of it. `noise`: sigma of the sensor in good light, in steps of 255. `quality`: of the JPEG.
    """

    distance_mm: float = 105.0
    x_mm: float = 0.0
    y_mm: float = 0.0
    tilt_deg: float = 6.0
    turn_deg: float = -5.0
    rotation_deg: float = 3.0
    blur_px: float = 0.5
    glare: float = 0.0
    light: float = 1.0
    contrast: float = 1.0
    noise: float = 4.0
    quality: float = 82.0

    @property
    def px_per_mm(self) -> float:
        """In the card's middle, looked at straight."""
        return FOCAL_PX / self.distance_mm

    def corners(self, size_mm: tuple[float, float] = CARD_MM) -> Corners:
        """Where the four corners of a thing are in the frame, clockwise from its upper left."""
        wide, high = size_mm[0] / 2, size_mm[1] / 2
        return self.places(((-wide, -high), (wide, -high), (wide, high), (-wide, high)))

    def places(self, flat_mm: Sequence[tuple[float, float]]) -> Corners:
        """Where places of the thing are in the frame; they are given from its middle."""
        flat = np.array([(x, y, 0.0) for x, y in flat_mm])
        placed = flat @ self._turned().T + (self.x_mm, self.y_mm, self.distance_mm)
        depth = np.maximum(placed[:, 2:], 1.0)
        middle = np.array(FRAME) / 2
        seen: Corners = placed[:, :2] / depth * FOCAL_PX + middle
        return seen

    def _turned(self) -> NDArray[np.float64]:
        tilt, turn, rotation = (
            math.radians(each) for each in (self.tilt_deg, self.turn_deg, self.rotation_deg)
        )
        about_x = np.array(
            ((1, 0, 0), (0, math.cos(tilt), -math.sin(tilt)), (0, math.sin(tilt), math.cos(tilt)))
        )
        about_y = np.array(
            ((math.cos(turn), 0, math.sin(turn)), (0, 1, 0), (-math.sin(turn), 0, math.cos(turn)))
        )
        about_z = np.array(
            (
                (math.cos(rotation), -math.sin(rotation), 0),
                (math.sin(rotation), math.cos(rotation), 0),
                (0, 0, 1),
            )
        )
        turned: NDArray[np.float64] = about_z @ about_y @ about_x
        return turned


def plane_map(seen: Sequence[Sequence[float]] | Corners, size: tuple[int, int]) -> tuple[float, ...]:
    """The eight numbers with which Pillow finds, for a place in the frame, the place in a flat picture."""
    wide, high = size
    flat = ((0, 0), (wide, 0), (wide, high), (0, high))
    rows, values = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append((x, y, 1, 0, 0, 0, -u * x, -u * y))
        rows.append((0, 0, 0, x, y, 1, -v * x, -v * y))
        values += [u, v]
    return tuple(float(each) for each in np.linalg.solve(np.array(rows, float), np.array(values, float)))
