"""Waiting until something holds, looked at again whenever anything has changed."""

import asyncio
from collections.abc import Callable


class Changes:
    """Used on one event loop."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def note(self) -> None:
        """Something has changed."""
        waited, self._next = self._next, asyncio.Event()
        waited.set()

    async def within(self, limit_s: float, holds: Callable[[], bool]) -> bool:
        """True as soon as it holds; False when it does not after `limit_s`."""
        try:
            async with asyncio.timeout(limit_s):
                while not holds():
                    await self._next.wait()
        except TimeoutError:
            return holds()
        return True
