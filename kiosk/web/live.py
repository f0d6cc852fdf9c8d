"""The live part of a page: one URL that pushes its screen."""

from collections.abc import Awaitable, Callable, Sequence

from fastapi import Request

from kiosk.web.pages import Pages
from kiosk.web.sse import EventStream, Feed, Gone, Signal, Streams, screens, together


def live(
    request: Request,
    streams: Streams,
    pages: Pages,
    signal: Signal,
    render: Callable[[], Awaitable[str]],
    pause_s: float = 0.0,
    beside: Sequence[Feed] = (),
) -> EventStream:
    """Push what `render` makes and what the feeds `beside` it write.

    A browser with older scripts or texts of ours is told to load the page.
    """
    build = request.query_params.get("build", pages.build)
    seen = request.headers.get("last-event-id") or request.query_params.get("seen", "")

    async def of_build() -> str:
        if build != pages.build:
            raise Gone
        return await render()

    feed = screens(signal, of_build, seen, pause_s)
    return streams.answer(together(feed, *beside) if beside else feed)
