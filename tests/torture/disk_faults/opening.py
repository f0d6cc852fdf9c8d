"""The store is opened by its own thread: a new one, or one that a killed process left."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from errno import EIO
from functools import partial
from pathlib import Path
from shutil import copyfile

from kiosk.build import DATABASE
from kiosk.desk.sqlite.database import open_database
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.store import StoreError
from kiosk.rehearsal.stage.loop import run
from kiosk.rehearsal.stage.store import InLoopStore
from tests.torture.disk_faults.desk_script import Office
from tests.torture.disk_faults.disk import Fault, FaultyDisk
from tests.torture.disk_faults.record import Record, complaint, record
from tests.torture.disk_faults.runs import Run

LIMIT_S = 20.0


class Opening:
    """`left`: the files that are there already; what they hold must be found."""

    def __init__(self, name: str, journal: str = "wal", left: Path | None = None) -> None:
        self.name = name
        self._journal = journal
        self._left = left
        self._expected: Record | None = None

    def run(self, run: Run) -> None:
        """Open it on the bad disk, then again when the disk is well."""
        for file in self._left.iterdir() if self._left else ():
            copyfile(file, run.folder / file.name)
        asyncio.run(self._open_twice(run))
        found = record(run.path)
        self._expected = self._expected or found
        if found != self._expected:
            run.complain(f"found {found}, not {self._expected}")

    async def _open_twice(self, run: Run) -> None:
        run.disk.arm(run.fault)
        await self._opens(run)
        run.disk.heal()
        if not await self._opens(run):
            run.complain("still refused when the disk was well again")

    async def _opens(self, run: Run) -> bool:
        try:
            async with asyncio.timeout(LIMIT_S):
                store = await SqliteStore.open(run.path, partial(open_database, journal=self._journal))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is judged
            if wrong := complaint(error):
                run.complain(wrong)
            return False
        await store.close()
        return True


def leave_log(folder: Path) -> Path:
    """A database whose process was killed after its morning: all of it still in the log."""

    async def nothing_more(_: Office) -> None:
        return None

    return _leave(folder, "wal", nothing_more)


def leave_hot_journal(folder: Path, disk: FaultyDisk) -> Path:
    """A database whose process was killed amid a commit: half written, to be rolled back."""

    async def fail_amid_a_commit(office: Office) -> None:
        disk.arm(Fault("truncate", EIO, 1, True))
        with suppress(StoreError):
            await office.desk.issue("papers", "r5")
        disk.heal()

    left = _leave(folder, "truncate", fail_amid_a_commit)
    if not (left / f"{DATABASE}-journal").stat().st_size:
        raise AssertionError("no journal was left")
    return left


def _leave(folder: Path, journal: str, at_last: Callable[[Office], Awaitable[None]]) -> Path:
    used, left = folder / f"used-{journal}", folder / f"left-{journal}"
    used.mkdir()
    left.mkdir()

    async def morning() -> None:
        store = InLoopStore(used / DATABASE, partial(open_database, journal=journal))
        office = Office(store)
        for _, step in office.steps():
            await step()
        await at_last(office)
        for file in used.iterdir():
            copyfile(file, left / file.name)
        await store.close()

    run(morning)
    return left
