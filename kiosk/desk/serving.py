"""What staff do at a counter. Each deed is written with its audit, and answered to repeats."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from kiosk.desk import queue, steps
from kiosk.desk.audit import AuditEntry
from kiosk.desk.day_change import close_earlier_days
from kiosk.desk.issuing import known_ticket
from kiosk.desk.model import DeskEvent, NotAllowed, Ticket, TicketState
from kiosk.desk.outcome import Outcome, once
from kiosk.desk.rules import Moment, Rules
from kiosk.desk.steps import Change, Deed, StepKind
from kiosk.desk.unit import Unit

T = TypeVar("T")
RETURNING = frozenset({TicketState.CALLED, TicketState.NO_SHOW})


@dataclass(frozen=True, slots=True)
class Tap:
    """A staff member's tap; `what` tells it from others when its request id comes again."""

    what: str
    request_id: str | None
    actor: str


Work = Callable[[], Outcome[Ticket]]


def tapped(unit: Unit, moment: Moment, tap: Tap, work: Work) -> Outcome[Ticket]:
    """Do the work of a tap once."""
    return once(
        unit,
        tap.request_id,
        tap.what,
        moment,
        lambda: _on_a_clean_day(unit, moment, work),
        lambda ticket_id: known_ticket(unit, ticket_id or ""),
    )


def call_next(unit: Unit, rules: Rules, moment: Moment, tap: Tap, counter: str) -> Outcome[Ticket | None]:
    """Finish the current ticket, then call the next one if any waits."""

    def work() -> Outcome[Ticket | None]:
        return _on_a_clean_day(unit, moment, lambda: _call_next(unit, rules, moment, tap.actor, counter))

    def again(ticket_id: str | None) -> Ticket | None:
        return known_ticket(unit, ticket_id) if ticket_id else None

    return once(unit, tap.request_id, tap.what, moment, work, again)


def at_current(
    unit: Unit, moment: Moment, tap: Tap, counter: str, step: Callable[[Ticket], Change]
) -> Outcome[Ticket]:
    """One step of the ticket that is at `counter`."""

    def work() -> Outcome[Ticket]:
        ticket = unit.tickets.current(moment.day, counter)
        if ticket is None:
            raise NotAllowed("no_current", f"no ticket is at counter {counter}")
        return done(unit, Deed(counter, tap.actor, moment.day, moment.at, (step(ticket),)))

    return tapped(unit, moment, tap, work)


def back_to_waiting(unit: Unit, moment: Moment, tap: Tap, ticket_id: str) -> Outcome[Ticket]:
    """A no-show or called ticket of today waits again at its old place."""

    def work() -> Outcome[Ticket]:
        ticket = known_ticket(unit, ticket_id)
        if ticket.state not in RETURNING or ticket.day != moment.day or ticket.counter is None:
            raise NotAllowed("not_missed", f"ticket {ticket.number} is {ticket.state}, it cannot wait again")
        deed = Deed(ticket.counter, tap.actor, moment.day, moment.at, (steps.back(ticket),))
        return done(unit, deed)

    return tapped(unit, moment, tap, work)


def done(unit: Unit, deed: Deed) -> Outcome[Ticket]:
    """Write a deed, its tickets and its audit; the answer is the ticket of its last change."""
    for change in deed.changes:
        unit.tickets.put(change.after)
        unit.audit.add(
            AuditEntry(deed.at, deed.actor, change.kind.value, change.after.ticket_id, _reason(change))
        )
    unit.steps.add(deed)
    events = tuple(
        DeskEvent(steps.EVENTS[change.kind], change.after, deed.counter) for change in deed.changes
    )
    last = deed.changes[-1].after
    return Outcome(last, last.ticket_id, events)


def _on_a_clean_day(unit: Unit, moment: Moment, work: Callable[[], Outcome[T]]) -> Outcome[T]:
    events = close_earlier_days(unit, moment)
    outcome = work()
    return Outcome(outcome.answer, outcome.ticket_id, (*events, *outcome.events))


def _call_next(unit: Unit, rules: Rules, moment: Moment, actor: str, counter: str) -> Outcome[Ticket | None]:
    current = unit.tickets.current(moment.day, counter)
    following = queue.next_ticket(unit, rules, moment.day, rules.assignment.served_at(counter))
    changes = (
        *([steps.finish(current, moment.at)] if current else []),
        *([steps.call(following, counter, moment.at)] if following else []),
    )
    if not changes:
        return Outcome(None, None)
    outcome = done(unit, Deed(counter, actor, moment.day, moment.at, changes))
    if following is None:
        return Outcome(None, None, outcome.events)
    return Outcome(outcome.answer, outcome.ticket_id, outcome.events)


def _reason(change: Change) -> str | None:
    return change.after.service if change.kind is StepKind.TRANSFER else None
