"""A disk that may lose power: what is certainly on it, and what is only on its way.

A sync of a file makes its writes certain, a sync of the folder its names; nothing else does. What is on its
way survives as the fates say: writes each for itself and sector by sector, names in the order of the calls.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tests.torture.power.trace import Blackout, Create, Delete, Step, Sync, SyncFolder, Truncate, Write

SECTOR_BYTES = 512
NOISE = bytes((37 * n + 11) % 256 for n in range(SECTOR_BYTES))
Sector = Literal["old", "new", "zeros", "noise"]
LOST: tuple[Sector, ...] = ("old",)
KEPT: tuple[Sector, ...] = ("new",)
Fate = tuple[Sector, ...]  # one for all sectors that a write touches, or one each
Change = Write | Truncate


@dataclass(slots=True)
class File:
    """`certain` is what the last sync left; equal `identity` means equal bytes of it."""

    certain: bytearray
    identity: Hashable
    pending: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Survival:
    """How many changes of names survive, and the fate of each change of each file.

    `stale_index`: the index of the WAL, which is never synced, is there with anything in it.
    """

    names: int
    fates: Mapping[int, Sequence[Fate]]
    stale_index: bool = False


class Disk:
    """`powersafe`: a torn write touches only its own bytes; else it may spoil its sectors as a whole."""

    def __init__(self, *, powersafe: bool) -> None:
        self._powersafe = powersafe
        self._names: dict[str, int] = {}
        self._files: dict[int, File] = {}
        self.pending_names: list[Create | Delete] = []

    def take(self, step: Step) -> None:
        """The next thing that happened; promises change no disk."""
        match step:
            case Write() | Truncate():
                self._files[step.file].pending.append(step)
            case Sync():
                _sync(self._files[step.file])
            case Create():
                self._files[step.file] = File(bytearray(), step.file)
                self.pending_names.append(step)
            case Delete():
                self.pending_names.append(step)
            case SyncFolder():
                self._names = self.names(len(self.pending_names))
                self.pending_names.clear()
            case Blackout():
                self._begin_with(step)

    def names(self, survive: int) -> dict[str, int]:
        """The folder when so many changes of names survive."""
        names = dict(self._names)
        for change in self.pending_names[:survive]:
            if isinstance(change, Create):
                names[change.name] = change.file
            else:
                names.pop(change.name, None)
        return names

    def pending(self, file: int) -> Sequence[Change]:
        """What is on its way to a file."""
        return self._files[file].pending

    def rebuilt(self, survival: Survival) -> dict[str, bytes]:
        """The files after the power failed."""
        names = self.names(survival.names)
        return {name: self._content(file, survival.fates[file]) for name, file in names.items()}

    def identity(self, survival: Survival) -> Hashable:
        """Equal ones are rebuilt to the same bytes."""
        names = sorted(self.names(survival.names).items())
        return tuple((name, _identity(self._files[file], survival.fates[file])) for name, file in names)

    def _content(self, file: int, fates: Sequence[Fate]) -> bytes:
        content = bytearray(self._files[file].certain)
        for change, fate in zip(self._files[file].pending, fates, strict=True):
            if fate == KEPT:
                _keep(content, change)
            elif fate != LOST and isinstance(change, Write):
                self._tear(content, change, fate)
        return bytes(content)

    def _tear(self, content: bytearray, write: Write, fate: Fate) -> None:
        end = write.offset + len(write.data)
        for sector, start in zip(fate, sector_starts(write), strict=True):
            low, high = max(start, write.offset), min(start + SECTOR_BYTES, end)
            if sector == "new":
                _keep(content, Write(write.file, low, write.data[low - write.offset : high - write.offset]))
            elif sector != "old":
                if not self._powersafe:
                    low, high = start, max(high, min(start + SECTOR_BYTES, len(content)))
                spoilt = NOISE if sector == "noise" else bytes(SECTOR_BYTES)
                _keep(content, Write(write.file, low, spoilt[: high - low]))

    def _begin_with(self, blackout: Blackout) -> None:
        self._names = dict(blackout.names)
        self._files = {file: File(bytearray(data), file) for file, data in blackout.files.items()}
        self.pending_names.clear()


def sector_starts(write: Write) -> range:
    """Where the sectors begin that a write touches."""
    first = write.offset - write.offset % SECTOR_BYTES
    return range(first, write.offset + len(write.data), SECTOR_BYTES)


def _sync(file: File) -> None:
    file.identity = _identity(file, [KEPT] * len(file.pending))
    for change in file.pending:
        _keep(file.certain, change)
    file.pending.clear()


def _identity(file: File, fates: Sequence[Fate]) -> Hashable:
    surviving = tuple((n, fate) for n, fate in enumerate(fates) if fate != LOST)
    return hash((file.identity, surviving)) if surviving else file.identity


def _keep(content: bytearray, change: Change) -> None:
    size = change.size if isinstance(change, Truncate) else change.offset
    if len(content) < size:
        content.extend(bytes(size - len(content)))
    if isinstance(change, Truncate):
        del content[size:]
    else:
        content[size : size + len(change.data)] = change.data
