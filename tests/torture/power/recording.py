"""SQLite's own `unix` VFS, which notes in a trace what it is asked to do to the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import apsw

from tests.torture.power.disk import SECTOR_BYTES
from tests.torture.power.trace import Sync, SyncFolder, Trace, Truncate, Write

FOLDER_IS_SYNCED_WITH = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_SUPER_JOURNAL
BASE = "unix"
Name = str | apsw.URIFilename | None


class RecordingVfs(apsw.VFS):
    """`powersafe`: SQLite is told, as by `unix`, that a torn write leaves the bytes beside it alone."""

    def __init__(self, name: str, trace: Trace, *, powersafe: bool) -> None:
        super().__init__(name, BASE)
        self.trace = trace
        self.powersafe = powersafe

    def xOpen(self, name: Name, flags: list[int]) -> apsw.VFSFile:
        """A file that records; temporary ones have no name and do not survive anyway."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is None:
            return apsw.VFSFile(BASE, name, flags)
        return RecordedFile(self, name, flags, self.trace.opened(Path(path).name))

    def xDelete(self, path: str, sync_folder: bool) -> None:
        """The name is gone; the folder is synced only when SQLite asks for it."""
        super().xDelete(path, sync_folder)
        self.trace.deleted(Path(path).name)
        if sync_folder:
            self.trace.add(SyncFolder())


class RecordedFile(apsw.VFSFile):
    """One open file."""

    def __init__(self, vfs: RecordingVfs, name: Name, flags: list[int], number: int) -> None:
        super().__init__(BASE, name, flags)
        self._vfs = vfs
        self._number = number
        self._sync_folder = bool(flags[0] & FOLDER_IS_SYNCED_WITH and flags[0] & apsw.SQLITE_OPEN_CREATE)

    def xWrite(self, data: bytes, offset: int) -> None:
        """Write and note it."""
        super().xWrite(data, offset)
        self._vfs.trace.add(Write(self._number, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        """Truncate and note it."""
        super().xTruncate(size)
        self._vfs.trace.add(Truncate(self._number, size))

    def xSync(self, flags: int) -> None:
        """Sync; `unix` syncs the folder too, once, after the first sync of a journal or WAL it has opened."""
        super().xSync(flags)
        self._vfs.trace.add(Sync(self._number))
        if self._sync_folder:
            self._vfs.trace.add(SyncFolder())
            self._sync_folder = False

    def xDeviceCharacteristics(self) -> int:
        """What `unix` says, or nothing that SQLite could count on."""
        return super().xDeviceCharacteristics() if self._vfs.powersafe else 0

    def xSectorSize(self) -> int:
        """Asked for only when writes are not powersafe."""
        return SECTOR_BYTES


class _SeededVfs(apsw.VFS):
    """Seeds SQLite's random numbers."""

    def __init__(self, seed: int) -> None:
        super().__init__(f"seeded-{seed}", BASE)
        self._random = Random(seed)

    def xRandomness(self, count: int) -> bytes:
        """SQLite asks once."""
        return self._random.randbytes(count)


def seed_sqlite(seed: int) -> None:
    """From now on the salts and nonces in SQLite's files are those of `seed`."""
    vfs = _SeededVfs(seed)
    apsw.set_default_vfs(f"seeded-{seed}")
    apsw.randomness(0)  # forget
    apsw.randomness(1)  # ask
    apsw.set_default_vfs(BASE)
    vfs.unregister()


@contextmanager
def recording(trace: Trace, *, powersafe: bool) -> Iterator[str]:
    """The name of a VFS that records into `trace`."""
    name = f"recording-{id(trace)}"
    vfs = RecordingVfs(name, trace, powersafe=powersafe)
    try:
        yield name
    finally:
        vfs.unregister()
