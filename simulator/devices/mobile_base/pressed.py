"""What hands hold down on the base for a while: bumpers, cliff sensors, buttons, the emergency stop. Pure."""

import math

BITS = {
    "bumper": {"right": 1, "centre": 2, "left": 4},
    "cliff": {"right": 1, "centre": 2, "left": 4},
    "button": {"0": 1, "1": 2, "2": 4},
}


class Pressed:
    """The bits of each part that hands hold, as on the wire."""

    def __init__(self) -> None:
        self.emergency_stop = False
        self.bits = dict.fromkeys(BITS, 0)
        self._until: dict[tuple[str, str], float] = {}

    def press(self, part: str, where: str, now: float, seconds: float) -> None:
        """Hold one down; 0 seconds = until it is let go. Of buttons only one at a time."""
        if part == "button":
            self._until = {key: until for key, until in self._until.items() if key[0] != part}
        self._until[part, where] = now + seconds if seconds else math.inf
        self._count()

    def let_go(self, part: str) -> None:
        """Let go of all of a part."""
        self._until = {key: until for key, until in self._until.items() if key[0] != part}
        self._count()

    def expire(self, now: float) -> None:
        """Let go of what was held for long enough."""
        if self._until and min(self._until.values()) <= now:
            self._until = {key: until for key, until in self._until.items() if until > now}
            self._count()

    def _count(self) -> None:
        self.bits = dict.fromkeys(BITS, 0)
        for part, where in self._until:
            self.bits[part] |= BITS[part][where]
