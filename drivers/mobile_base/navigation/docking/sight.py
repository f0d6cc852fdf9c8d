"""What three receivers have seen of a dock lately, and on which side of it that is. Pure.

Source of the beams: Kobuki's documentation, "Automatic docking".
"""

import math
from collections import deque

from drivers.motion import DARK, Beam, DockBeams

KEPT_S = 0.4  # a receiver sees one beam at a time, and misses some
LEFT, RIGHT = Beam.NEAR_LEFT | Beam.FAR_LEFT, Beam.NEAR_RIGHT | Beam.FAR_RIGHT
CENTRE, FAR = Beam.NEAR_CENTRE | Beam.FAR_CENTRE, Beam.FAR_LEFT | Beam.FAR_CENTRE | Beam.FAR_RIGHT
BESIDE, RIM = 2, 1


class Sight:
    """`left`, `centre`, `right`: all that each receiver saw in the last 0.4 s."""

    def __init__(self) -> None:
        self.left = self.centre = self.right = DARK
        self._seen: deque[tuple[float, DockBeams]] = deque()
        self._lit_s = -math.inf

    def add(self, beams: DockBeams, now: float) -> None:
        """The next reading."""
        seen = self._seen
        seen.append((now, beams))
        while seen[0][0] < now - KEPT_S:
            seen.popleft()
        self.left = self.centre = self.right = DARK
        for _, each in seen:
            self.left |= each.left
            self.centre |= each.centre
            self.right |= each.right
        if beams.left | beams.centre | beams.right:
            self._lit_s = now

    @property
    def all(self) -> Beam:
        """Of any receiver."""
        return self.left | self.centre | self.right

    @property
    def off(self) -> int:
        """Where it is before the dock: BESIDE the middle, on its RIM or in it (0); the dock's left counts
        positive, and so does a turn towards the middle from there. 0 in the dark.
        """
        seen = self.all
        left, right = bool(seen & LEFT), bool(seen & RIGHT)
        if left == right:
            return 0
        size = RIM if seen & CENTRE else BESIDE
        return size if left else -size

    def dark_s(self, now: float) -> float:
        """For how long no receiver has seen anything."""
        return now - self._lit_s
