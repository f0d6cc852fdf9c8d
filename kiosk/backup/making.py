"""Making one copy: alone, and only where there is room for it."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.config.schema import BackupSettings
from kiosk.desk.sqlite.backup import copy_database
from kiosk.desk.sqlite.contents import Contents, never
from kiosk.desk.store import StoreError

FOLDER = "backups"
LOCK = "backup.lock"
BUSY = "busy"
SPARE_BYTES = 8 * 2**20  # left over for the robot itself


def folder_of(settings: BackupSettings, data: Path) -> Path:
    """Where the nightly copies of a data folder are."""
    return Path(settings.folder) if settings.folder else data / FOLDER


def back_up(database: Path, target: Path, stopped: Callable[[], bool] = never) -> Contents:
    """A verified copy of `database` at `target`; blocks; raises `StoreError`.

    Only the data folder's own folder for copies is made: one on another disk that is not there is told.
    """
    with alone(database.parent):
        _prepare_folder(database, target.parent)
        return copy_database(database, target, stopped)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """While no other copy of this data folder is made or restored; raises `StoreError` `busy`."""
    lock = os.open(data / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StoreError(BUSY, f"another backup of {data} is being made: try again in a minute") from None
    finally:
        os.close(lock)


def _prepare_folder(database: Path, folder: Path) -> None:
    if folder == database.parent / FOLDER and database.parent.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise StoreError("no_rights", f"{folder} is not there: plug the disk in, or make the folder")
    log = database.with_name(f"{database.name}-wal")
    needed = sum(file.stat().st_size for file in (database, log) if file.exists()) + SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoreError(
            "disk_full",
            f"{folder} has {free // 2**20} MiB free and a copy needs {needed // 2**20}: free some space",
        )
