"""Counts tickets: how long each waited and was served, and how many wait at every minute."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.rehearsal.counts.queue import MINUTE_S
from kiosk.rehearsal.counts.totals import DAY_S, WAIT_STEP_S, Figures
from kiosk.rehearsal.facts import Fact

WAITING, CALLED, GONE = "waiting", "called", "gone"
AFTER = {
    "called": CALLED,
    "finished": GONE,
    "no_show": GONE,
    "transferred": WAITING,
    "back": WAITING,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A ticket's state since `at_s`; `served` when that ended its service."""

    state: str
    at_s: float
    served: bool = False


@dataclass(slots=True)
class TicketOfDay:
    """A ticket's steps; one that was undone is taken away. `issued_s` is None when nobody told of it."""

    service: str
    issued_s: float | None
    steps: list[Step] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Where it is now."""
        return self.steps[-1].state if self.steps else WAITING


class TicketCount:
    """Settles its figures when the day ends: until then a step can be undone."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._tickets: dict[str, TicketOfDay] = {}
        self._waiting = 0
        self._minute = 0  # of the day, the next to be written down
        self.hears: dict[str, Callable[[Fact], None]] = {
            "day_began": self._day_began,
            "issued": self._issued,
            "undone": self._undone,
            "day_ended": self._day_ended,
            **dict.fromkeys(AFTER, self._stepped),
        }

    def _day_began(self, fact: Fact) -> None:
        self._minute = math.ceil(fact.at_s % DAY_S / MINUTE_S)

    def _issued(self, fact: Fact) -> None:
        self._write_minutes(fact.at_s)
        self._tickets[str(fact["ticket"])] = TicketOfDay(str(fact["service"]), fact.at_s)
        self._waiting += 1

    def _stepped(self, fact: Fact) -> None:
        ticket = self._known(fact)
        step = Step(AFTER[fact.kind], fact.at_s, served=fact.kind == "finished")
        self._change(fact.at_s, ticket, lambda: ticket.steps.append(step))

    def _undone(self, fact: Fact) -> None:
        ticket = self._known(fact)
        if ticket.steps:
            self._change(fact.at_s, ticket, lambda: ticket.steps.pop())

    def _known(self, fact: Fact) -> TicketOfDay:
        """The ticket; also one whose number was durable when the robot died before it could tell."""
        name = str(fact["ticket"])
        if name not in self._tickets:
            self._write_minutes(fact.at_s)
            self._tickets[name] = TicketOfDay(str(fact["service"]), None)
            self._waiting += 1
        return self._tickets[name]

    def _change(self, at_s: float, ticket: TicketOfDay, change: Callable[[], object]) -> None:
        self._write_minutes(at_s)
        self._waiting -= ticket.state == WAITING
        change()
        self._waiting += ticket.state == WAITING

    def _write_minutes(self, at_s: float) -> None:
        """The queue did not change until now."""
        now = math.floor(at_s % DAY_S / MINUTE_S)
        for minute in range(self._minute, now + 1):
            self._figures.queue.add(minute, self._waiting)
        self._minute = max(self._minute, now + 1)

    def _day_ended(self, fact: Fact) -> None:
        self._write_minutes(fact.at_s)
        for ticket in self._tickets.values():
            self._settle(ticket)
        self._tickets.clear()
        self._waiting = 0

    def _settle(self, ticket: TicketOfDay) -> None:
        figures = self._figures
        calls = [step.at_s for step in ticket.steps if step.state == CALLED]
        figures.totals["numbers"] += 1
        figures.totals["never_called"] += not calls
        if calls and ticket.issued_s is not None:
            figures.waiting.add(ticket.service, calls[0] - ticket.issued_s, WAIT_STEP_S)
        if calls and ticket.steps[-1].served:
            figures.serving.add(ticket.service, ticket.steps[-1].at_s - calls[-1], WAIT_STEP_S)
