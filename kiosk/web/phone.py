"""`/t/{ticket}`: a ticket's place in the queue, for the phone behind its QR code. Nothing personal on it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kiosk.config.base import Text
from kiosk.desk.model import Place, TicketState, UnknownName
from kiosk.web.context import WebContext
from kiosk.web.live import live
from kiosk.web.pages import Pages
from kiosk.web.phrases import Phrases
from kiosk.web.sse import EventStream, Gone, Signal, digest

PAUSE_S = 1.0  # many phones follow the same queue
LONGEST_ID = 64


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of the phone page; ticket ids may be typed in small letters."""
    routes = APIRouter(include_in_schema=False)
    changes = Signal()
    context.desk.on_event(changes.fire)
    services = {service.id: service for service in context.config.services}
    counters = {counter.id: counter.name for counter in context.config.counters}

    async def find(ticket_id: str) -> Place | None:
        if not ticket_id.isalnum() or not ticket_id.isascii() or len(ticket_id) > LONGEST_ID:
            return None
        try:
            return await context.desk.place(ticket_id.upper())
        except UnknownName:
            return None

    def html(place: Place, phrases: Phrases) -> str:
        ticket, language = place.ticket, phrases.language
        service = services.get(ticket.service)
        return pages.html(
            "phone/place.html",
            phrases,
            ticket=ticket,
            state=ticket.state.value,
            people_ahead=place.people_ahead,
            wait=phrases.wait(None if place.wait is None else (place.wait.low, place.wait.high)),
            service=service.name.in_language(language) if service else "",
            counters=[counters[c].in_language(language) for c in service.counters] if service else [],
            counter=_in_language(counters.get(ticket.counter or ""), language),
        )

    @routes.get("/t/{ticket_id}")
    @routes.get("/T/{ticket_id}")
    async def page(ticket_id: str, request: Request) -> HTMLResponse:
        place = await find(ticket_id)
        language = _language(request, place)
        phrases = pages.phrases(language)
        if place is None:
            return pages.page("phone/gone.html", phrases, 404)
        place_html = html(place, phrases)
        path = f"/t/{ticket_id.upper()}"
        ended = place.ticket.state is TicketState.FINISHED
        return pages.page(
            "phone/page.html", phrases, place=place_html, seen=digest(place_html), path=path, ended=ended
        )

    @routes.get("/t/{ticket_id}/stream")
    async def stream(ticket_id: str, request: Request) -> EventStream:
        phrases = pages.phrases(_language(request, await find(ticket_id)))

        async def render() -> str:
            place = await find(ticket_id)
            if place is None:
                raise Gone
            return html(place, phrases)

        return live(request, context.streams, pages, changes, render, PAUSE_S)

    return routes


def _language(request: Request, place: Place | None) -> str:
    """The language asked for, otherwise the one the ticket was taken in."""
    asked = request.query_params.get("language")
    if asked in ("vi", "en"):
        return asked
    return "vi" if place is None else place.ticket.language


def _in_language(name: Text | None, language: str) -> str:
    return "" if name is None else name.in_language(language)
