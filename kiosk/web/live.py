"""The live part of a page: one URL that pushes its screen."""

from collections.abc import Awaitable, Callable

from fastapi import Request

from kiosk.web.pages import Pages
from kiosk.web.sse import EventStream, Feed, Signal, Streams, Write, message, screens


def live(
    request: Request,
    streams: Streams,
    pages: Pages,
    signal: Signal,
    render: Callable[[], Awaitable[str]],
    pause_s: float = 0.0,
) -> EventStream:
    """Push what `render` makes; a browser with an older build of our scripts is told to load the page."""
    if request.query_params.get("build", pages.build) != pages.build:
        return streams.answer(_reload)
    seen = request.headers.get("last-event-id") or request.query_params.get("seen", "")
    feed: Feed = screens(signal, render, seen, pause_s)
    return streams.answer(feed)


async def _reload(write: Write) -> None:
    await write(message("reload", ""))
