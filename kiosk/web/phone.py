"""`/t/{ticket}`: a ticket's place in the queue, for the phone behind its QR code. Nothing personal on it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kiosk.config.base import Text
from kiosk.desk.model import Place, TicketState, UnknownName
from kiosk.phrases import Phrases
from kiosk.web.context import WebContext
from kiosk.web.live import live
from kiosk.web.pages import Pages
from kiosk.web.sse import EventStream, Gone, Signal, digest

PAUSE_S = 1.0  # many phones follow the same queue
LONGEST_ID = 64


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of the phone page; ticket ids may be typed in small letters."""
    routes = APIRouter(include_in_schema=False)
    changes = Signal()
    context.desk.on_event(changes.fire)
    context.dialogs.on_change(changes.fire)
    places = _Places(context, pages)

    @routes.get("/t/{ticket_id}")
    @routes.get("/T/{ticket_id}")
    async def page(ticket_id: str, request: Request) -> HTMLResponse:
        place = await places.find(ticket_id)
        phrases = pages.phrases(_language(request, place))
        if place is None:
            return pages.page("phone/gone.html", phrases, 404)
        html, path = places.html(place, phrases), f"/t/{ticket_id.upper()}"
        ended = place.ticket.state is TicketState.FINISHED
        return pages.page("phone/page.html", phrases, place=html, seen=digest(html), path=path, ended=ended)

    @routes.get("/t/{ticket_id}/stream")
    async def stream(ticket_id: str, request: Request) -> EventStream:
        phrases = pages.phrases(_language(request, await places.find(ticket_id)))

        async def render() -> str:
            place = await places.find(ticket_id)
            if place is None:
                raise Gone
            return places.html(place, phrases)

        return live(request, context.streams, pages, changes, render, PAUSE_S)

    return routes


class _Places:
    """The places of tickets, and how they are shown."""

    def __init__(self, context: WebContext, pages: Pages) -> None:
        self._desk = context.desk
        self._pages = pages
        self._services = {service.id: service for service in context.config.services}
        self._counters = {counter.id: counter.name for counter in context.config.counters}

    async def find(self, ticket_id: str) -> Place | None:
        if not ticket_id.isalnum() or not ticket_id.isascii() or len(ticket_id) > LONGEST_ID:
            return None
        try:
            return await self._desk.place(ticket_id.upper())
        except UnknownName:
            return None

    def html(self, place: Place, phrases: Phrases) -> str:
        ticket, language = place.ticket, phrases.language
        service = self._services.get(ticket.service)
        counters = service.counters if service else ()
        return self._pages.html(
            "phone/place.html",
            phrases,
            ticket=ticket,
            state=ticket.state.value,
            people_ahead=place.people_ahead,
            wait=phrases.wait(None if place.wait is None else (place.wait.low, place.wait.high)),
            service=service.name.in_language(language) if service else "",
            counters=[self._counters[counter].in_language(language) for counter in counters],
            counter=_in_language(self._counters.get(ticket.counter or ""), language),
        )


def _language(request: Request, place: Place | None) -> str:
    """The language asked for, otherwise the one the ticket was taken in."""
    asked = request.query_params.get("language")
    if asked in ("vi", "en"):
        return asked
    return "vi" if place is None else place.ticket.language


def _in_language(name: Text | None, language: str) -> str:
    return "" if name is None else name.in_language(language)
