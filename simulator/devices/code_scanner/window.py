"""What is before the scanner's window, and for how long. Pure; times are simulated seconds."""

import math
from dataclasses import dataclass

TWICE_S, APART_S = 0.8, 0.6  # held, taken away, held again


@dataclass(frozen=True, slots=True)
class Held:
    """A code with `text` in it, there from `since` up to `until`; `what` it is for those who look on."""

    text: str
    what: str
    since: float
    until: float = math.inf


class Window:
    """At most one code at a time; a new one takes the place of the old."""

    def __init__(self) -> None:
        self._held: list[Held] = []

    def hold(self, text: str, what: str, now: float, seconds: float) -> None:
        """Hold a code to it; 0 seconds = until it is taken away."""
        self._held = [Held(text, what, now, now + seconds if seconds else math.inf)]

    def hold_twice(self, text: str, what: str, now: float) -> None:
        """Hold a code to it, take it away, hold it again."""
        again = now + TWICE_S + APART_S
        self._held = [Held(text, what, now, now + TWICE_S), Held(text, what, again, again + TWICE_S)]

    def clear(self) -> None:
        """Take away what is there."""
        self._held = []

    def seen(self, now: float) -> Held | None:
        """What is there now."""
        return next((held for held in self._held if held.since <= now < held.until), None)

    def forget(self, now: float) -> None:
        """Forget what is over."""
        self._held = [held for held in self._held if now < held.until]

    def next_due(self, now: float) -> float | None:
        """When something comes or goes after `now`."""
        due = [at for held in self._held for at in (held.since, held.until) if now < at < math.inf]
        return min(due, default=None)
