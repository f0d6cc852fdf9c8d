"""The steps of a ticket at a counter. Pure: each gives the ticket before and after."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kiosk.desk.model import Ticket, TicketState


class StepKind(StrEnum):
    """What staff do with a ticket."""

    CALL = "call"
    RECALL = "recall"
    FINISH = "finish"
    NO_SHOW = "no_show"
    TRANSFER = "transfer"
    BACK = "back"
    UNDO = "undo"


UNDOABLE = frozenset(StepKind) - {StepKind.RECALL, StepKind.UNDO}
EVENTS = {
    StepKind.CALL: "called",
    StepKind.RECALL: "recalled",
    StepKind.FINISH: "finished",
    StepKind.NO_SHOW: "no_show",
    StepKind.TRANSFER: "transferred",
    StepKind.BACK: "back",
    StepKind.UNDO: "undone",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one ticket."""

    kind: StepKind
    before: Ticket
    after: Ticket


@dataclass(frozen=True, slots=True)
class Deed:
    """What one tap of staff did: one change, or two when calling next finished the ticket before."""

    counter: str
    actor: str
    day: date
    at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class LoggedDeed:
    """A deed as it stands in the log; `before` has the tickets as they were, `kind` is its last step."""

    deed_id: int
    kind: StepKind
    at: datetime
    before: tuple[Ticket, ...]


def call(ticket: Ticket, counter: str, now: datetime) -> Change:
    """The ticket comes to `counter`."""
    after = replace(
        ticket,
        state=TicketState.CALLED,
        counter=counter,
        called_at=now,
        finished_at=None,
        calls=ticket.calls + 1,
    )
    return Change(StepKind.CALL, ticket, after)


def recall(ticket: Ticket) -> Change:
    """Called once more; the time of the first call stays."""
    return Change(StepKind.RECALL, ticket, replace(ticket, calls=ticket.calls + 1))


def finish(ticket: Ticket, now: datetime) -> Change:
    """Served."""
    return Change(StepKind.FINISH, ticket, replace(ticket, state=TicketState.FINISHED, finished_at=now))


def no_show(ticket: Ticket, now: datetime) -> Change:
    """Nobody came."""
    return Change(StepKind.NO_SHOW, ticket, replace(ticket, state=TicketState.NO_SHOW, finished_at=now))


def transfer(ticket: Ticket, service: str) -> Change:
    """Waits for another service; the arrival stays."""
    return Change(StepKind.TRANSFER, ticket, replace(ticket, state=TicketState.WAITING, service=service))


def back(ticket: Ticket) -> Change:
    """Waits again at its old place."""
    return Change(StepKind.BACK, ticket, replace(ticket, state=TicketState.WAITING, finished_at=None))


def take_back(now: Ticket, before: Ticket) -> Change:
    """The ticket is again as it was before."""
    return Change(StepKind.UNDO, now, before)
