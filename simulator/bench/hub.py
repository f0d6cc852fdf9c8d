"""Wakes the open event streams when something changed, and ends them when the bench closes."""

import asyncio


class Hub:
    """Any number of streams wait; none is slowed down by another."""

    def __init__(self) -> None:
        self.closing = False
        self._waiters: set[asyncio.Event] = set()

    @property
    def watched(self) -> bool:
        """Whether any stream is open."""
        return bool(self._waiters)

    def changed(self) -> None:
        """Wake every stream."""
        for waiter in self._waiters:
            waiter.set()

    def close(self) -> None:
        """End every stream."""
        self.closing = True
        self.changed()

    def join(self) -> asyncio.Event:
        """A new stream's bell: set when there is something to tell."""
        waiter = asyncio.Event()
        waiter.set()
        self._waiters.add(waiter)
        return waiter

    def leave(self, waiter: asyncio.Event) -> None:
        """The stream has ended."""
        self._waiters.discard(waiter)
