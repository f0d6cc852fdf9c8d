"""Server-Sent Events: `state` when it changed, `trace` lines and `tickets` as they come."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Protocol

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from simulator.bench.context import Bench
from simulator.bench.hub import Hub
from simulator.bench.words import plain_words

SHORTEST_PAUSE_S = 0.1  # a page needs no more than ten changes a second
KEEPALIVE_S = 15.0
FIRST_LINES, MOST_LINES, FIRST_TICKETS = 200, 400, 20


def routes(bench: Bench) -> list[Route]:
    """GET /events."""

    async def events(request: Request) -> StreamingResponse:
        return answer(_stream(bench))

    return [Route("/events", events)]


def answer(events: AsyncIterator[str]) -> StreamingResponse:
    """Events as a response that nobody keeps or holds back."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


class Teller(Protocol):
    """Remembers what one page has been told."""

    def news(self) -> str:
        """Everything new as event-stream text; nothing if there is none."""


def _stream(bench: Bench) -> AsyncIterator[str]:
    return stream(bench.hub, _Teller(bench))


async def stream(hub: Hub, teller: Teller) -> AsyncIterator[str]:
    """What `teller` has to tell whenever `hub` says that something changed, until it closes."""
    bell = hub.join()
    try:
        yield "retry: 1000\n\n"
        while not hub.closing:
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), KEEPALIVE_S)
            bell.clear()
            yield teller.news() or ": still here\n\n"
            if not hub.closing:
                await asyncio.sleep(SHORTEST_PAUSE_S)
    finally:
        hub.leave(bell)


class _Teller:
    """A `Teller` of the printer's page."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._line = max(0, bench.station.trace.count - FIRST_LINES)
        self._ticket = max(0, bench.station.tickets.count - FIRST_TICKETS)
        self._state = ""

    def news(self) -> str:
        """Everything new as event-stream text."""
        return self._state_news() + self._trace_news() + self._ticket_news()

    def _state_news(self) -> str:
        state = self._bench.state()
        device = self._bench.station.line.state()
        told = json.dumps({**state, "time": None})
        if told == self._state:
            return ""
        self._state = told
        return event_text("state", {**state, "words": plain_words(device)})

    def _trace_news(self) -> str:
        lines = self._bench.station.trace.lines(self._line, MOST_LINES)
        self._line = self._bench.station.trace.count
        return event_text("trace", [line.listing() for line in lines]) if lines else ""

    def _ticket_news(self) -> str:
        tickets = self._bench.station.tickets.kept(self._ticket)[-FIRST_TICKETS:]
        self._ticket = self._bench.station.tickets.count
        return event_text("tickets", [ticket.listing() for ticket in tickets]) if tickets else ""


def event_text(name: str, data: object) -> str:
    """One event as the stream's text."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
