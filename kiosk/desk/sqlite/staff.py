"""Staff in SQLite."""

from datetime import datetime

import apsw

from kiosk.desk.sqlite.rows import every, first, maybe_instant, maybe_micros, to_instant, to_micros
from kiosk.desk.unit import PinRecord, Session

PUT_PIN = """
INSERT INTO staff VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET
salt = excluded.salt, digest = excluded.digest, failures = excluded.failures, wait_until = excluded.wait_until
"""
PUT_SESSION = """
INSERT INTO session VALUES (?, ?, ?, ?) ON CONFLICT (token_hash) DO UPDATE SET seen_at = excluded.seen_at
"""
PUT_LABEL = """
INSERT INTO token VALUES (?, ?, ?) ON CONFLICT (label) DO UPDATE SET
token_hash = excluded.token_hash, created_at = excluded.created_at
"""


class SqliteStaff:
    """`kiosk.desk.unit.Staff`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def pin(self, name: str) -> PinRecord | None:
        """The record of a name."""
        sql = "SELECT name, salt, digest, failures, wait_until FROM staff WHERE name = ?"
        row = first(self._connection, sql, name)
        return PinRecord(row[0], row[1], row[2], row[3], maybe_instant(row[4])) if row else None

    def put_pin(self, record: PinRecord) -> None:
        """Write a record."""
        wait_until = maybe_micros(record.wait_until)
        values = (record.name, record.salt, record.digest, record.failures, wait_until)
        self._connection.execute(PUT_PIN, values)

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        return tuple(name for (name,) in every(self._connection, "SELECT name FROM staff ORDER BY name"))

    def session(self, token_hash: bytes) -> Session | None:
        """The session of a token's hash."""
        sql = "SELECT name, created_at, seen_at FROM session WHERE token_hash = ?"
        row = first(self._connection, sql, token_hash)
        return Session(token_hash, row[0], to_instant(row[1]), to_instant(row[2])) if row else None

    def put_session(self, session: Session) -> None:
        """Write a session."""
        created_at, seen_at = to_micros(session.created_at), to_micros(session.seen_at)
        self._connection.execute(PUT_SESSION, (session.token_hash, session.name, created_at, seen_at))

    def end_session(self, token_hash: bytes) -> None:
        """Forget a session."""
        self._connection.execute("DELETE FROM session WHERE token_hash = ?", (token_hash,))

    def end_sessions_of(self, name: str) -> None:
        """Forget all sessions of a name."""
        self._connection.execute("DELETE FROM session WHERE name = ?", (name,))

    def end_sessions_before(self, created: datetime) -> None:
        """Forget sessions created before."""
        self._connection.execute("DELETE FROM session WHERE created_at < ?", (to_micros(created),))

    def token_label(self, token_hash: bytes) -> str | None:
        """The label of a token's hash."""
        row = first(self._connection, "SELECT label FROM token WHERE token_hash = ?", token_hash)
        return row[0] if row else None

    def put_token(self, label: str, token_hash: bytes, at: datetime) -> None:
        """Keep a token's hash."""
        self._connection.execute(PUT_LABEL, (label, token_hash, to_micros(at)))
