"""Records a seed: a first start, a day, a clean restart; power cuts anywhere in that, each with more work."""

import asyncio
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from tests.torture.power.cases import Case, powersafe
from tests.torture.power.cuts import cuts
from tests.torture.power.day import Day
from tests.torture.power.fates import draw
from tests.torture.power.files import lay, ram_folder
from tests.torture.power.office import FILE, Office, connect, read_contents
from tests.torture.power.recording import recording, seed_sqlite
from tests.torture.power.trace import Contents, Settled, Step, Trace, promised_after

ACTS = 14
ACTS_OF_PLANTED = 6  # an error is found soon
CLEAN_DAYS = 2
BLACKOUTS = 3
ACTS_AFTER_BLACKOUT = 3
MANY = 1000  # variants from which a blackout is drawn


def record(case: Case, seed: int) -> Sequence[Step]:
    """The same for the same arguments, byte for byte."""
    seed_sqlite(seed)
    trace = Trace()
    with ram_folder() as folder, recording(trace, powersafe=powersafe(seed)) as vfs:
        life = _Life(case, seed, folder, trace, vfs)
        for _ in range(CLEAN_DAYS):
            asyncio.run(life.day(ACTS_OF_PLANTED if case.finds else ACTS))
        for _ in range(0 if case.finds else BLACKOUTS):
            life.black_out()
            asyncio.run(life.day(ACTS_AFTER_BLACKOUT))
    return trace.steps


class _Life:
    """One robot and its disk, from the day of its making."""

    def __init__(self, case: Case, seed: int, folder: Path, trace: Trace, vfs: str) -> None:
        self._case = case
        self._seed = seed
        self._path = folder / FILE
        self._trace = trace
        self._vfs = vfs
        self._random = Random(seed)
        self._tickets = itertools.count(1)

    async def day(self, acts: int) -> None:
        """Start, work, stop."""
        connection = connect(self._path, self._case, self._vfs)
        office = Office(connection, self._path, lambda: f"T{next(self._tickets):011d}")
        await Day(office, self._trace, self._random, intent_first=self._case.intent_first).live(acts)
        await office.store.close()

    def black_out(self) -> None:
        """The power failed at some moment of the past: the disk is as it may have been then."""
        moment = self._random.randrange(len(self._trace.steps))
        all_cuts = cuts(self._trace.steps, powersafe=powersafe(self._seed))
        cut = next(cut for cut in all_cuts if cut.number >= moment)
        survival = draw(cut.disk, self._seed, cut.number, self._random.randrange(MANY))
        files = cut.disk.rebuilt(survival)
        promised = promised_after(cut.promised, Settled(self._look(files)))
        lay(self._path.parent, files)
        self._trace.black_out(files, promised)

    def _look(self, files: Mapping[str, bytes]) -> Contents:
        """What the product finds on such a disk."""
        with ram_folder() as folder:
            lay(folder, files)
            connection = connect(folder / FILE, self._case)
            contents = read_contents(connection)
            connection.close()
        return contents
