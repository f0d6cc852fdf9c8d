"""One row of a machine's table, and what a wrong one raises."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from state_machines.effects import Effect

C = TypeVar("C")
Guard = Callable[[C], bool]

STAY = "="  # a row's target: the state does not change


class TableError(ValueError):
    """A table is wrong; the message names the table and the row."""


@dataclass(frozen=True, slots=True)
class Row(Generic[C]):
    """From `source` (one or more states) `event` leads to `target` where `guard` holds; `note` says why."""

    source: str | tuple[str, ...]
    event: str
    target: str
    note: str
    guard: Guard[C] | None = None
    effects: tuple[Effect, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The source states."""
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def condition(self) -> str:
        """The guard in words, empty without one."""
        return "" if self.guard is None else self.guard.__name__.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Move(Generic[C]):
    """A row for one source state, its target resolved; `place` is the row's number, from 1."""

    place: int
    source: str
    target: str
    row: Row[C]

    def __str__(self) -> str:
        return f"row {self.place} ({self.source} --{self.row.event}--> {self.target})"
