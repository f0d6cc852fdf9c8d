"""`/api/services` and `/api/tickets`: what there is, a number, its place."""

from fastapi import APIRouter, Response

from kiosk.config.schema import Service
from kiosk.desk.model import ServiceLoad
from kiosk.web.api.errors import FOR_ALL, FOR_BODIES, refusals
from kiosk.web.api.messages import IssuedTicket, LocalText, ServiceInfo, TicketInfo, TicketWish, WaitMinutes
from kiosk.web.context import WebContext

ISSUED = {200: {"model": IssuedTicket}, **refusals(404, 409, *FOR_BODIES)}


def _service_info(service: Service, load: ServiceLoad, is_open: bool) -> ServiceInfo:
    return ServiceInfo(
        id=service.id,
        prefix=service.prefix,
        name=LocalText(vi=service.name.vi, en=service.name.en),
        counters=service.counters,
        waiting=load.waiting,
        wait_minutes=WaitMinutes.of(load.wait),
        open=is_open,
    )


def router(context: WebContext) -> APIRouter:
    """The routes over `context`'s desk and journal."""
    routes = APIRouter(prefix="/api", tags=["tickets"], responses=refusals(*FOR_ALL))
    desk, journal = context.desk, context.journal

    @routes.get("/services")
    async def services() -> list[ServiceInfo]:
        """Every service, with how many wait and how long it may take."""
        loads = {load.service: load for load in await desk.loads()}
        is_open = context.calendar.is_open(context.clock.now())
        return [_service_info(s, loads[s.id], is_open) for s in context.config.services]

    @routes.post("/tickets", status_code=201, responses=ISSUED)
    async def issue(wish: TicketWish, response: Response) -> IssuedTicket:
        """A number; 200 with the same ticket when this request id had one already."""
        issued = await desk.issue(
            wish.service, str(wish.request_id), priority=wish.priority, language=wish.language, actor="api"
        )
        if issued.repeated:
            response.status_code = 200
        ticket = issued.place.ticket
        return IssuedTicket(
            ticket_id=ticket.ticket_id,
            number=ticket.number,
            people_ahead=issued.place.people_ahead,
            wait_minutes=WaitMinutes.of(issued.place.wait),
            print=await journal.paper_state(ticket.ticket_id),
        )

    @routes.get("/tickets/{ticket_id}", responses=refusals(404))
    async def ticket(ticket_id: str) -> TicketInfo:
        """A ticket's place now."""
        place = await desk.place(ticket_id.upper())
        return TicketInfo.of(place, await journal.paper_state(place.ticket.ticket_id))

    return routes
