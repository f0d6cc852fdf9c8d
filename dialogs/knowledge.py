"""Everything the robot knows at one time: procedures, what people say, and what they mean."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from dialogs.lexicon import Lexicon
from dialogs.material import Material
from dialogs.procedures import ProcedureBook
from dialogs.understood import Understood


class Understands(Protocol):
    """What gives a sentence its meaning (dialogs.understanding.Understanding)."""

    def understand(
        self, text: str, *, subject: str | None = None, expecting: frozenset[str] = frozenset()
    ) -> Understood:
        """The meaning of `text`; never raises."""


class Understandings(Mapping[str, Understands]):
    """One understanding a language, built when it is first asked for."""

    def __init__(self, materials: Mapping[str, Material], build: Callable[[Material], Understands]) -> None:
        self._materials = materials
        self._build = build
        self._built: dict[str, Understands] = {}
        self._lock = Lock()

    def __getitem__(self, language: str) -> Understands:
        with self._lock:
            if language not in self._built:
                self._built[language] = self._build(self._materials[language])
            return self._built[language]

    def __reduce__(self) -> tuple[type["Understandings"], tuple[object, ...]]:
        """What is built is built again by whoever gets it: another process."""
        return Understandings, (self._materials, self._build)

    def __iter__(self) -> Iterator[str]:
        return iter(self._materials)

    def __len__(self) -> int:
        return len(self._materials)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what it must be understood as; empty fields are not asked for."""

    say: str
    about: str = ""
    procedure: str = ""
    topic: str = ""
    command: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    clarify: tuple[str, ...] = ()
    no_match: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the robot knows at one time; `version` tells one set of files from another."""

    book: ProcedureBook
    materials: Mapping[str, Material]
    understanding: Mapping[str, Understands]
    examples: Mapping[str, tuple[Example, ...]]
    version: str
    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)
