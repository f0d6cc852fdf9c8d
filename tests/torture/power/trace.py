"""What a program asked of its disk, in order, and what it had promised by then."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

Contents = tuple[tuple[tuple[object, ...], ...], ...]  # all rows of all tables


@dataclass(frozen=True, slots=True)
class Create:
    """A name in the folder for a new, empty file."""

    name: str
    file: int


@dataclass(frozen=True, slots=True)
class Delete:
    """The name is gone from the folder."""

    name: str


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """All names before are on the disk when it returns."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes into a file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file gets another size."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All writes to the file before are on the disk when it returns."""

    file: int


@dataclass(frozen=True, slots=True)
class Given:
    """A citizen was shown this number."""

    request_id: str
    ticket_id: str
    number: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A caller had the answer to a call: the database held this, and must not fall behind it."""

    contents: Contents


@dataclass(frozen=True, slots=True)
class Moved:
    """The physical world moved for this effect."""

    effect_id: int
    ticket_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Promised:
    """All promises until a moment; `told` is what the database held at each answer."""

    given: tuple[Given, ...] = ()
    moved: tuple[Moved, ...] = ()
    told: tuple[Contents, ...] = ()

    def __len__(self) -> int:
        """How many."""
        return len(self.given) + len(self.moved) + len(self.told)


@dataclass(frozen=True, slots=True)
class Blackout:
    """The power failed before; these names, files and contents are on the disk when it comes back."""

    names: Mapping[str, int]
    files: Mapping[int, bytes]
    promised: Promised


Promise = Given | Settled | Moved
Step = Create | Delete | SyncFolder | Write | Truncate | Sync | Promise | Blackout


class Trace:
    """Everything in order, and what is promised by now."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.promised = Promised()
        self._names: dict[str, int] = {}
        self._fresh = itertools.count()

    def add(self, step: Step) -> None:
        """The next thing that happened."""
        self.steps.append(step)
        self.promised = promised_after(self.promised, step)

    def opened(self, name: str) -> int:
        """The file of this name, created when there is none."""
        if name not in self._names:
            self._names[name] = next(self._fresh)
            self.add(Create(name, self._names[name]))
        return self._names[name]

    def deleted(self, name: str) -> None:
        """The name is free again."""
        del self._names[name]
        self.add(Delete(name))

    def black_out(self, files: Mapping[str, bytes], promised: Promised) -> None:
        """The power failed; this is found on the disk."""
        self._names = {name: next(self._fresh) for name in files}
        contents = {self._names[name]: data for name, data in files.items()}
        self.add(Blackout(dict(self._names), contents, promised))


def promised_after(promised: Promised, step: Step) -> Promised:
    """What is promised when the step is done."""
    match step:
        case Given():
            return replace(promised, given=(*promised.given, step))
        case Moved():
            return replace(promised, moved=(*promised.moved, step))
        case Settled():
            return replace(promised, told=(*promised.told, step.contents))
        case Blackout():
            return step.promised
        case _:
            return promised
