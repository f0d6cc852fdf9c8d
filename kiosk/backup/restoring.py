"""Puts a copy in the place of the database: verified before, the old one kept, no moment without either."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import apsw

from kiosk.backup.leap import Series, go_on, highest
from kiosk.backup.making import FOLDER, alone
from kiosk.desk.slots import living_robots
from kiosk.desk.sqlite.backup import copy_database, force
from kiosk.desk.sqlite.contents import Contents, verified
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.sqlite.errors import store_error
from kiosk.desk.store import StoreError

ALL_PAGES = -1
BESIDE = ("-wal", "-shm", "-journal")
SET_ASIDE_FOR = frozenset({"corrupt", "foreign", "too_new"})  # other errors are no reason to give up on it


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, where its numbers go on, and where the old database is (None: there was none)."""

    contents: Contents
    following: dict[str, int]
    kept: Path | None


def restore(copy: Path, database: Path, day: date, now: datetime, series: Series) -> Restored:
    """Restore `copy` as it must go on on `day`. Blocks; raises `StoreError` and has changed nothing then."""
    with alone(database.parent):
        _require_no_robot(database.parent)
        prepared = database.with_name(f"{database.name}.restoring")
        try:
            contents = copy_database(copy, prepared)
            known = _known(database, day)
            following = _adapt(prepared, day, now, series, known or {})
            stamp = f"{now:%Y%m%dT%H%M%S}"
            kept: Path | None
            if known is not None:
                kept = _keep(database, stamp)
                _write_over(database, prepared)
            else:
                kept = _set_aside(database, stamp)
                prepared.replace(database)
                force(database.parent)
        finally:
            for file in (prepared, *_beside(prepared)):
                file.unlink(missing_ok=True)
    return Restored(contents, following, kept)


def _require_no_robot(data: Path) -> None:
    if names := living_robots(data):
        raise StoreError("locked", f"the robot {names[0]} is running on {data}: stop it first")


def _known(database: Path, day: date) -> dict[str, int] | None:
    """The numbers the old database gave today; None when there is none that can be read."""
    if not database.exists():
        return None
    try:
        verified(database)
        return highest(database, day)
    except StoreError as error:
        if error.code in SET_ASIDE_FOR:
            return None
        raise


def _adapt(prepared: Path, day: date, now: datetime, series: Series, known: dict[str, int]) -> dict[str, int]:
    with closing(open_database(prepared)) as connection:
        following = go_on(connection, day, now, series, known)
        connection.execute("PRAGMA journal_mode = DELETE")
    verified(prepared)
    force(prepared)
    return following


def _keep(database: Path, stamp: str) -> Path:
    """A verified copy of the old database."""
    folder = database.parent / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = folder / f"before-restore-{stamp}.db"
    copy_database(database, kept)
    return kept


def _set_aside(database: Path, stamp: str) -> Path | None:
    """Keep what cannot be read, with the logs beside it, in a folder of its own.

    The database itself stays until another takes its name: a robot started by a power cut must not find none.
    """
    logs = [file for file in _beside(database) if _is_log(file)]
    for rest in set(_beside(database)) - set(logs):
        rest.unlink(missing_ok=True)
    if not logs and not database.exists():
        return None
    folder = database.parent / FOLDER / f"damaged-{stamp}"
    folder.mkdir(mode=0o700, parents=True)
    if database.exists():
        (folder / database.name).hardlink_to(database)
    for log in logs:
        log.rename(folder / log.name)
    force(folder)
    return folder


def _is_log(file: Path) -> bool:
    """Holds something: an index (-shm) is made anew from its log."""
    return file.exists() and file.stat().st_size > 0 and not file.name.endswith("-shm")


def _write_over(database: Path, prepared: Path) -> None:
    """In one transaction: a power cut leaves the old contents or the new ones."""
    try:
        with (
            closing(apsw.Connection(str(prepared), flags=apsw.SQLITE_OPEN_READONLY)) as source,
            closing(apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READWRITE)) as target,
            target.backup("main", source, "main") as pages,
        ):
            pages.step(ALL_PAGES)
    except apsw.Error as error:
        raise store_error(error, database) from error


def _beside(database: Path) -> list[Path]:
    return [database.with_name(database.name + ending) for ending in BESIDE]
