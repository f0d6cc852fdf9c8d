"""What the desk does inside one unit of work: everything in it happens, or nothing.

Small interfaces in the desk's own words; no SQL outside the implementations. All operations are synchronous:
a store runs a unit of work on its own thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from kiosk.desk.audit import AuditEntry
from kiosk.desk.effects import Effect, EffectKind, EffectState
from kiosk.desk.estimate import ServiceTimes
from kiosk.desk.model import Called, Ticket, TicketState, WaitRange
from kiosk.desk.order import Waiting
from kiosk.desk.steps import Deed, LoggedDeed


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket about to be written; `people_ahead` and `wait` are kept as they were given to the citizen."""

    ticket_id: str
    day: date
    service: str
    number: str
    issued_at: datetime
    language: str
    priority: str | None
    people_ahead: int
    wait: WaitRange | None


@dataclass(frozen=True, slots=True)
class NewEffect:
    """An effect about to be planned."""

    kind: EffectKind
    ticket_id: str
    owner: str
    copy: int
    job_number: int
    planned_at: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """What was answered to a request id; `what` tells kinds of requests apart."""

    request_id: str
    what: str
    ticket_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class PinRecord:
    """A staff member's PIN and the tries since the last right one."""

    name: str
    salt: bytes
    digest: bytes
    failures: int = 0
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A login; only the token's hash is kept."""

    token_hash: bytes
    name: str
    created_at: datetime
    seen_at: datetime


class Sequences(Protocol):
    """Counters that never give a value twice."""

    def take(self, name: str, day: date | None, first: int) -> int:
        """The next value: `first`, then one more each time; `day` None for one that never starts again."""


class Tickets(Protocol):
    """The tickets and their lines. Every question is about one day."""

    def add(self, new: NewTicket) -> Ticket:
        """Write a waiting ticket and give it its arrival."""

    def get(self, ticket_id: str) -> Ticket | None:
        """The ticket of this id."""

    def put(self, ticket: Ticket) -> None:
        """Write what may change: state, service, counter, calls and the two instants."""

    def open_before(self, day: date) -> tuple[Ticket, ...]:
        """Tickets of earlier days still waiting or called."""

    def current(self, day: date, counter: str) -> Ticket | None:
        """The ticket called to `counter`; the store allows one at most."""

    def waiting(self, day: date, services: Sequence[str]) -> Waiting:
        """How many wait for any of `services`; as fast with ten thousand as with one."""

    def ahead(self, day: date, services: Sequence[str], arrival: int, *, priority: bool) -> int:
        """How many of one class wait for any of `services` and came before `arrival`."""

    def first(self, day: date, services: Sequence[str], *, priority: bool) -> Ticket | None:
        """The earliest of one class that waits for any of `services`."""

    def line(self, day: date, services: Sequence[str], *, priority: bool) -> tuple[Ticket, ...]:
        """All of one class that wait for any of `services`, by arrival."""

    def ended(self, day: date, services: Sequence[str], state: TicketState) -> tuple[Ticket, ...]:
        """Tickets of `services` in a final state, latest first."""

    def issued(self, since: date, before: date) -> dict[str, int]:
        """How many tickets of each service there are of the days from `since` until `before` comes."""

    def service_times(
        self, services: Sequence[str], day: date, latest: int, longest_s: int
    ) -> tuple[ServiceTimes, ServiceTimes]:
        """Of `day` and of earlier days: the `latest` times of each service, none over `longest_s`."""


class Steps(Protocol):
    """The log of what was done at the counters."""

    def add(self, deed: Deed) -> None:
        """Write a deed as the last one of its counter."""

    def last(self, day: date, counter: str) -> LoggedDeed | None:
        """The last deed at `counter`."""

    def last_of(self, ticket_id: str) -> int | None:
        """The id of the last deed that touched the ticket."""

    def mark_undone(self, deed_id: int) -> None:
        """Its calls count no longer: neither on the board nor in the run."""

    def run(self, day: date, services: Sequence[str], most: int) -> int:
        """How many of the last calls of `services` in a row were priority ones, counted up to `most`."""

    def at_work(self, counters: Sequence[str], since: datetime) -> int:
        """How many of `counters` called after `since`."""

    def serving(self, day: date) -> tuple[Called, ...]:
        """The tickets now at the counters, last called first."""

    def called(self, day: date, latest: int) -> tuple[Called, ...]:
        """The last called numbers, latest first, each once."""


class Requests(Protocol):
    """What was already answered."""

    def find(self, request_id: str) -> Request | None:
        """The answer of this id."""

    def add(self, request: Request) -> None:
        """Keep an answer; its id must be new."""


class Effects(Protocol):
    """The journal's rows."""

    def plan(self, new: NewEffect) -> Effect:
        """Write a planned effect."""

    def get(self, effect_id: int) -> Effect | None:
        """The effect of this id."""

    def put(self, effect: Effect) -> None:
        """Write owner, state, time and note."""

    def first_planned(self, owner: str, kind: EffectKind) -> Effect | None:
        """The oldest planned one of `owner`."""

    def of_ticket(self, ticket_id: str, kind: EffectKind) -> tuple[Effect, ...]:
        """All attempts for a ticket, oldest first."""

    def in_state(self, state: EffectState) -> tuple[Effect, ...]:
        """All `planned`, `sent` or `uncertain` ones, oldest first."""


class Audit(Protocol):
    """The chained audit."""

    def add(self, entry: AuditEntry) -> None:
        """Write an entry behind the last one."""

    def rows(self) -> tuple[tuple[AuditEntry, bytes], ...]:
        """Everything with its hashes, oldest first."""


class Staff(Protocol):
    """Who may work here: PINs, sessions, tokens."""

    def pin(self, name: str) -> PinRecord | None:
        """The record of a name."""

    def put_pin(self, record: PinRecord) -> None:
        """Write a record, new or known."""

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""

    def session(self, token_hash: bytes) -> Session | None:
        """The session of a token's hash."""

    def put_session(self, session: Session) -> None:
        """Write a session, new or known."""

    def end_session(self, token_hash: bytes) -> None:
        """Forget a session."""

    def end_sessions_of(self, name: str) -> None:
        """Forget all sessions of a name."""

    def end_sessions_before(self, created: datetime) -> None:
        """Forget sessions created before."""

    def token_label(self, token_hash: bytes) -> str | None:
        """The label of a token's hash."""

    def put_token(self, label: str, token_hash: bytes, at: datetime) -> None:
        """Keep a token's hash; an older one of the same label ends."""


class Unit(Protocol):
    """One unit of work."""

    @property
    def sequences(self) -> Sequences:
        """Counters."""

    @property
    def tickets(self) -> Tickets:
        """Tickets and lines."""

    @property
    def steps(self) -> Steps:
        """The counters' log."""

    @property
    def requests(self) -> Requests:
        """Answered requests."""

    @property
    def effects(self) -> Effects:
        """The journal."""

    @property
    def audit(self) -> Audit:
        """The audit."""

    @property
    def staff(self) -> Staff:
        """Staff."""
