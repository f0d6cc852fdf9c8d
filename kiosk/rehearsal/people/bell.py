"""Wakes people: nobody looks again and again."""

import asyncio


class Bell:
    """Rings for all who wait now; who comes later waits for the next ring."""

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Future[bool], None] = {}

    def ring(self) -> None:
        """Wake everybody, in the order in which they came."""
        waiting, self._waiting = self._waiting, {}
        for future in waiting:
            _settle(future, True)

    async def heard(self, within_s: float) -> bool:
        """True when it rang; False when it did not within `within_s`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[bool] = loop.create_future()
        self._waiting[future] = None
        timer = loop.call_later(within_s, _settle, future, False)
        try:
            return await future
        finally:
            timer.cancel()
            self._waiting.pop(future, None)


def _settle(future: asyncio.Future[bool], rang: bool) -> None:
    if not future.done():
        future.set_result(rang)
