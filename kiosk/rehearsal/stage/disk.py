"""The robot's disk, which can be slow, full or broken: SQLite's own files, with faults on the way to them."""

from enum import StrEnum
from itertools import count
from pathlib import Path
from random import Random

import apsw

from kiosk.desk.sqlite.database import open_database
from kiosk.rehearsal.facts import Witness

USUAL_S = (0.001, 0.006)  # a commit on a good disk
SLOW_S = (0.2, 8.0)  # beyond the patience of a visit at times

_numbers = count(1)


class DiskState(StrEnum):
    """How the disk is."""

    WELL = "well"
    SLOW = "slow"
    FULL = "full"
    BROKEN = "broken"


class Disk:
    """One robot's disk; `close` when no connection uses it any more."""

    def __init__(self, chance: Random, witness: Witness) -> None:
        self._chance = chance
        self._witness = witness
        self.state = DiskState.WELL
        self._vfs = _FaultyVfs(f"rehearsal-{next(_numbers)}", self)

    def set(self, state: DiskState) -> None:
        """The disk changes."""
        self.state = state
        self._witness.tell("disk", state=state.value)

    def latency_s(self) -> float:
        """How long the next commit takes."""
        shortest, longest = SLOW_S if self.state is DiskState.SLOW else USUAL_S
        return round(self._chance.uniform(shortest, longest), 4)

    def connect(self, path: Path) -> apsw.Connection:
        """Open the database on this disk; errors as of `open_database`."""
        return open_database(path, vfs=self._vfs.name)

    def close(self) -> None:
        """Take the disk out."""
        self._vfs.unregister()

    def write(self) -> None:
        """Something is about to be written. Raises what the state demands."""
        if self.state is DiskState.FULL:
            raise apsw.FullError("the disk is full")
        self.reach()

    def reach(self) -> None:
        """Something is about to be read or made durable."""
        if self.state is DiskState.BROKEN:
            raise apsw.IOError("the disk does not answer")


class _FaultyVfs(apsw.VFS):
    def __init__(self, name: str, disk: Disk) -> None:
        self.name = name
        self._disk = disk
        super().__init__(name, "unix")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _FaultyFile(name, flags, self._disk)


class _FaultyFile(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int], disk: Disk) -> None:
        self._disk = disk
        super().__init__("unix", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.reach()
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.write()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._disk.reach()
        super().xSync(flags)
