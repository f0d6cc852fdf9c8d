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


class BoardPages:
    """Renders the board, in both languages at once."""

    def __init__(self, context: WebContext, pages: Pages) -> None:
        self._context = context
        self._pages = pages
        self._names = {counter.id: counter.name for counter in context.config.counters}
        self._vietnamese = pages.phrases("vi")
        self._english = pages.phrases("en").text

    async def wall(self) -> str:
        """The part that changes."""
        board = await self._context.desk.board()
        serving = latest_first(board)
        return self._pages.html(
            "board/wall.html",
            self._vietnamese,
            en=self._english,
            names=self._names,
            serving=serving[:SHOWN_SERVING],
            sixth=serving[SHOWN_UPRIGHT] if len(serving) > SHOWN_UPRIGHT else None,
            last=[*serving[SHOWN_UPRIGHT:], *not_serving(board)][:SHOWN_LAST],
            next=board.next[:SHOWN_NEXT],
        )

    async def page(self, heard: int | None) -> HTMLResponse:
        """The whole of it; `heard`: the last announcement before it, None for a silent board."""
        html = await self.wall()
        now = self._vietnamese.local(self._context.clock.now())
        return self._pages.page(
            "board/page.html",
            self._vietnamese,
            en=self._english,
            wall=html,
            seen=digest(html),
            now=now.strftime("%H:%M"),
            zone=self._context.config.site.time_zone,
            heard=heard,
        )


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of the board."""
    routes = APIRouter(prefix="/board", include_in_schema=False)
    boards = BoardPages(context, pages)
    changes = Signal()
    context.desk.on_event(changes.fire)
    context.dialogs.on_change(changes.fire)
    announcer, news = context.announcer, Signal()
    if announcer is not None:
        announcer.on_change(news.fire)
        routes.include_router(board_sound.router(announcer))

    @routes.get("")
    async def page(request: Request) -> HTMLResponse:
        return await boards.page(None if announcer is None else board_sound.since(request, announcer))

    @routes.get("/stream")
    async def stream(request: Request) -> EventStream:
        beside = []
        if announcer is not None:
            beside.append(board_sound.announced(announcer, news, board_sound.since(request, announcer)))
        return live(request, context.streams, pages, changes, boards.wall, beside=beside)

    return routes


def latest_first(board: Board) -> list[Called]:
    """The numbers at the counters, the latest call first."""
    return sorted(board.serving, key=lambda called: called.called_at, reverse=True)


def not_serving(board: Board) -> list[Called]:
    """The last calls that are no longer at a counter."""
    serving = {(called.number, called.counter) for called in board.serving}
    return [called for called in board.last if (called.number, called.counter) not in serving]
