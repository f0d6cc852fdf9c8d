"""A machine as data: states, events and rows. A table checks itself when it is made, so at import."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic

from state_machines.row import STAY, C, Move, Row
from state_machines.table_checks import check


@dataclass(frozen=True, eq=False)
class Table(Generic[C]):
    """A machine: `states` and `events` map names to plain words.

    Rows of one state and event are tried in order. Raises `TableError` when the table is not sound.
    """

    name: str
    initial: str
    states: Mapping[str, str]
    events: Mapping[str, str]
    rows: tuple[Row[C], ...]
    final: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check(self.name, self.initial, self.states, self.events, self.final, self.moves)

    @cached_property
    def moves(self) -> tuple[Move[C], ...]:
        """Every row once per source state."""
        return tuple(
            Move(place, source, source if row.target == STAY else row.target, row)
            for place, row in enumerate(self.rows, start=1)
            for source in row.sources
        )

    @cached_property
    def allowed(self) -> Mapping[str, tuple[str, ...]]:
        """For every state the events that have a row, guards aside."""
        return {
            state: tuple(dict.fromkeys(move.row.event for move in self.moves if move.source == state))
            for state in self.states
        }
