"""Where the desk keeps everything: one small interface, judged by tests/unit/desk/test_store_contract.py."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from kiosk.desk.model import DeskError
from kiosk.desk.unit import Unit

T = TypeVar("T")


class StoreError(DeskError):
    """Nothing was kept, or nobody can know; the message says what to do.

    `code`: disk_full, disk_error, read_only, no_rights, corrupt, locked, too_new, foreign, network_disk, busy
    or store.
    """


class Store(Protocol):
    """Runs units of work one after another, each on all or nothing."""

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """Run `work`, give its answer once it is durable; what it raises is raised here and nothing is kept.

        A cancelled caller does not know whether it happened: ask again with the same request id.
        """

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Run `work`, which only reads, on one consistent state."""

    async def foreign_commits(self) -> int:
        """A number that changes when another process has committed."""

    async def close(self) -> None:
        """Finish what was asked for and close; safe to repeat."""


class StoreAround:
    """`Store` around another one; who derives from it sees every answer come."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """As the store does."""
        return await self._answered("write", self._store.transact(work))

    async def read(self, work: Callable[[Unit], T]) -> T:
        """As the store does."""
        return await self._answered("read", self._store.read(work))

    async def foreign_commits(self) -> int:
        """As the store does."""
        return await self._answered("look", self._store.foreign_commits())

    async def close(self) -> None:
        """As the store does."""
        await self._store.close()

    async def _answered(self, operation: str, answer: Awaitable[T]) -> T:
        """What `answer` gives; `operation` is write, read or look (which is asked all the time)."""
        return await answer
