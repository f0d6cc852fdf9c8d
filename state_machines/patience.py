"""How long a screen waits for a touch or a word, on the event loop's clock."""

import asyncio
from collections.abc import Callable


class Patience:
    """One timer at a time; `on_time` gets the event it was started with."""

    def __init__(self, on_time: Callable[[str], None]) -> None:
        self._on_time = on_time
        self._timer: asyncio.TimerHandle | None = None
        self._waiting: tuple[str, float] | None = None  # what the timer was started with
        self._held: frozenset[str] = frozenset()

    def start(self, event: str, after_s: float) -> None:
        """`event` after `after_s`, instead of whatever was on its way."""
        self.stop()
        self._waiting = event, after_s
        if event not in self._held:
            self._timer = asyncio.get_running_loop().call_later(after_s, self._up, event)

    def stop(self) -> None:
        """Wait for nothing; safe to repeat."""
        self._waiting = None
        self._silence()

    def hold(self, *events: str) -> None:
        """None of `events` comes before `release`; safe to repeat."""
        self._held = frozenset(events)
        if self._waiting is not None and self._waiting[0] in self._held:
            self._silence()

    def release(self) -> None:
        """What was held waits its whole time from now on; safe to repeat."""
        self._held = frozenset()
        if self._waiting is not None and self._timer is None:
            self.start(*self._waiting)

    def _silence(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _up(self, event: str) -> None:
        self._timer = None
        self._waiting = None
        self._on_time(event)
