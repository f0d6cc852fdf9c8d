"""Where something is in the hall's map: metres and radians, left and counter-clockwise positive."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pose:
    """`yaw` in radians, any turn of it."""

    x: float
    y: float
    yaw: float


def wrapped(angle: float) -> float:
    """The same direction in [-π, π]."""
    return math.remainder(angle, math.tau)
