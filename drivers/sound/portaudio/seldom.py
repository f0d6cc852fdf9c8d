"""Something costly that is tried again ever less often. Pure: `now` is any clock that goes on."""

import math


class Seldom:
    """Due at once, then after `first_s`, doubling to `longest_s`."""

    def __init__(self, first_s: float, longest_s: float) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._gap_s = first_s / 2
        self._tried_at = -math.inf

    def is_due(self, now: float, at_least_every_s: float = math.inf) -> bool:
        """Whether to try now."""
        return now - self._tried_at >= min(self._gap_s, at_least_every_s)

    def tried(self, now: float) -> None:
        """It was tried once more."""
        self._tried_at = now
        self._gap_s = min(2 * self._gap_s, self._longest_s)

    def reached(self) -> None:
        """What it was tried for is reached: the next gap is the shortest again."""
        self._gap_s = self._first_s
