"""The store with a clock beside it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from kiosk.desk.store import Store, StoreAround, StoreError

T = TypeVar("T")
Tell = Callable[[str, float, str], None]  # read or write, how long it took, the error's word or nothing


class TimedStore(StoreAround):
    """`kiosk.desk.store.Store`; tells how long each answer took and what failed."""

    def __init__(self, store: Store, tell: Tell) -> None:
        super().__init__(store)
        self._tell = tell

    async def _answered(self, operation: str, answer: Awaitable[T]) -> T:
        if operation == "look":
            return await answer
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            given = await answer
        except StoreError as error:
            self._tell(operation, clock() - begun, error.code)
            raise
        self._tell(operation, clock() - begun, "")
        return given
