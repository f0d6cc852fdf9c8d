"""Units of work on one connection: those performed together share one durable commit."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from kiosk.desk.sqlite.errors import store_error
from kiosk.desk.sqlite.rows import only
from kiosk.desk.sqlite.unit import SqliteUnit
from kiosk.desk.unit import Unit

BATCH_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Task:
    """One unit of work."""

    work: Callable[[Unit], Any]
    writes: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a unit of work ended."""

    value: Any = None
    error: BaseException | None = None


def settle(answer: "asyncio.Future[Any]", outcome: Outcome) -> None:
    """Tell whoever asked, on the loop of `answer`."""
    if answer.done():
        return  # they are gone
    if outcome.error is not None:
        answer.set_exception(outcome.error)
    else:
        answer.set_result(outcome.value)


class Batches:
    """Performs units of work one batch after another; one thread at a time."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._unit = SqliteUnit(connection)

    def perform(self, tasks: Sequence[Task]) -> list[Outcome]:
        """All tasks in one transaction; when it fails nothing of it was kept and all are told."""
        try:
            self._connection.execute("BEGIN IMMEDIATE" if any(task.writes for task in tasks) else "BEGIN")
            outcomes = [self._savepoint(task) for task in tasks]
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - the outermost place: those who asked must be told
            if self._connection.in_transaction:
                with suppress(apsw.Error):  # the transaction is over all the same
                    self._connection.execute("ROLLBACK")
            return [Outcome(error=self._told(error)) for _ in tasks]
        return outcomes

    def data_version(self) -> int:
        """SQLite's data version: another one after a commit of another process."""
        return int(only(self._connection, "PRAGMA data_version")[0])

    def close(self) -> None:
        """Close the connection; what was answered is on the disk, whatever happens to the log now."""
        with suppress(apsw.Error):
            self._connection.close()

    def cut(self) -> None:
        """Close it as the end of the process does: the log stays for whoever opens the file next."""
        self._connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        self.close()

    def _savepoint(self, task: Task) -> Outcome:
        self._connection.execute("SAVEPOINT unit")
        try:
            outcome = Outcome(task.work(self._unit))
        except Exception as error:
            if isinstance(error, apsw.Error) and not self._connection.in_transaction:
                raise  # SQLite has given up the whole transaction
            self._connection.execute("ROLLBACK TO unit")
            outcome = Outcome(error=self._told(error))
        self._connection.execute("RELEASE unit")
        return outcome

    def _told(self, error: Exception) -> Exception:
        if isinstance(error, apsw.Error):
            return store_error(error, self._path, self._connection.system_errno)
        return error
