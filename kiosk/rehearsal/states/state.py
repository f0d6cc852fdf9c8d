"""A rare situation with a name."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.states.history import History

Recogniser = Callable[[History, Fact], bool]


@dataclass(frozen=True, slots=True)
class State:
    """Reached when one of `kinds` is told and `is_it` says so; the history does not know of the fact yet."""

    name: str
    what: str
    kinds: tuple[str, ...]
    is_it: Recogniser


def when(kind: str, name: str, what: str, is_it: Recogniser) -> State:
    """A state that is reached with one kind of fact."""
    return State(name, what, (kind,), is_it)
