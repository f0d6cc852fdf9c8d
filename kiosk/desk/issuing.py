"""Gives a number: the ticket, its answer to repeats and its planned paper are written together."""

from dataclasses import dataclass

from kiosk.desk import queue
from kiosk.desk.audit import AuditEntry
from kiosk.desk.day_change import as_of, close_earlier_days
from kiosk.desk.model import Closed, DeskEvent, Issued, Place, Ticket, UnknownName
from kiosk.desk.numbers import SERIES, format_number
from kiosk.desk.outcome import Outcome, once
from kiosk.desk.papers import plan_paper
from kiosk.desk.rules import Moment, Rules
from kiosk.desk.unit import NewTicket, Unit

WHAT = "issue"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the citizen wants."""

    service: str
    request_id: str
    priority: str | None
    language: str
    actor: str


def issue(unit: Unit, rules: Rules, moment: Moment, wish: Wish) -> Outcome[Issued]:
    """A new ticket, or the one this request id already has."""
    return once(
        unit,
        wish.request_id,
        WHAT,
        moment,
        lambda: _first_time(unit, rules, moment, wish),
        lambda ticket_id: _again(unit, rules, moment, ticket_id),
    )


def known_ticket(unit: Unit, ticket_id: str) -> Ticket:
    """The ticket of this id; raises `UnknownName`."""
    if ticket := unit.tickets.get(ticket_id):
        return ticket
    raise UnknownName("unknown_ticket", "there is no ticket of this id")


def _again(unit: Unit, rules: Rules, moment: Moment, ticket_id: str | None) -> Issued:
    ticket = as_of(known_ticket(unit, ticket_id or ""), moment)
    return Issued(queue.place(unit, rules, moment, ticket), repeated=True)


def _first_time(unit: Unit, rules: Rules, moment: Moment, wish: Wish) -> Outcome[Issued]:
    if not rules.calendar.is_open(moment.at):
        raise Closed(rules.calendar.next_opening(moment.at))
    events = close_earlier_days(unit, moment)
    place = _write(unit, rules, moment, wish)
    ticket = place.ticket
    if ticket.priority is not None:
        unit.audit.add(AuditEntry(moment.at, wish.actor, "priority", ticket.ticket_id, ticket.priority))
    if rules.with_paper:
        plan_paper(unit, ticket.ticket_id, rules.robot, copy=1, now=moment.at)
    events = (*events, DeskEvent("issued", ticket))
    return Outcome(Issued(place, repeated=False), ticket.ticket_id, events)


def _write(unit: Unit, rules: Rules, moment: Moment, wish: Wish) -> Place:
    ahead = queue.people_ahead_of_new(
        unit, rules, moment.day, wish.service, priority=wish.priority is not None
    )
    wait = queue.wait(unit, rules, moment, wish.service, ahead)
    new = NewTicket(
        ticket_id=rules.new_ticket_id(),
        day=moment.day,
        service=wish.service,
        number=_number(unit, rules, moment, wish.service),
        issued_at=moment.at,
        language=wish.language,
        priority=wish.priority,
        people_ahead=ahead,
        wait=wait,
    )
    return Place(unit.tickets.add(new), ahead, wait)


def _number(unit: Unit, rules: Rules, moment: Moment, service: str) -> str:
    prefix, settings = rules.assignment.service(service).prefix, rules.settings
    value = unit.sequences.take(f"{SERIES}{prefix}", moment.day, settings.first_number)
    return format_number(prefix, value, settings.digits)
