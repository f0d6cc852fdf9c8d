"""How long somebody still waits, whatever for."""

import asyncio

from kiosk.rehearsal.people.bell import Bell
from kiosk.rehearsal.people.person import Leaves


class Patience:
    """Ends `lasts_s` after it began."""

    def __init__(self, lasts_s: float) -> None:
        self._clock = asyncio.get_running_loop().time
        self._until_s = self._clock() + lasts_s

    @property
    def left_s(self) -> float:
        """What is left of it, whole milliseconds; 0 when none is."""
        return max(0.0, round(self._until_s - self._clock(), 3))

    def require(self, why: str) -> None:
        """Raise `Leaves(why)` when none is left."""
        if not self.left_s:
            raise Leaves(why)

    async def wait_for(self, bell: Bell, why: str, at_most_s: float | None = None) -> bool:
        """Whether the bell rang in time. Raises `Leaves(why)` when the patience is over."""
        self.require(why)
        rang = await bell.heard(self.left_s if at_most_s is None else min(at_most_s, self.left_s))
        if not rang:
            self.require(why)
        return rang
