"""One turn of a range scanner."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class RangeScan:
    """Echoes of one revolution in the scanner's frame; `at_s` is the event loop's time of its last echo.

    `angles_rad`: (n,) float32, counter-clockwise from straight ahead, in (-π, π], in the order they were
    measured. `ranges_m`: (n,) float32, NaN where nothing came back. `turn_s`: how long the revolution took;
    echoes are spread evenly over it.
    """

    at_s: float
    angles_rad: NDArray[np.float32]
    ranges_m: NDArray[np.float32]
    turn_s: float
