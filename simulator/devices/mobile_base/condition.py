"""What can be wrong with a sensor, in PX4's words of failure injection, for any sensor. Pure.

A sensor's value is a tuple of whole numbers in the units of the wire.
"""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

OK, OFF, STUCK, GARBAGE, WRONG = "ok", "off", "stuck", "garbage", "wrong"
SLOW, DELAYED, INTERMITTENT = "slow", "delayed", "intermittent"
WORDS = (OK, OFF, STUCK, GARBAGE, WRONG, SLOW, DELAYED, INTERMITTENT)
TIMED = (SLOW, DELAYED, INTERMITTENT)  # these take seconds: between values, late, of a period

Value = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of sensor: what it gives without power, between what its numbers lie, how it errs plausibly."""

    name: str
    off: Value
    bounds: tuple[tuple[int, int], ...]
    wrong: Callable[[Value], Value]


class Condition:
    """How one sensor is, and what that makes of its true values."""

    def __init__(self, kind: Kind, rng: random.Random) -> None:
        self.kind = kind
        self.word = OK
        self.seconds = 0.0
        self._rng = rng
        self._since = 0.0
        self._held: Value = kind.off
        self._held_at = 0.0
        self._late: deque[tuple[float, Value]] = deque()

    def begin(self, word: str, seconds: float, now: float) -> None:
        """From now on it is like this."""
        self.word, self.seconds, self._since = word, seconds, now
        self._late.clear()

    def told(self, true: Value, now: float) -> Value:
        """What it tells at `now`; called with every value in turn."""
        if self.word == OK:
            self._held, self._held_at = true, now
            return true
        told: Value = getattr(self, f"_{self.word}")(true, now)
        return told

    def _off(self, true: Value, now: float) -> Value:
        return self.kind.off

    def _stuck(self, true: Value, now: float) -> Value:
        return self._held

    def _garbage(self, true: Value, now: float) -> Value:
        return tuple(self._rng.randint(low, high) for low, high in self.kind.bounds)

    def _wrong(self, true: Value, now: float) -> Value:
        return self.kind.wrong(true)

    def _slow(self, true: Value, now: float) -> Value:
        if now - self._held_at >= self.seconds - 1e-9:
            self._held, self._held_at = true, now
        return self._held

    def _delayed(self, true: Value, now: float) -> Value:
        self._late.append((now, true))
        while self._late and self._late[0][0] <= now - self.seconds + 1e-9:
            self._held = self._late.popleft()[1]
        return self._held

    def _intermittent(self, true: Value, now: float) -> Value:
        is_off = (now - self._since + 1e-9) % self.seconds * 2 < self.seconds
        return self.kind.off if is_off else true
