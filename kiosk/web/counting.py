"""Counts every answer by the part of the pages it came from."""

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PARTS = (
    ("/api/", "api"),
    ("/static/", "static"),
    ("/counter", "counter"),
    ("/board", "board"),
    ("/T/", "phone"),
    ("/P/", "phone"),
    ("/visit", "screen"),
    ("/healthz", "health"),
    ("/metrics", "health"),
)
BROKEN = 500


def part_of(path: str) -> str:
    """The part a path belongs to: few words, whatever is asked for."""
    if path == "/":
        return "screen"
    return next((part for prefix, part in PARTS if path.startswith(prefix)), "other")


class Counted:
    """ASGI middleware: tells `answered(part, status)`; an event stream counts when it begins."""

    def __init__(self, app: ASGIApp, answered: Callable[[str, int], None]) -> None:
        self._app = app
        self._answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        part = part_of(scope["path"])

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._answered(part, message["status"])
            await send(message)

        try:
            await self._app(scope, receive, counted)
        except Exception:
            self._answered(part, BROKEN)  # answered further out
            raise
