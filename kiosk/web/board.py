"""`/board`: called numbers and their counters, for the whole hall."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kiosk.desk.model import Board, Called
from kiosk.web import board_sound
from kiosk.web.context import WebContext
from kiosk.web.live import live
from kiosk.web.pages import Pages
from kiosk.web.sse import EventStream, Signal, digest

SHOWN_SERVING = 6
SHOWN_UPRIGHT = 5  # on a portrait board; the sixth stands among the last calls there
SHOWN_LAST = 6
SHOWN_NEXT = 6


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of the board."""
    routes = APIRouter(prefix="/board", include_in_schema=False)
    changes = Signal()
    context.desk.on_event(changes.fire)
    context.dialogs.on_change(changes.fire)
    names = {counter.id: counter.name for counter in context.config.counters}
    vietnamese, english = pages.phrases("vi"), pages.phrases("en")
    announcer, news = context.announcer, Signal()
    if announcer is not None:
        announcer.on_change(news.fire)
        routes.include_router(board_sound.router(announcer))

    async def wall() -> str:
        board = await context.desk.board()
        serving = latest_first(board)
        return pages.html(
            "board/wall.html",
            vietnamese,
            en=english.text,
            names=names,
            serving=serving[:SHOWN_SERVING],
            sixth=serving[SHOWN_UPRIGHT] if len(serving) > SHOWN_UPRIGHT else None,
            last=[*serving[SHOWN_UPRIGHT:], *not_serving(board)][:SHOWN_LAST],
            next=board.next[:SHOWN_NEXT],
        )

    @routes.get("")
    async def page(request: Request) -> HTMLResponse:
        heard = None if announcer is None else board_sound.since(request, announcer)
        html = await wall()
        now = context.clock.now()
        return pages.page(
            "board/page.html",
            vietnamese,
            en=english.text,
            wall=html,
            seen=digest(html),
            now=vietnamese.local(now).strftime("%H:%M"),
            zone=context.config.site.time_zone,
            heard=heard,
        )

    @routes.get("/stream")
    async def stream(request: Request) -> EventStream:
        beside = []
        if announcer is not None:
            beside.append(board_sound.announced(announcer, news, board_sound.since(request, announcer)))
        return live(request, context.streams, pages, changes, wall, beside=beside)

    return routes


def latest_first(board: Board) -> list[Called]:
    """The numbers at the counters, the latest call first."""
    return sorted(board.serving, key=lambda called: called.called_at, reverse=True)


def not_serving(board: Board) -> list[Called]:
    """The last calls that are no longer at a counter."""
    serving = {(called.number, called.counter) for called in board.serving}
    return [called for called in board.last if (called.number, called.counter) not in serving]
