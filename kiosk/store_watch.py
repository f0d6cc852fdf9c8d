"""The store, watched: its failures become one trouble, and it is tried until it is well again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from kiosk.desk.store import Store, StoreAround, StoreError

log = logging.getLogger(__name__)

T = TypeVar("T")
DESK = "desk"  # the device under which a failing store is reported
RETRY_S = 1.0
PASSING = frozenset({"busy"})  # too much asked at once: nothing is wrong with the disk


async def until_well(work: Callable[[], Awaitable[T]]) -> T:
    """What `work` gives, tried again for as long as the store fails."""
    while True:
        try:
            return await work()
        except StoreError:
            await asyncio.sleep(RETRY_S)


class WatchedStore(StoreAround):
    """`kiosk.desk.store.Store`; `tell` hears that it fails, maybe again and again, and that it is well."""

    def __init__(self, store: Store, tell: Callable[[bool], None]) -> None:
        super().__init__(store)
        self._tell = tell
        self._failing = asyncio.Event()

    def suspect(self) -> None:
        """It did not answer in time, or not as expected: told, and tried."""
        self._failing.set()
        self._tell(True)

    async def run(self) -> None:
        """Until cancelled: try a store that failed until it keeps a write."""
        while True:
            await self._failing.wait()
            await asyncio.sleep(RETRY_S)
            well = await self._keeps_a_write()
            if well:
                log.info("the store is well again")
                self._failing.clear()
            self._tell(not well)

    async def _keeps_a_write(self) -> bool:
        """A commit without a change would prove nothing."""
        try:
            await self._store.transact(lambda unit: unit.sequences.take("store_tried", None, 0))
        except StoreError:
            return False
        return True

    async def _answered(self, operation: str, answer: Awaitable[T]) -> T:
        try:
            return await answer
        except StoreError as error:
            if error.code not in PASSING and not self._failing.is_set():
                log.error("the store fails: %s", error)
                self.suspect()
            raise
