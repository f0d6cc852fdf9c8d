"""Nothing crosses days: the first action of a day closes what earlier days left open."""

from dataclasses import replace

from kiosk.desk.audit import AuditEntry
from kiosk.desk.model import DeskEvent, Ticket, TicketState
from kiosk.desk.rules import Moment
from kiosk.desk.unit import Unit

ACTOR = "day"


def as_of(ticket: Ticket, moment: Moment) -> Ticket:
    """The ticket as it must be seen on this day, whether or not its own day has been closed yet."""
    if ticket.day >= moment.day:
        return ticket
    if ticket.state is TicketState.WAITING:
        return replace(ticket, state=TicketState.NO_SHOW)
    if ticket.state is TicketState.CALLED:
        return replace(ticket, state=TicketState.FINISHED)
    return ticket


def close_earlier_days(unit: Unit, moment: Moment) -> tuple[DeskEvent, ...]:
    """Waiting tickets end as no-shows, called ones as finished without a service time."""
    left_open = unit.tickets.open_before(moment.day)
    for ticket in left_open:
        ended = as_of(ticket, moment)
        unit.tickets.put(ended)
        unit.audit.add(AuditEntry(moment.at, ACTOR, ended.state.value, ticket.ticket_id))
    return (DeskEvent("day"),) if left_open else ()
