"""What the pages show: all of it read on one consistent state."""

from datetime import timedelta

from kiosk.desk import queue
from kiosk.desk.day_change import as_of
from kiosk.desk.issuing import known_ticket
from kiosk.desk.model import Board, CounterView, Place, ServiceLoad, TicketState
from kiosk.desk.rules import Moment, Rules
from kiosk.desk.undoing import undo_until, undoable
from kiosk.desk.unit import Unit

LAST_CALLS = 8
LEARNT_FROM = timedelta(days=28)


def ticket_place(unit: Unit, rules: Rules, moment: Moment, ticket_id: str) -> Place:
    """A ticket and its place."""
    return queue.place(unit, rules, moment, as_of(known_ticket(unit, ticket_id), moment))


def board(unit: Unit, rules: Rules, moment: Moment) -> Board:
    """What the hall sees: counters in the site's order, the next of each service."""
    place = {counter: number for number, counter in enumerate(rules.assignment.counters)}
    serving = sorted(unit.steps.serving(moment.day), key=lambda called: place.get(called.counter, len(place)))
    following = (
        queue.next_ticket(unit, rules, moment.day, (service,)) for service in rules.assignment.services
    )
    return Board(
        serving=tuple(serving),
        last=unit.steps.called(moment.day, LAST_CALLS),
        next=tuple(ticket.number for ticket in following if ticket),
    )


def counter_view(unit: Unit, rules: Rules, moment: Moment, counter: str) -> CounterView:
    """What a counter's staff see."""
    services = rules.assignment.served_at(counter)
    deed = undoable(unit, rules, moment, counter)
    return CounterView(
        counter=counter,
        current=unit.tickets.current(moment.day, counter),
        waiting=queue.waiting_line(unit, rules, moment.day, services),
        missed=unit.tickets.ended(moment.day, services, TicketState.NO_SHOW),
        undo=deed.kind.value if deed else None,
        undo_until=undo_until(rules, deed) if deed else None,
    )


def loads(unit: Unit, rules: Rules, moment: Moment) -> tuple[ServiceLoad, ...]:
    """How busy each service is; the wait is that of a normal ticket issued now."""
    return tuple(_load(unit, rules, moment, service) for service in rules.assignment.services)


def most_used(unit: Unit, rules: Rules, moment: Moment) -> tuple[str, ...]:
    """The services, those with most tickets of the last days before today first, then in the site's order."""
    tickets = unit.tickets.issued(moment.day - LEARNT_FROM, moment.day)
    return tuple(sorted(rules.assignment.services, key=lambda service: -tickets.get(service, 0)))


def _load(unit: Unit, rules: Rules, moment: Moment, service: str) -> ServiceLoad:
    ahead = queue.people_ahead_of_new(unit, rules, moment.day, service, priority=False)
    waiting = unit.tickets.waiting(moment.day, (service,)).people
    return ServiceLoad(service, waiting, queue.wait(unit, rules, moment, service, ahead))
