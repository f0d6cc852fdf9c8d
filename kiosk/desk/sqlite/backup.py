"""A copy of a database others write to: one state of it, verified, on the disk before it has its name."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import apsw

from kiosk.desk.sqlite.contents import Contents, check_ours, contents, never, read_only, verified
from kiosk.desk.sqlite.errors import store_error
from kiosk.desk.store import StoreError

PIECE_PAGES = 256
PART = ".part"


def copy_database(source: Path, target: Path, stopped: Callable[[], bool] = never) -> Contents:
    """Copy `source` to `target`; what stood there stays until the copy has been verified.

    Blocks; in WAL mode others write on meanwhile. Raises `StoreError`, `stopped` once `stopped()`.
    """
    part = target.with_name(target.name + PART)
    try:
        part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)  # of a copy that was killed
        part.touch(mode=0o600)
        original = _copy_pages(source, part, stopped)
        if verified(part, stopped) != original:
            raise StoreError("corrupt", f"the copy of {source} does not hold what it holds: try again")
        force(part)
        part.replace(target)
        force(target.parent)
    except OSError as error:
        raise StoreError("disk_error", f"{target} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return original


def force(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_pages(source: Path, part: Path, stopped: Callable[[], bool]) -> Contents:
    """All pages within one reading transaction; gives what `source` holds in it."""
    with read_only(source, stopped) as connection:
        connection.execute("BEGIN")
        check_ours(connection, source)
        original = contents(connection)
        try:
            _write(connection, part, stopped)
        except apsw.InterruptError:
            raise
        except apsw.Error as error:
            raise store_error(error, part) from error
    return original


def _write(source: apsw.Connection, part: Path, stopped: Callable[[], bool]) -> None:
    with closing(apsw.Connection(str(part), flags=apsw.SQLITE_OPEN_READWRITE)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # forced to the disk as a whole, at the end
        with copy.backup("main", source, "main") as pages:
            while not pages.done:
                if stopped():
                    raise apsw.InterruptError
                pages.step(PIECE_PAGES)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing in a log beside it
