"""What an idle printer is asked, and what of its answers is believed. Pure: `now` is loop time."""

import math
from collections.abc import Collection

from drivers.errors import Garbled

QUIET_S = 2.9  # a printer that tells of changes may say nothing for so long
ASKED_TO_ASK_ALL = 10
WEAKER_TIMES = 3  # in a row, until another model is believed


class Questions:
    """Which DLE EOT numbers an idle printer is asked now."""

    def __init__(self) -> None:
        self._asked = 0
        self._asked_at = -math.inf

    def due(self, answered: Collection[int], *, tells: bool, now: float) -> list[int]:
        """All of `answered`; one that is well and `tells` of changes need only show that it lives."""
        if not tells:
            return sorted(answered)
        if now - self._asked_at < QUIET_S:
            return []
        self._asked_at = now
        self._asked = (self._asked + 1) % ASKED_TO_ASK_ALL
        return sorted(answered)[: 1 if self._asked else None]


class Best:
    """How good something was found: where it is less than before, noise is likelier than another model."""

    def __init__(self) -> None:
        self._best = 0
        self._weaker = 0  # since then, in a row

    def hear(self, found: int) -> None:
        """How good it is now. Raises `Garbled` while that is not believed."""
        if found < self._best:
            self._weaker += 1
            if self._weaker < WEAKER_TIMES:
                raise Garbled("the printer answers less than before: check its cable")
        self._best, self._weaker = found, 0
