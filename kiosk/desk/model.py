"""The things the desk speaks of. All values; instants are timezone-aware, days are the site's days."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TicketState(StrEnum):
    """The life of a ticket."""

    WAITING = "waiting"
    CALLED = "called"
    FINISHED = "finished"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One place in the queue.

    `ticket_id` is unguessable (it opens the phone page); `number` is what people read, e.g. `A012`.
    `arrival` orders the waiting: unique and rising within a day, kept through transfer and back-to-waiting.
    """

    ticket_id: str
    day: date
    service: str
    number: str
    arrival: int
    state: TicketState
    issued_at: datetime
    language: str
    priority: str | None = None  # the id of the reason
    counter: str | None = None  # where it was called last
    called_at: datetime | None = None
    finished_at: datetime | None = None
    calls: int = 0  # 1 at the first call, more after recalls


@dataclass(frozen=True, slots=True)
class WaitRange:
    """How long it may take until the call, whole minutes."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Place:
    """A ticket and its place in the queue; `people_ahead` is None once it no longer waits."""

    ticket: Ticket
    people_ahead: int | None
    wait: WaitRange | None


@dataclass(frozen=True, slots=True)
class Issued:
    """The answer to a wish for a number; `repeated` when this request id had its ticket already."""

    place: Place
    repeated: bool


@dataclass(frozen=True, slots=True)
class ServiceLoad:
    """How busy a service is now."""

    service: str
    waiting: int
    wait: WaitRange | None


@dataclass(frozen=True, slots=True)
class Called:
    """One called number on the board."""

    number: str
    counter: str
    called_at: datetime
    calls: int


@dataclass(frozen=True, slots=True)
class Board:
    """What the hall sees: the number at each counter, the last calls (latest first), the next by service."""

    serving: tuple[Called, ...]
    last: tuple[Called, ...]
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CounterView:
    """What a counter's staff see."""

    counter: str
    current: Ticket | None
    waiting: tuple[Ticket, ...]  # in calling order
    missed: tuple[Ticket, ...]  # today's no-shows of this counter's services, latest first
    undo: str | None  # the step that can be undone now: call, finish, no_show, transfer, back
    undo_until: datetime | None


@dataclass(frozen=True, slots=True)
class DeskEvent:
    """Something changed.

    `kind` is issued, called, recalled, finished, no_show, transferred, back, undone, day or external (another
    process).
    """

    kind: str
    ticket: Ticket | None = None
    counter: str | None = None


class DeskError(Exception):
    """The desk refuses; `code` is a key of the texts, the message is plain English for the HTTP interface."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class UnknownName(DeskError):
    """No such service, counter, ticket or reason (HTTP 404)."""


class NotAllowed(DeskError):
    """Not possible as things stand: closed, nothing to finish, too late to undo (HTTP 409)."""


class Closed(NotAllowed):
    """No numbers now; `opens` is the next opening, None when none is foreseen."""

    def __init__(self, opens: datetime | None) -> None:
        until = f"opens again {opens.isoformat(timespec='minutes')}" if opens else "no opening is foreseen"
        super().__init__("closed", f"closed: {until}")
        self.opens = opens
