"""The robot's database as a stranger reads it: a copy, opened with another SQLite than the robot's."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

FILES = ("", "-wal", "-journal")


class TicketRow(NamedTuple):
    """One ticket; `issued_at` in microseconds since 1970 UTC."""

    arrival: int
    ticket: str
    day: str
    service: str
    number: str
    state: str
    issued_at: int
    priority: str | None
    counter: str | None


class EffectRow(NamedTuple):
    """One attempt at one piece of paper."""

    effect: int
    ticket: str
    copy: int
    job: int
    state: str


class StepRow(NamedTuple):
    """One step at a counter; `before` is the ticket before it, as the schema keeps it."""

    kind: str
    ticket: str
    service: str
    priority: int
    undone: int
    before: str


class Book:
    """What is in it at one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._effects: list[EffectRow] = []

    def numbers(self) -> dict[str, str]:
        """The number of every ticket."""
        return dict(self._all("SELECT ticket_id, number FROM ticket"))

    def tickets(self, after: int = 0) -> list[TicketRow]:
        """Those that came after this arrival, in their order."""
        return [TicketRow(*row) for row in self._all(f"{_TICKET} WHERE arrival > ? ORDER BY arrival", after)]

    def tickets_of(self, day: date) -> list[TicketRow]:
        """Those of a day, in their order."""
        rows = self._all(f"{_TICKET} WHERE day = ? ORDER BY arrival", day.isoformat())
        return [TicketRow(*row) for row in rows]

    def ticket_of(self, request: str) -> str | None:
        """What this request was answered with."""
        rows = self._all("SELECT ticket_id FROM request WHERE request_id = ?", request)
        return rows[0][0] if rows else None

    def effects(self) -> list[EffectRow]:
        """Every paper that was ever planned."""
        if not self._effects:
            sql = "SELECT effect_id, ticket_id, copy, job_number, state FROM effect"
            self._effects = [EffectRow(*row) for row in self._all(sql)]
        return self._effects

    def steps_of(self, day: date) -> list[StepRow]:
        """What was done at the counters on a day, in its order."""
        sql = "SELECT kind, ticket_id, service, priority, undone, before FROM step WHERE day = ?"
        return [StepRow(*row) for row in self._all(f"{sql} ORDER BY step_id", day.isoformat())]

    def reprints_wished(self) -> dict[str, None]:
        """Tickets for which a person asked for one more paper."""
        return {row[0]: None for row in self._all("SELECT ticket_id FROM audit WHERE step = 'reprint'")}

    def _all(self, sql: str, *values: str | int) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()


_TICKET = "SELECT arrival, ticket_id, day, service, number, state, issued_at, priority, counter FROM ticket"


@contextmanager
def opened(database: Path) -> Iterator[Book]:
    """The book, copied: another SQLite in this process must not touch the locks of the robot's own."""
    with TemporaryDirectory(dir=database.parent) as folder:
        copy = Path(folder, "book")
        for ending in FILES:
            original = database.with_name(database.name + ending)
            if original.exists():
                shutil.copyfile(original, f"{copy}{ending}")
        with closing(sqlite3.connect(copy)) as connection:
            yield Book(connection)
