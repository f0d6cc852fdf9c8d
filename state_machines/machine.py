"""A table in motion, on the `transitions` library: one shared engine per table, cheap instances."""

import logging
from collections.abc import Callable
from functools import cache
from typing import Any, Generic

import transitions

from state_machines.effects import Effect
from state_machines.row import C, Guard, Move
from state_machines.table import Table

logging.getLogger("transitions").setLevel(logging.WARNING)  # it logs every step of every machine at INFO


class NotAllowedNow(Exception):
    """An event that is not possible as things stand; says the state, the event and what is allowed."""

    def __init__(self, name: str, state: str, event: str, allowed: tuple[str, ...], why: str = "") -> None:
        because = f" ({why})" if why else ""
        possible = ", ".join(allowed) or "nothing"
        super().__init__(f"{name}: {event!r} is not allowed in state {state!r}{because}; allowed: {possible}")
        self.state = state
        self.event = event
        self.allowed = allowed
        self.why = why


class Machine(Generic[C]):
    """One instance of a table; does no I/O: a transition returns what is to be done."""

    __slots__ = ("_effects", "_engine", "state", "table")

    def __init__(self, table: Table[C]) -> None:
        self.table = table
        self.state = table.initial
        self._engine = _engine(table)
        self._effects: tuple[Effect, ...] = ()

    def fire(self, event: str, context: C) -> tuple[Effect, ...]:
        """Take `event`; guards see `context`. Raises `NotAllowedNow`, and then nothing has changed."""
        if event not in self.table.allowed[self.state] or not self._engine.events[event].trigger(
            self, context
        ):
            raise self.refusal(event)
        return self._effects

    def refusal(self, event: str, why: str = "") -> NotAllowedNow:
        """The error that says why `event` is not possible now."""
        return NotAllowedNow(self.table.name, self.state, event, self.table.allowed[self.state], why)

    def note(self, effects: tuple[Effect, ...]) -> None:
        """Called by the engine with the effects of the row it took."""
        self._effects = effects


@cache
def _engine(table: Table[Any]) -> transitions.Machine:
    return transitions.Machine(
        model=None,
        states=list(table.states),
        initial=table.initial,
        transitions=[_transition(move) for move in table.moves],
        auto_transitions=False,
        send_event=True,
        name=table.name,
    )


def _transition(move: Move[Any]) -> dict[str, Any]:
    return {
        "trigger": move.row.event,
        "source": move.source,
        "dest": move.target,
        "conditions": [] if move.row.guard is None else [_condition(move.row.guard)],
        "before": [_noting(move.row.effects)],
    }


def _condition(guard: Guard[Any]) -> Callable[[Any], bool]:
    return lambda event_data: guard(event_data.args[0])


def _noting(effects: tuple[Effect, ...]) -> Callable[[Any], None]:
    return lambda event_data: event_data.model.note(effects)
