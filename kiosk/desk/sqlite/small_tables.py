"""Sequences, answered requests and the audit in SQLite."""

from datetime import date

import apsw

from kiosk.desk.audit import START, AuditEntry, chained
from kiosk.desk.sqlite.rows import every, first, only, to_instant, to_micros
from kiosk.desk.unit import Request

TAKE = "UPDATE sequence SET value = value + 1 WHERE name = ? AND day = ? RETURNING value"
AUDIT = "INSERT INTO audit (at, actor, step, ticket_id, reason, digest) VALUES (?, ?, ?, ?, ?, ?)"


class SqliteSequences:
    """`kiosk.desk.unit.Sequences`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def take(self, name: str, day: date | None, first_value: int) -> int:
        """The next value."""
        key = (name, day.isoformat() if day else "")
        row = first(self._connection, TAKE, *key)
        if row is None:
            row = only(
                self._connection, "INSERT INTO sequence VALUES (?, ?, ?) RETURNING value", *key, first_value
            )
        return int(row[0])


class SqliteRequests:
    """`kiosk.desk.unit.Requests`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def find(self, request_id: str) -> Request | None:
        """The answer of this id."""
        sql = "SELECT what, ticket_id, at FROM request WHERE request_id = ?"
        row = first(self._connection, sql, request_id)
        return Request(request_id, row[0], row[1], to_instant(row[2])) if row else None

    def add(self, request: Request) -> None:
        """Keep an answer."""
        values = (request.request_id, request.what, request.ticket_id, to_micros(request.at))
        self._connection.execute("INSERT INTO request VALUES (?, ?, ?, ?)", values)


class SqliteAudit:
    """`kiosk.desk.unit.Audit`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def add(self, entry: AuditEntry) -> None:
        """Write an entry behind the last one."""
        last = first(self._connection, "SELECT digest FROM audit ORDER BY audit_id DESC LIMIT 1")
        digest = chained(last[0] if last else START, entry)
        values = (to_micros(entry.at), entry.actor, entry.step, entry.ticket_id, entry.reason, digest)
        self._connection.execute(AUDIT, values)

    def rows(self) -> tuple[tuple[AuditEntry, bytes], ...]:
        """Everything with its hashes, oldest first."""
        sql = "SELECT at, actor, step, ticket_id, reason, digest FROM audit ORDER BY audit_id"
        rows = every(self._connection, sql)
        return tuple((AuditEntry(to_instant(at), *fields), digest) for at, *fields, digest in rows)
