"""A desk's morning on an open store, step by step, each asked until it is answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import apsw

from kiosk.desk.model import NotAllowed
from kiosk.desk.sqlite.database import open_database
from kiosk.rehearsal.stage.loop import run
from kiosk.rehearsal.stage.store import InLoopStore
from tests.torture.disk_faults.desk_script import Office, Step
from tests.torture.disk_faults.record import Record, complaint, record, record_after_a_kill
from tests.torture.disk_faults.runs import Run

HEALED_AFTER = 3  # refusals of one step
MOST_REFUSALS = HEALED_AFTER + 1


@dataclass
class Morning:
    """`log_pages`: how long SQLite's log grows before it is written back; None for as the product has it.

    Every step must be answered once the disk is well, and what is kept must be what an undisturbed
    morning keeps: after each step in which the disk failed, if the process were killed there, and at the end.
    """

    name: str
    journal: str = "wal"
    log_pages: int | None = None
    _expected: list[Record] = field(default_factory=list)  # after each step of an undisturbed morning

    def run(self, run_: Run) -> None:
        """The morning, then what a fresh connection finds."""
        run(partial(self._morning, run_))
        run_.disk.heal()
        if (found := record(run_.path)) != self._expected[-1]:
            run_.complain(f"kept {found}, not {self._expected[-1]}")

    async def _morning(self, run: Run) -> None:
        store = InLoopStore(run.path, self._connect)
        steps = Office(store).steps()
        first = not self._expected
        run.disk.arm(run.fault)
        for number, step in enumerate(steps):
            refused = run.disk.refused
            await _until_answered(run, step)
            if first:
                self._expected.append(_after_a_kill(run))
            elif run.disk.refused != refused and _after_a_kill(run) != self._expected[number]:
                run.complain(f"{step[0]}: answered, but a kill would have lost it")
        await _closed(run, store.close)

    def _connect(self, path: Path) -> apsw.Connection:
        connection = open_database(path, journal=self.journal)
        if self.log_pages is not None:
            connection.wal_autocheckpoint(self.log_pages)
        return connection


async def _until_answered(run: Run, step: Step) -> None:
    """Ask again and again, as everybody does; a lasting fault is healed after some refusals."""
    name, ask = step
    for refusals in range(MOST_REFUSALS + 1):
        try:
            await ask()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is judged
            if refusals and _says_it_is_done(error):
                return
            if wrong := complaint(error):
                run.complain(f"{name}: {wrong}")
                return
            if refusals + 1 == HEALED_AFTER:
                run.disk.heal()
        else:
            return
    run.complain(f"{name}: still refused when the disk was well again")


def _says_it_is_done(error: Exception) -> bool:
    """A commit that failed may have been kept: a repeated move of the journal says so."""
    return isinstance(error, NotAllowed) and error.code == "effect_state"


def _after_a_kill(run: Run) -> Record:
    folder = run.folder / "killed"
    folder.mkdir(exist_ok=True)
    with run.disk.paused():
        return record_after_a_kill(run.path, folder)


async def _closed(run: Run, close: Callable[[], Awaitable[None]]) -> None:
    try:
        await close()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is judged
        run.complain(f"close: {type(error).__name__}: {error}")
