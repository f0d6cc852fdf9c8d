"""One thread that owns the connection. Units of work that wait together share one durable commit."""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from kiosk.desk.sqlite.batch import BATCH_LIMIT, Batches, Outcome, Task, settle
from kiosk.desk.store import StoreError
from kiosk.desk.unit import Unit

QUEUE_LIMIT = 1024


@dataclass(frozen=True, slots=True)
class Job:
    """A task and where its answer goes."""

    task: Task
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any] = field(compare=False)


class Worker(threading.Thread):
    """Runs tasks in the order in which they came."""

    def __init__(self, path: Path, connect: Callable[[Path], apsw.Connection]) -> None:
        super().__init__(name="desk-store", daemon=True)
        self._path = path
        self._connect = connect
        self._jobs: queue.Queue[Job | None] = queue.Queue(QUEUE_LIMIT)
        self._stopping = False

    def open(self) -> asyncio.Future[Any]:
        """Start the thread; the answer comes when the database is ready, or why it is not."""
        loop = asyncio.get_running_loop()
        self._opened = Job(Task(lambda unit: None, writes=False), loop, loop.create_future())
        self.start()
        return self._opened.answer

    def ask(self, work: Callable[[Unit], Any], *, writes: bool) -> asyncio.Future[Any]:
        """Queue a unit of work."""
        if self._stopping or not self.is_alive():
            raise StoreError("store", "the store is closed")
        loop = asyncio.get_running_loop()
        job = Job(Task(work, writes), loop, loop.create_future())
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

    def data_version(self, _: Unit) -> int:
        """SQLite's data version, as a unit of work."""
        return self._batches.data_version()

    def run(self) -> None:
        """The thread."""
        try:
            self._batches = Batches(self._connect(self._path), self._path)
        except StoreError as error:
            _answer([self._opened], [Outcome(error=error)])
            return
        _answer([self._opened], [Outcome()])
        while batch := self._batch():
            _answer(batch, self._batches.perform([job.task for job in batch]))
        self._batches.close()

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


def _answer(batch: Sequence[Job], outcomes: Sequence[Outcome]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Job, Outcome]]] = {}
    for job, outcome in zip(batch, outcomes, strict=True):
        by_loop.setdefault(job.loop, []).append((job, outcome))
    for loop, answers in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, answers)


def _settle(answers: Sequence[tuple[Job, Outcome]]) -> None:
    for job, outcome in answers:
        settle(job.answer, outcome)
