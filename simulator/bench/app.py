"""The bench's web application: one module a noun, strict headers on everything."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.bench import card_reader, cards, devices, hall, page, papers, playback, sound, stream, treats
from simulator.bench.answers import BadRequest, tell_error
from simulator.bench.context import Bench

STATIC = Path(__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def build_app(bench: Bench) -> Starlette:
    """All routes over one bench."""

    async def healthz(request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok\n")

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
            *page.routes(bench),
            *card_reader.routes(bench),
            *devices.routes(bench),
            *papers.routes(bench),
            *playback.routes(bench),
            *stream.routes(bench),
            *sound.routes(bench),
            *cards.routes(bench),
            *hall.routes(bench),
            *treats.routes(bench),
        ],
        middleware=[Middleware(_StrictHeaders), Middleware(_OwnOriginOnly)],
        exception_handlers={BadRequest: tell_error},
    )


class _StrictHeaders:
    """Adds the security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class _OwnOriginOnly:
    """Refuses acts that a page of another site asks a browser for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            headers = Request(scope).headers
            origin = headers.get("origin")
            if origin is not None and origin.partition("://")[2] != headers.get("host"):
                refused = JSONResponse({"error": "only the bench's own page may do this from a browser"}, 403)
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)
