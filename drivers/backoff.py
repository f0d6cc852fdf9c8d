"""How long to wait before trying a lost device again."""

from collections import deque
from random import Random

FIRST_S = 0.1
LONGEST_S = 1.0
BUDGET = 5
BUDGET_WINDOW_S = 60.0


class Backoff:
    """Pauses from 0.1 s doubling to 1 s, each with jitter down to its half; they never end.

    A device that comes back begins again at the shortest pause, but only five times a minute: one that
    comes and goes is tried at the longest.
    """

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._pause_s = FIRST_S
        self._returns: deque[float] = deque(maxlen=BUDGET)

    def next_s(self) -> float:
        """The next pause."""
        pause_s = self._pause_s
        self._pause_s = min(2 * pause_s, LONGEST_S)
        return pause_s * self._chance.uniform(0.5, 1.0)

    def device_is_back(self, now: float) -> None:
        """The device is back at loop time `now`: shorten the pauses while the budget lasts."""
        spent = len(self._returns) == BUDGET and now - self._returns[0] < BUDGET_WINDOW_S
        if not spent:
            self._returns.append(now)
            self._pause_s = FIRST_S
