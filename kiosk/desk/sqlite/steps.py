"""The counters' log in SQLite."""

from collections.abc import Sequence
from datetime import date, datetime

import apsw

from kiosk.desk.model import Called
from kiosk.desk.sqlite.rows import (
    TICKET,
    Row,
    Value,
    every,
    first,
    from_snapshot,
    of_a_row,
    only,
    to_instant,
    to_list,
    to_micros,
    to_snapshot,
    to_ticket,
)
from kiosk.desk.steps import Deed, LoggedDeed, StepKind

ADD = """
INSERT INTO step (deed_id, day, at, kind, counter, actor, ticket_id, service, priority, before)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
DEED = f"""
SELECT s.deed_id, s.kind, s.at, s.before, {TICKET} FROM step s JOIN ticket t USING (ticket_id)
WHERE s.deed_id = (SELECT deed_id FROM step WHERE day = ? AND counter = ? ORDER BY step_id DESC LIMIT 1)
ORDER BY s.step_id
"""  # noqa: S608 - columns are constants
RUN = """
WITH pool AS (SELECT value AS service FROM json_each(?2)),
normal AS (SELECT coalesce(max((
    SELECT step_id FROM step s WHERE s.day = ?1 AND s.service = pool.service AND s.priority = 0
    AND s.kind = 'call' AND s.undone = 0 ORDER BY step_id DESC LIMIT 1)), 0) AS last FROM pool)
SELECT coalesce(sum((
    SELECT count(*) FROM (
        SELECT 1 FROM step s WHERE s.day = ?1 AND s.service = pool.service AND s.priority = 1
        AND s.kind = 'call' AND s.undone = 0 AND s.step_id > normal.last LIMIT ?3))), 0)
FROM pool, normal
"""
AT_WORK = """
SELECT count(*) FROM json_each(?) c WHERE EXISTS (
  SELECT 1 FROM step s WHERE s.counter = c.value AND s.at > ? AND s.kind = 'call' AND s.undone = 0)
"""
SERVING = """
SELECT t.number, t.counter, s.at, t.calls FROM ticket t JOIN step s ON s.step_id = (
  SELECT max(step_id) FROM step WHERE ticket_id = t.ticket_id AND kind IN ('call', 'recall') AND undone = 0)
WHERE t.state = 'called' AND t.day = ? ORDER BY s.step_id DESC
"""
CALLED = """
SELECT t.number, s.counter, s.at, t.calls FROM step s JOIN ticket t USING (ticket_id)
WHERE s.day = ? AND s.kind IN ('call', 'recall') AND s.undone = 0 ORDER BY s.step_id DESC LIMIT ?
"""
RECALLS_OVERLOOKED = 8  # so many calls a number on average are looked through for the last different ones


class SqliteSteps:
    """`kiosk.desk.unit.Steps`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def add(self, deed: Deed) -> None:
        """Write a deed as the last one of its counter."""
        (deed_id,) = only(self._connection, "SELECT coalesce(max(step_id), 0) + 1 FROM step")
        head = (deed_id, deed.day.isoformat(), to_micros(deed.at))
        for change in deed.changes:
            ticket = change.before
            what = (change.kind.value, deed.counter, deed.actor, ticket.ticket_id, ticket.service)
            self._connection.execute(ADD, (*head, *what, ticket.priority is not None, to_snapshot(ticket)))

    def last(self, day: date, counter: str) -> LoggedDeed | None:
        """The last deed at `counter`."""
        rows = every(self._connection, DEED, day.isoformat(), counter)
        if not rows:
            return None
        return _logged(rows)

    def last_of(self, ticket_id: str) -> int | None:
        """The id of the last deed that touched the ticket."""
        sql = "SELECT deed_id FROM step WHERE ticket_id = ? ORDER BY step_id DESC LIMIT 1"
        row = first(self._connection, sql, ticket_id)
        return row[0] if row else None

    def mark_undone(self, deed_id: int) -> None:
        """Its calls count no longer."""
        self._connection.execute("UPDATE step SET undone = 1 WHERE deed_id = ?", (deed_id,))

    def run(self, day: date, services: Sequence[str], most: int) -> int:
        """How many of the last calls in a row were priority ones, counted up to `most`."""
        (run,) = only(self._connection, RUN, day.isoformat(), to_list(services), most)
        return min(int(run), most)

    def at_work(self, counters: Sequence[str], since: datetime) -> int:
        """How many of `counters` called after `since`."""
        (counters_at_work,) = only(self._connection, AT_WORK, to_list(counters), to_micros(since))
        return int(counters_at_work)

    def serving(self, day: date) -> tuple[Called, ...]:
        """The tickets now at the counters, last called first."""
        return self._called(SERVING, day.isoformat())

    def called(self, day: date, latest: int) -> tuple[Called, ...]:
        """The last called numbers, latest first, each once."""
        calls = self._called(CALLED, day.isoformat(), latest * RECALLS_OVERLOOKED)
        newest = {called.number: called for called in reversed(calls)}
        return tuple(sorted(newest.values(), key=calls.index))[:latest]

    def _called(self, sql: str, *values: Value) -> tuple[Called, ...]:
        rows = every(self._connection, sql, *values)
        return tuple(Called(number, counter, to_instant(at), calls) for number, counter, at, calls in rows)


@of_a_row
def _logged(rows: Sequence[Row]) -> LoggedDeed:
    deed_id, kind, at = rows[-1][:3]
    before = tuple(from_snapshot(to_ticket(row[4:]), row[3]) for row in rows)
    return LoggedDeed(deed_id, StepKind(kind), to_instant(at), before)
