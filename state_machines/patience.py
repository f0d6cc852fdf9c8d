"""How long a screen waits for a touch, on the event loop's clock."""

import asyncio
from collections.abc import Callable


class Patience:
    """One timer at a time; `on_time` gets the event it was started with."""

    def __init__(self, on_time: Callable[[str], None]) -> None:
        self._on_time = on_time
        self._timer: asyncio.TimerHandle | None = None

    def start(self, event: str, after_s: float) -> None:
        """`event` after `after_s`, instead of whatever was on its way."""
        self.stop()
        self._timer = asyncio.get_running_loop().call_later(after_s, self._up, event)

    def stop(self) -> None:
        """Wait for nothing; safe to repeat."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _up(self, event: str) -> None:
        self._timer = None
        self._on_time(event)
