"""Named states: rare situations that a long run must have reached, each counted."""

from collections import defaultdict
from collections.abc import Collection

from kiosk.rehearsal.facts import Fact, Witness
from kiosk.rehearsal.states import (
    at_crashes,
    at_desk,
    at_printer,
    at_screen,
    in_journal,
    of_disk_and_clock,
    of_talk,
)
from kiosk.rehearsal.states.history import History
from kiosk.rehearsal.states.state import State

__all__ = ["ALL", "STATES", "Sightings"]

STATES: tuple[State, ...] = (
    *at_printer.STATES,
    *at_crashes.STATES,
    *in_journal.STATES,
    *at_desk.STATES,
    *at_screen.STATES,
    *of_talk.STATES,
    *of_disk_and_clock.STATES,
)
ALL: dict[str, str] = {state.name: state.what for state in STATES}


class Sightings:
    """Counts how often each of `names` is reached."""

    def __init__(self, witness: Witness, names: Collection[str] = tuple(ALL)) -> None:
        self.counts: dict[str, int] = {state.name: 0 for state in STATES if state.name in names}
        self._history = History()
        self._states: defaultdict[str, list[State]] = defaultdict(list)
        for state in STATES:
            if state.name in self.counts:
                for kind in state.kinds:
                    self._states[kind].append(state)
        witness.on_fact(self._hear)

    def _hear(self, fact: Fact) -> None:
        for state in self._states.get(fact.kind, ()):
            if state.is_it(self._history, fact):
                self.counts[state.name] += 1
        for hear in self._history.hears.get(fact.kind, ()):
            hear(fact)
