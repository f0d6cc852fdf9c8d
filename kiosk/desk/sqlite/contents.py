"""What a database file holds, asked without changing it, and whether it is whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from kiosk.desk.sqlite.database import APPLICATION_ID
from kiosk.desk.sqlite.errors import store_error
from kiosk.desk.sqlite.migrations import MIGRATIONS
from kiosk.desk.sqlite.rows import every, first, maybe_instant, only
from kiosk.desk.store import StoreError

LONGEST_LOCK_MS = 10_000
STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine, until `stopped` is asked again
LAST_WRITTEN = """
SELECT max(at) FROM (
  SELECT max(issued_at) AS at FROM (SELECT issued_at FROM ticket ORDER BY arrival DESC LIMIT 1)
  UNION ALL SELECT max(at) FROM (SELECT at FROM step ORDER BY step_id DESC LIMIT 1)
  UNION ALL SELECT max(at) FROM (SELECT at FROM audit ORDER BY audit_id DESC LIMIT 1))
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """A database in figures: two that hold the same are equal."""

    version: int
    rows: tuple[tuple[str, int], ...]  # of every table
    last_written: datetime | None  # the latest instant among the newest rows; None without any

    def count(self, table: str) -> int:
        """The rows of `table`."""
        return dict(self.rows).get(table, 0)


def never() -> bool:
    """Nobody asks for an early end."""
    return False


@contextmanager
def read_only(path: Path, stopped: Callable[[], bool] = never) -> Iterator[apsw.Connection]:
    """A connection that only reads; what SQLite raises inside becomes a `StoreError`, an early end too."""
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    except apsw.Error as error:
        raise store_error(error, path) from error
    connection.set_busy_timeout(LONGEST_LOCK_MS)
    connection.set_progress_handler(stopped, STEPS_BETWEEN_LOOKS)
    try:
        yield connection
    except apsw.InterruptError as error:
        raise StoreError("stopped", f"{path} was given up before its end") from error
    except apsw.Error as error:
        raise store_error(error, path) from error
    finally:
        connection.close()


def contents(connection: apsw.Connection) -> Contents:
    """What the database of `connection` holds, which must be ours."""
    (version,) = only(connection, "PRAGMA user_version")
    (last_written,) = only(connection, LAST_WRITTEN)
    names = every(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    rows = tuple((name, int(only(connection, f'SELECT count(*) FROM "{name}"')[0])) for (name,) in names)  # noqa: S608
    return Contents(version, rows, maybe_instant(last_written))


def verified(path: Path, stopped: Callable[[], bool] = never) -> Contents:
    """What `path` holds, every page of it looked at; raises `StoreError` unless it is whole and ours."""
    with read_only(path, stopped) as connection:
        check_ours(connection, path)
        (verdict,) = only(connection, "PRAGMA integrity_check(1)")
        if verdict != "ok":
            raise StoreError("corrupt", f"{path} is damaged ({' '.join(verdict.split())})")
        if first(connection, "PRAGMA foreign_key_check") is not None:
            raise StoreError("corrupt", f"{path} is damaged (a row refers to one that is not there)")
        return contents(connection)


def check_ours(connection: apsw.Connection, path: Path) -> None:
    """Raise `StoreError` unless this program made the database and knows its version."""
    (application,) = only(connection, "PRAGMA application_id")
    (version,) = only(connection, "PRAGMA user_version")
    if application != APPLICATION_ID or not version:
        raise StoreError("foreign", f"{path} is no database of this program")
    if version > len(MIGRATIONS):
        raise StoreError(
            "too_new",
            f"{path} is of a newer version ({version}, this program knows {len(MIGRATIONS)}): update it",
        )
