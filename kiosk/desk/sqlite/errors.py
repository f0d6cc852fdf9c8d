"""What SQLite's errors mean to the person who must act: one clear line each."""

import errno
from pathlib import Path

import apsw

from kiosk.desk.store import StoreError

MEANINGS: tuple[tuple[type[apsw.Error], str, str], ...] = (
    (apsw.FullError, "disk_full", "the disk of {path} is full: free some space, then try again"),
    (
        apsw.ReadOnlyError,
        "read_only",
        "{path} cannot be written: make it and its folder writable for this user",
    ),
    (apsw.CantOpenError, "no_rights", "{path} cannot be opened: check that its folder is there and is yours"),
    (apsw.PermissionsError, "no_rights", "{path} cannot be opened: check that it belongs to this user"),
    (apsw.AuthError, "no_rights", "{path} cannot be opened: check that it belongs to this user"),
    (
        apsw.CorruptError,
        "corrupt",
        "{path} is damaged, or its disk cannot read it: check the disk and its cable; "
        "if that does not help, keep a copy of it and restore the last backup",
    ),
    (apsw.NotADBError, "corrupt", "{path} is not a database: move it away, or restore the last backup"),
    (apsw.BusyError, "locked", "{path} is locked by another program for too long: close that program"),
    (apsw.LockedError, "locked", "{path} is locked by another program for too long: close that program"),
    (apsw.IOError, "disk_error", "the disk of {path} fails to read or write: check the disk and its cable"),
)

SYSTEM: dict[int, type[apsw.Error]] = {
    errno.ENOSPC: apsw.FullError,
    errno.EDQUOT: apsw.FullError,
    errno.EROFS: apsw.ReadOnlyError,
    errno.EIO: apsw.IOError,
}


def system_error(error: OSError, path: Path) -> StoreError:
    """The store's error for one of the system's, which opened the file."""
    return store_error(apsw.CantOpenError(), path, error.errno or 0)


def store_error(error: apsw.Error, path: Path, system_errno: int = 0) -> StoreError:
    """The store's error for one of SQLite's; a file it cannot open has its cause in `system_errno`."""
    if isinstance(error, apsw.CantOpenError):
        error = SYSTEM.get(system_errno, apsw.CantOpenError)()
    for kind, code, message in MEANINGS:
        if isinstance(error, kind):
            return StoreError(code, message.format(path=path))
    return StoreError("store", f"{path}: {error}")
