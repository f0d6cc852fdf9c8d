"""Judges all states of one seed and tells what was found."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import perf_counter
from unittest.mock import patch

from kiosk.desk.sqlite import disk
from tests.torture.power.afterlife import afterlife
from tests.torture.power.cases import Case
from tests.torture.power.files import lay, ram_folder
from tests.torture.power.judge import Fault, faults, opened
from tests.torture.power.office import FILE
from tests.torture.power.states import VARIANTS, State, states
from tests.torture.power.tally import Counterexample, Tally

DEEP_SHARE = 1 / 16  # of the disks are worked on after they were judged
NO_TABLE = Path("no table of mounts")


class Bench:
    """Where disks are laid out and judged, one after another."""

    def __init__(self, folder: Path, runner: asyncio.Runner) -> None:
        self._path = folder / FILE
        self._runner = runner

    @classmethod
    @contextmanager
    def open(cls) -> Iterator["Bench"]:
        """The table of mounts is not read: for each disk that would be a sixth of the time."""
        with ram_folder() as folder, asyncio.Runner() as runner, patch.object(disk, "MOUNTS", NO_TABLE):
            yield cls(folder, runner)

    def judge(self, state: State, *, deep: bool) -> list[Fault]:
        """What is wrong; a sound disk is also worked on when it shall be a `deep` look."""
        lay(self._path.parent, state.files())
        connection = opened(self._path, state.case)
        if isinstance(connection, Fault):
            return [connection]
        found = list(faults(connection, state.cut.promised, state.cut.coming))
        if deep and not found:
            return self._runner.run(afterlife(connection, self._path, state.cut.promised))
        connection.close()
        return found


def explore(case: Case, seed: int, variants: int = VARIANTS, deep_share: float = DEEP_SHARE) -> Tally:
    """All states of a seed."""
    started, tally, chance = perf_counter(), Tally(case.name, seeds=1), Random(seed)
    with Bench.open() as bench:
        for state in states(case, seed, variants):
            deep = chance.random() < deep_share
            found = bench.judge(state, deep=deep)
            tally.states += 1
            tally.deep += deep
            tally.found.update({fault.kind for fault in found})
            if found and tally.first is None:
                place = (seed, state.cut.number, state.variant)
                tally.first = Counterexample(*place, found[0].kind, found[0].what)
    tally.seconds = perf_counter() - started
    return tally
