"""Opens the database: settings set and read back, checked, brought to this program's version."""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import apsw

from kiosk.desk.sqlite.disk import is_network
from kiosk.desk.sqlite.errors import store_error, system_error
from kiosk.desk.sqlite.gate import journal_mode
from kiosk.desk.sqlite.migrations import MIGRATIONS
from kiosk.desk.sqlite.rows import only
from kiosk.desk.store import StoreError

APPLICATION_ID = 0x4B494F53  # "KIOS"
LONGEST_LOCK_S = 10.0
LOOK_AGAIN_S = 0.001
SYNCHRONOUS_FULL = 2


def open_database(
    path: Path,
    migrations: Sequence[str] = MIGRATIONS,
    vfs: str | None = None,
    journal: str | None = None,
) -> apsw.Connection:
    """A ready connection; raises `StoreError` with what to do.

    Another `vfs` of SQLite or `journal` mode than the gate's is for tests of what a disk can do to us.
    """
    if is_network(path.parent):
        raise StoreError(
            "network_disk", f"{path} lies on a network disk, which loses data: use a disk of this machine"
        )
    try:
        _create_private(path)
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs)
    except apsw.Error as error:
        raise store_error(error, path) from error
    except OSError as error:
        raise system_error(error, path) from error
    try:
        _prepare(connection, path, migrations, journal or journal_mode(apsw.sqlite_lib_version()))
    except apsw.Error as error:
        system_errno = connection.system_errno
        connection.close()
        raise store_error(error, path, system_errno) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _create_private(path: Path) -> None:
    """Create the file readable and writable for this user only, unless it is there."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(connection: apsw.Connection, path: Path, migrations: Sequence[str], journal: str) -> None:
    connection.set_busy_handler(look_again)
    _check_owner(connection, path, len(migrations))
    _set(connection, path, "journal_mode", journal)
    _set(connection, path, "synchronous", SYNCHRONOUS_FULL)
    _set(connection, path, "foreign_keys", 1)
    (verdict,) = only(connection, "PRAGMA quick_check(1)")
    if verdict != "ok":
        what = " ".join(verdict.split())
        raise StoreError("corrupt", f"{path} is damaged ({what}): keep a copy, restore the last backup")
    _migrate(connection, migrations)
    if journal == "wal":
        _empty_log(connection)


def _empty_log(connection: apsw.Connection) -> None:
    """A log recovered after a power cut may end within a sector that the next, torn, write would spoil."""
    connection.set_busy_handler(None)  # whoever reads it now has not just lost power
    with suppress(apsw.Error):  # a disk that fails is told of at the first write
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.set_busy_handler(look_again)


def look_again(looked: int) -> bool:
    """In place of `busy_timeout`, whose pauses of up to 100 ms let a busy neighbour starve us for seconds."""
    time.sleep(LOOK_AGAIN_S)
    return looked * LOOK_AGAIN_S < LONGEST_LOCK_S


def _check_owner(connection: apsw.Connection, path: Path, newest: int) -> None:
    application, version = _pragma(connection, "application_id"), int(_pragma(connection, "user_version"))
    (tables,) = only(connection, "SELECT count(*) FROM sqlite_schema")
    if application != APPLICATION_ID and (tables or application):
        raise StoreError("foreign", f"{path} belongs to another program: move it, or use another data folder")
    if version > newest:
        raise StoreError(
            "too_new", f"{path} is of a newer version ({version}, this program knows {newest}): update it"
        )


def _set(connection: apsw.Connection, path: Path, name: str, value: str | int) -> None:
    """Set a setting and read it back; another process may hold the file while it does the same."""
    deadline = time.monotonic() + LONGEST_LOCK_S
    while True:
        try:
            connection.execute(f"PRAGMA {name} = {value}")
            break
        except apsw.BusyError:  # SQLite does not wait by itself when the journal mode changes
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK_AGAIN_S)
    if (found := _pragma(connection, name)) != value:
        raise StoreError("store", f"{path}: setting {name}={value} was not taken, it is {found}")


def _pragma(connection: apsw.Connection, name: str) -> int | str:
    value: int | str = only(connection, f"PRAGMA {name}")[0]
    return value


def _migrate(connection: apsw.Connection, migrations: Sequence[str]) -> None:
    """Each missing version in one transaction; several processes may start at once."""
    for number, sql in enumerate(migrations, start=1):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if int(_pragma(connection, "user_version")) < number:
                connection.execute(sql)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
