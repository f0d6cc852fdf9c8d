"""Who is next and who is ahead, asked of the store."""

from datetime import date

from kiosk.desk.estimate import AT_WORK, LATEST_SAMPLES, LONGEST_S, wait_range
from kiosk.desk.model import Place, Ticket, TicketState, WaitRange
from kiosk.desk.order import (
    Waiting,
    ahead_of_normal,
    ahead_of_priority,
    calling_order,
    priority_first,
)
from kiosk.desk.rules import Moment, Rules
from kiosk.desk.unit import Unit


def next_ticket(unit: Unit, rules: Rules, day: date, services: tuple[str, ...]) -> Ticket | None:
    """The ticket to be called next for any of `services`."""
    in_a_row = rules.settings.priority_in_a_row
    waiting = unit.tickets.waiting(day, services)
    run = unit.steps.run(day, services, in_a_row)
    return unit.tickets.first(day, services, priority=priority_first(waiting, run, in_a_row))


def waiting_line(unit: Unit, rules: Rules, day: date, services: tuple[str, ...]) -> tuple[Ticket, ...]:
    """All who wait for any of `services`, in calling order."""
    in_a_row = rules.settings.priority_in_a_row
    return calling_order(
        unit.tickets.line(day, services, priority=False),
        unit.tickets.line(day, services, priority=True),
        unit.steps.run(day, services, in_a_row),
        in_a_row,
    )


def people_ahead(unit: Unit, rules: Rules, ticket: Ticket) -> int:
    """How many are called before a waiting ticket."""
    pool, priority = rules.assignment.pool(ticket.service), ticket.priority is not None
    waiting = unit.tickets.waiting(ticket.day, pool)
    before = unit.tickets.ahead(ticket.day, pool, ticket.arrival, priority=priority)
    run = unit.steps.run(ticket.day, pool, rules.settings.priority_in_a_row)
    return _called_before(rules, waiting, before, run, priority=priority)


def people_ahead_of_new(unit: Unit, rules: Rules, day: date, service: str, *, priority: bool) -> int:
    """How many would be called before a ticket issued now."""
    pool = rules.assignment.pool(service)
    waiting = unit.tickets.waiting(day, pool)
    before = waiting.priority if priority else waiting.normal
    run = unit.steps.run(day, pool, rules.settings.priority_in_a_row)
    return _called_before(rules, waiting, before, run, priority=priority)


def wait(unit: Unit, rules: Rules, moment: Moment, service: str, ahead: int) -> WaitRange | None:
    """The wait of somebody with `ahead` people ahead for `service`."""
    pool = rules.assignment.pool(service)
    today, earlier = unit.tickets.service_times(pool, moment.day, LATEST_SAMPLES, LONGEST_S)
    counters = rules.assignment.counters_of(service)
    at_work = unit.steps.at_work(counters, moment.at - AT_WORK) or len(counters)
    return wait_range(ahead, today, earlier, at_work)


def place(unit: Unit, rules: Rules, moment: Moment, ticket: Ticket) -> Place:
    """The ticket and its place."""
    if ticket.state is not TicketState.WAITING:
        return Place(ticket, None, None)
    ahead = people_ahead(unit, rules, ticket)
    return Place(ticket, ahead, wait(unit, rules, moment, ticket.service, ahead))


def _called_before(rules: Rules, waiting: Waiting, before: int, run: int, *, priority: bool) -> int:
    in_a_row = rules.settings.priority_in_a_row
    if priority:
        return ahead_of_priority(before, waiting.normal, run, in_a_row)
    return ahead_of_normal(before, waiting.priority, run, in_a_row)
