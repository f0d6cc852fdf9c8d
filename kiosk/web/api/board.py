"""`/api/board` and `/api/board/events`: what the hall sees, pushed as it changes."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import Response

from kiosk.desk.desk import Desk
from kiosk.desk.model import DeskEvent
from kiosk.web.api.errors import refusals
from kiosk.web.api.messages import BoardInfo
from kiosk.web.context import WebContext
from kiosk.web.sse import HEARTBEAT, HEARTBEAT_S, Write, message

EVENTS_KEPT = 64  # for a reader that is slow; the board itself is whole in every message


class BoardFeeds:
    """Hands every desk event to every open feed; a slow reader loses events, never the board."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._readers: set[asyncio.Queue[DeskEvent]] = set()
        desk.on_event(self._on_event)

    def _on_event(self, event: DeskEvent) -> None:
        for reader in self._readers:
            if reader.full():
                reader.get_nowait()
            reader.put_nowait(event)

    async def feed(self, write: Write) -> None:
        """The board now, then one message for each change."""
        events: asyncio.Queue[DeskEvent] = asyncio.Queue(EVENTS_KEPT)
        self._readers.add(events)
        try:
            await self._send(write, DeskEvent("board"))
            while True:
                try:
                    async with asyncio.timeout(HEARTBEAT_S):
                        event = await events.get()
                except TimeoutError:
                    await write(HEARTBEAT)
                else:
                    await self._send(write, event)
        finally:
            self._readers.discard(events)

    async def _send(self, write: Write, event: DeskEvent) -> None:
        info = BoardInfo.of(await self._desk.board())
        info.event = event.kind
        info.number = event.ticket.number if event.ticket is not None else None
        info.counter = event.counter
        await write(message(event.kind, info.model_dump_json()))


def router(context: WebContext) -> APIRouter:
    """The routes over `context`'s desk."""
    routes = APIRouter(prefix="/api/board", tags=["board"], responses=refusals(421, 503))
    feeds = BoardFeeds(context.desk)

    @routes.get("")
    async def board() -> BoardInfo:
        """The board now."""
        return BoardInfo.of(await context.desk.board())

    @routes.get(
        "/events",
        response_class=Response,
        responses={
            200: {"content": {"text/event-stream": {}}, "description": "Server-Sent Events, data: BoardInfo"}
        },
    )
    async def events() -> Response:
        """The board now, then one event for each change: called, recalled, finished, no_show, …."""
        return context.streams.answer(feeds.feed)

    return routes
