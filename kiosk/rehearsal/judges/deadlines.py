"""What must have happened by when."""

import math
from collections.abc import Callable, Hashable

Accuse = Callable[[str, str], None]
EXACTLY_S = 1e-6


class Deadlines:
    """Whoever waits sets one, whoever sees it come clears it; what is overdue is accused once."""

    def __init__(self, accuse: Accuse) -> None:
        self._accuse = accuse
        self._due: dict[Hashable, tuple[float, str, str]] = {}
        self._earliest_s = math.inf

    def set(self, key: Hashable, due_s: float, rule: str, what: str) -> None:
        """By `due_s`, instead of what `key` had to do before."""
        self._due[key] = (due_s, rule, what)
        self._earliest_s = min(self._earliest_s, due_s)

    def clear(self, key: Hashable) -> None:
        """It has come, or is not wanted any more."""
        self._due.pop(key, None)

    def has(self, key: Hashable) -> bool:
        """Whether `key` is being waited for."""
        return key in self._due

    def check(self, now_s: float) -> None:
        """Time has passed."""
        if now_s <= self._earliest_s + EXACTLY_S:
            return
        late = [key for key, (due_s, _, _) in self._due.items() if now_s > due_s + EXACTLY_S]
        for key in late:
            _, rule, what = self._due.pop(key)
            self._accuse(rule, what)
        self._earliest_s = min((due_s for due_s, _, _ in self._due.values()), default=math.inf)
