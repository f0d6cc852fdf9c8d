"""One thread that owns the connection. Units of work that wait together share one durable commit."""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from kiosk.desk.sqlite.errors import store_error
from kiosk.desk.sqlite.rows import only
from kiosk.desk.sqlite.unit import SqliteUnit
from kiosk.desk.store import StoreError
from kiosk.desk.unit import Unit

QUEUE_LIMIT = 1024
BATCH_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Job:
    """One unit of work and where its answer goes."""

    work: Callable[[Unit], Any]
    writes: bool
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a unit of work ended."""

    value: Any = None
    error: BaseException | None = None


class Worker(threading.Thread):
    """Runs jobs in the order in which they came."""

    def __init__(self, path: Path, connect: Callable[[Path], apsw.Connection]) -> None:
        super().__init__(name="desk-store", daemon=True)
        self._path = path
        self._connect = connect
        self._jobs: queue.Queue[Job | None] = queue.Queue(QUEUE_LIMIT)
        self._stopping = False

    def open(self) -> asyncio.Future[Any]:
        """Start the thread; the answer comes when the database is ready, or why it is not."""
        loop = asyncio.get_running_loop()
        self._opened = Job(lambda unit: None, writes=False, loop=loop, answer=loop.create_future())
        self.start()
        return self._opened.answer

    def ask(self, work: Callable[[Unit], Any], *, writes: bool) -> asyncio.Future[Any]:
        """Queue a unit of work."""
        if self._stopping or not self.is_alive():
            raise StoreError("store", "the store is closed")
        loop = asyncio.get_running_loop()
        job = Job(work, writes, loop, loop.create_future())
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            raise StoreError("busy", "too many requests wait for the disk: try again in a moment") from None
        return job.answer

    def stop(self) -> None:
        """Finish what was asked for, then end. Blocks."""
        if not self._stopping:
            self._stopping = True
            self._jobs.put(None)
        if self.is_alive():
            self.join()

    def data_version(self) -> int:
        """SQLite's data version; only for a unit of work."""
        return int(only(self._connection, "PRAGMA data_version")[0])

    def run(self) -> None:
        """The thread."""
        try:
            self._connection = self._connect(self._path)
        except StoreError as error:
            self._answer([self._opened], [Outcome(error=error)])
            return
        self._unit = SqliteUnit(self._connection)
        self._answer([self._opened], [Outcome()])
        while batch := self._batch():
            self._answer(batch, self._perform(batch))
        self._connection.close()

    def _batch(self) -> list[Job]:
        """The next jobs, at least one; none when the end has come."""
        batch: list[Job] = []
        job = self._jobs.get()
        while job is not None:
            batch.append(job)
            if len(batch) == BATCH_LIMIT or self._jobs.empty():
                return batch
            job = self._jobs.get()
        if batch:
            self._jobs.put(None)  # for the next time
        return batch

    def _perform(self, batch: Sequence[Job]) -> list[Outcome]:
        """All jobs in one transaction; when it fails nothing of it was kept and all are told."""
        try:
            self._connection.execute("BEGIN IMMEDIATE" if any(job.writes for job in batch) else "BEGIN")
            outcomes = [self._savepoint(job) for job in batch]
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - the outermost place of this thread: the callers must be told
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            return [Outcome(error=self._told(error)) for _ in batch]
        return outcomes

    def _savepoint(self, job: Job) -> Outcome:
        self._connection.execute("SAVEPOINT unit")
        try:
            outcome = Outcome(job.work(self._unit))
        except Exception as error:
            if isinstance(error, apsw.Error) and not self._connection.in_transaction:
                raise  # SQLite has given up the whole transaction
            self._connection.execute("ROLLBACK TO unit")
            outcome = Outcome(error=self._told(error))
        self._connection.execute("RELEASE unit")
        return outcome

    def _told(self, error: Exception) -> Exception:
        return store_error(error, self._path) if isinstance(error, apsw.Error) else error

    def _answer(self, batch: Sequence[Job], outcomes: Sequence[Outcome]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Job, Outcome]]] = {}
        for job, outcome in zip(batch, outcomes, strict=True):
            by_loop.setdefault(job.loop, []).append((job, outcome))
        for loop, answers in by_loop.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(_settle, answers)


def _settle(answers: Sequence[tuple[Job, Outcome]]) -> None:
    for job, outcome in answers:
        if job.answer.done():
            continue  # the caller was cancelled
        if outcome.error is not None:
            job.answer.set_exception(outcome.error)
        else:
            job.answer.set_result(outcome.value)
