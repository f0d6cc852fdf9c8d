"""Tells things to whoever listens."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Listeners(Generic[T]):
    """Calls them from the loop, so that an error of one reaches neither the others nor the teller."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def add(self, listener: Callable[[T], None]) -> None:
        """Tell `listener` from now on."""
        self._listeners.append(listener)

    def tell(self, things: Iterable[T]) -> None:
        """Tell all listeners, in order."""
        loop = asyncio.get_running_loop()
        for thing in things:
            for listener in self._listeners:
                loop.call_soon(listener, thing)
