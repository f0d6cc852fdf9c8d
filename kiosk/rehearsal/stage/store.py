"""The store without a thread: what the worker does in real time, done inside the event loop."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import apsw

from kiosk.desk.sqlite.batch import BATCH_LIMIT, Batches, Task, settle
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.store import StoreError
from kiosk.desk.unit import Unit

T = TypeVar("T")
Asked = tuple[Task, asyncio.Future[Any]]


def at_once() -> float:
    """A disk that takes no time."""
    return 0.0


def ignored(_: Any) -> None:
    """Nobody wants to know."""


class InLoopStore:
    """`kiosk.desk.store.Store` on one file; `latency_s` tells of each batch how long the disk takes for it.

    `on_commit` hears what each unit of work gave that has become durable; whoever asked hears later.
    What waits together when the disk is free shares one commit. The commit happens at the end of its
    latency, its answer comes one turn of the loop later: whoever dies in between is not told.
    """

    def __init__(
        self,
        path: Path,
        connect: Callable[[Path], apsw.Connection] = open_database,
        latency_s: Callable[[], float] = at_once,
        on_commit: Callable[[Any], None] = ignored,
    ) -> None:
        self._batches = Batches(connect(path), path)
        self._latency_s = latency_s
        self._on_commit = on_commit
        self._waiting: deque[Asked] = deque()
        self._timer: asyncio.Handle | None = None
        self._closed = False

    async def transact(self, work: Callable[[Unit], T]) -> T:
        """Run `work`; durable when it returns."""
        answer: T = await self._ask(Task(work, writes=True))
        return answer

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Run `work` on one consistent state."""
        answer: T = await self._ask(Task(work, writes=False))
        return answer

    async def foreign_commits(self) -> int:
        """SQLite's data version: another number after another process has committed."""
        return self._batches.data_version()

    async def close(self) -> None:
        """Finish what was asked for and close."""
        if not self._closed:
            with suppress(StoreError):
                await self._ask(Task(lambda unit: None, writes=False))  # the last of those that wait
            self._end(self._batches.close)

    def cut(self) -> None:
        """End as a killed process ends: what was asked and not committed never happens nor answers."""
        if not self._closed:
            self._end(self._batches.cut)

    def _end(self, close: Callable[[], None]) -> None:
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
        self._waiting.clear()
        close()

    def _ask(self, task: Task) -> asyncio.Future[Any]:
        if self._closed:
            raise StoreError("store", "the store is closed")
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((task, answer))
        if self._timer is None:
            self._begin()
        return answer

    def _begin(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._latency_s(), self._perform)

    def _perform(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), BATCH_LIMIT))]
        outcomes = self._batches.perform([task for task, _ in batch])
        loop = asyncio.get_running_loop()
        for (task, answer), outcome in zip(batch, outcomes, strict=True):
            if task.writes and outcome.error is None:
                self._on_commit(outcome.value)
            loop.call_soon(settle, answer, outcome)
        self._timer = None
        if self._waiting:
            self._begin()
