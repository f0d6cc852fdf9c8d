"""The store with a clock beside it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from kiosk.desk.store import Store, StoreError
from kiosk.desk.unit import Unit

T = TypeVar("T")
Tell = Callable[[str, float, str], None]  # read or write, how long it took, the error's word or nothing


class TimedStore:
    """`kiosk.desk.store.Store`; tells how long each answer took and what failed."""

    def __init__(self, store: Store, tell: Tell) -> None:
        self._store = store
        self._tell = tell

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """As the store does."""
        return await self._timed("write", self._store.transact(work))

    async def read(self, work: Callable[[Unit], T]) -> T:
        """As the store does."""
        return await self._timed("read", self._store.read(work))

    async def foreign_commits(self) -> int:
        """As the store does; asked all the time, so not told."""
        return await self._store.foreign_commits()

    async def close(self) -> None:
        """As the store does."""
        await self._store.close()

    async def _timed(self, operation: str, work: Awaitable[T]) -> T:
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            answer = await work
        except StoreError as error:
            self._tell(operation, clock() - begun, error.code)
            raise
        self._tell(operation, clock() - begun, "")
        return answer
