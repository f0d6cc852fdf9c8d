"""The store on SQLite."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import apsw

from kiosk.desk.sqlite.database import open_database
from kiosk.desk.sqlite.worker import Worker
from kiosk.desk.unit import Unit

T = TypeVar("T")


class SqliteStore:
    """`kiosk.desk.store.Store` on one file; several processes may share it."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    @classmethod
    async def open(
        cls, path: Path, connect: Callable[[Path], apsw.Connection] = open_database
    ) -> "SqliteStore":
        """Open or create the database; raises `StoreError` with what to do."""
        worker = Worker(path, connect)
        await worker.open()
        return cls(worker)

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """Run `work`; durable when it returns."""
        answer: T = await self._worker.ask(work, writes=True)
        return answer

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Run `work` on one consistent state."""
        answer: T = await self._worker.ask(work, writes=False)
        return answer

    async def foreign_commits(self) -> int:
        """SQLite's data version: another number after another process has committed."""
        version: int = await self._worker.ask(self._worker.data_version, writes=False)
        return version

    async def close(self) -> None:
        """Finish what was asked for and close."""
        await asyncio.to_thread(self._worker.stop)
