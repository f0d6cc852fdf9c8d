"""One thing that may be walking, followed from turn to turn of the lidar."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NOISE_M = 0.03  # of the middle of a cluster
PUSH_M_S2 = 3.0  # children change their speed so much
FIRST_M_S = 1.0  # what a new thing may be walking at
WALKS_M_S = 0.25
WALKED_M = 0.2
TRAIL = 8  # turns back to where it must have left to be believed to walk
SETTLES_S = 4.0  # standing for so long, a person is an obstacle


@dataclass(slots=True, eq=False)
class Track:
    """A constant-velocity filter on the middle of a cluster; `echoes` (n, 2) are its last, in the map.

    `trail`: where it was, turn by turn. `walked_s`: when it last walked, -inf never.
    """

    position: NDArray[np.float64]
    echoes: NDArray[np.float64]
    born_s: float
    at_s: float
    seen_s: float
    trail: list[NDArray[np.float64]]
    velocity: NDArray[np.float64]
    spread: tuple[float, float, float]  # variance of position, covariance, variance of velocity
    walked_s: float = -math.inf

    @classmethod
    def born(cls, echoes: NDArray[np.float64], now: float) -> "Track":
        """Of the first cluster."""
        middle = echoes.mean(0)
        spread = (NOISE_M**2, 0.0, FIRST_M_S**2)
        return cls(middle, echoes, now, now, now, [middle], np.zeros(2), spread)

    def advance(self, now: float) -> None:
        """It goes on as it went."""
        step = now - self.at_s
        if step <= 0.0:
            return
        place, both, speed = self.spread
        push = PUSH_M_S2**2
        self.spread = (
            place + 2 * step * both + step * step * speed + push * step**4 / 4,
            both + step * speed + push * step**3 / 2,
            speed + push * step * step,
        )
        self.position = self.position + self.velocity * step
        self.echoes = self.echoes + self.velocity * step
        self.at_s = now

    def see(self, echoes: NDArray[np.float64], now: float) -> None:
        """It was seen again, at `echoes`; advanced to `now` before."""
        place, both, speed = self.spread
        total = place + NOISE_M**2
        off = echoes.mean(0) - self.position
        self.position = self.position + off * (place / total)
        self.velocity = self.velocity + off * (both / total)
        self.spread = (place - place**2 / total, both - place * both / total, speed - both**2 / total)
        self.echoes = echoes
        self.seen_s = now
        self.trail = [*self.trail[-TRAIL + 1 :], self.position]

    @property
    def speed_m_s(self) -> float:
        """How fast it goes."""
        return float(np.hypot(*self.velocity))

    @property
    def left(self) -> NDArray[np.float64]:
        """Where it was some turns ago."""
        return self.trail[0]

    def judge(self, vacated: bool, now: float) -> None:
        """Whether it walks; `vacated`: where it was some turns ago it no longer is, nor was it here."""
        moved_m = float(np.hypot(*(self.position - self.left)))
        believed = self.walked_s > -math.inf or (len(self.trail) > 3 and moved_m >= WALKED_M)
        if believed and vacated and self.speed_m_s >= WALKS_M_S:
            self.walked_s = now

    def is_person(self, now: float) -> bool:
        """Whether it walks, or did until a moment ago."""
        return now - self.walked_s < SETTLES_S
