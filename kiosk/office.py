"""The desk as the visit sees it: a number for the citizen at the screen."""

from kiosk.config.schema import Service
from kiosk.desk.desk import Desk
from kiosk.desk.journal import Journal
from kiosk.desk.model import Closed, DeskError, Place
from kiosk.desk.store import StoreError
from kiosk.ticket.holders import Holders
from state_machines.interfaces import IssuedTicket, Refused, Unavailable


class TicketOffice:
    """Issues for the visit (state_machines.interfaces.TicketDesk)."""

    def __init__(
        self, desk: Desk, journal: Journal, services: list[Service], holders: Holders | None = None
    ) -> None:
        self._holders = holders or Holders(())
        self._desk = desk
        self._journal = journal
        self._counters = {service.id: tuple(service.counters) for service in services}

    async def issue(self, service: str, request_id: str, priority: str | None, language: str) -> IssuedTicket:
        """Issue once per `request_id`; durable when it returns. Raises `Refused`, `Unavailable`."""
        try:
            issued = await self._desk.issue(service, request_id, priority=priority, language=language)
            ticket = issued.place.ticket
            self._holders.issued(ticket.ticket_id, ticket.service)  # before the printer is told
            paper = await self._journal.paper_state(ticket.ticket_id)
        except StoreError as error:
            raise Unavailable(str(error)) from error
        except DeskError as error:
            raise Refused(error.code, _slots(error)) from error
        return self._shown(issued.place, paper)

    def _shown(self, place: Place, paper: str) -> IssuedTicket:
        ticket = place.ticket
        return IssuedTicket(
            ticket_id=ticket.ticket_id,
            number=ticket.number,
            service=ticket.service,
            people_ahead=place.people_ahead or 0,
            wait_minutes=None if place.wait is None else (place.wait.low, place.wait.high),
            counters=self._counters.get(ticket.service, ()),
            print_state=paper,
        )


def _slots(error: DeskError) -> dict[str, str]:
    if isinstance(error, Closed) and error.opens is not None:
        return {"opens_at": error.opens.isoformat()}
    return {}
