"""`/counter/at/{counter}`: the work page of a counter, pushed; its forms are the steps of staff."""

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from kiosk.config.schema import Counter
from kiosk.desk.model import DeskError
from kiosk.desk.store import StoreError
from kiosk.phrases import Phrases
from kiosk.web.context import WebContext
from kiosk.web.counter_page import CounterPages
from kiosk.web.counter_steps import steps
from kiosk.web.forms import is_pushed, read_form, required
from kiosk.web.live import live
from kiosk.web.pages import Pages
from kiosk.web.session import page_language, staff_name
from kiosk.web.sse import EventStream, Gone, Signal, digest
from kiosk.web.staff_news import StaffNews


class WorkRoom:
    """The work pages of all counters; without a login they lead to the door."""

    def __init__(self, context: WebContext, pages: Pages) -> None:
        self._context = context
        self._pages = pages
        self._changes = Signal()
        news = StaffNews(context, self._changes.fire)
        self._work = CounterPages(context, pages, news)
        self._steps = steps(context, news)
        self._counters = {counter.id: counter for counter in context.config.counters}
        context.desk.on_event(self._changes.fire)
        context.visit.on_screen(self._changes.fire)
        context.troubles.on_change(self._changes.fire)
        context.journal.on_change(self._changes.fire)
        context.mode.on_mode(self._changes.fire)
        context.dialogs.on_change(self._changes.fire)
        if context.dialog_watch is not None:
            context.dialog_watch.on_change(self._changes.fire)
        if context.travel is not None:
            context.travel.on_view(self._changes.fire)

    async def page(self, counter_id: str, request: Request) -> Response:
        """The whole page."""
        counter, staff = self._known(counter_id), await staff_name(request, self._context.staff)
        if staff is None:
            return RedirectResponse("/counter", 303)
        phrases = self._phrases(request)
        work = await self._stage(counter, request)
        return self._pages.page(
            "counter/page.html", phrases, counter=counter, staff=staff, work=work, seen=digest(work)
        )

    async def stream(self, counter_id: str, request: Request) -> EventStream:
        """Its changing part, pushed while the login lasts."""
        counter = self._known(counter_id)

        async def render() -> str:
            if await staff_name(request, self._context.staff) is None:
                raise Gone
            return await self._stage(counter, request)

        return live(request, self._context.streams, self._pages, self._changes, render)

    async def take(self, counter_id: str, step: str, request: Request) -> Response:
        """One step of staff."""
        counter, staff = self._known(counter_id), await staff_name(request, self._context.staff)
        if step not in self._steps:
            raise HTTPException(404)
        if staff is None:
            return Response(status_code=401) if is_pushed(request) else RedirectResponse("/counter", 303)
        fields = await read_form(request)
        required(fields, "request_id")
        try:
            await self._steps[step](counter.id, fields, staff)
        except StoreError:
            return _answer(request, counter, 503, self._phrases(request).text("counter_not_kept"))
        except DeskError as error:
            refusal = self._phrases(request).text_or(error.code, "counter_refused")
            return _answer(request, counter, 409, refusal)
        return _answer(request, counter)

    def _known(self, counter_id: str) -> Counter:
        if counter_id not in self._counters:
            raise HTTPException(404)
        return self._counters[counter_id]

    def _phrases(self, request: Request) -> Phrases:
        return self._pages.phrases(page_language(request))

    async def _stage(self, counter: Counter, request: Request) -> str:
        return await self._work.stage(counter, self._phrases(request), self._changes.version)


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of the work pages."""
    routes = APIRouter(prefix="/counter/at/{counter_id}", include_in_schema=False)
    room = WorkRoom(context, pages)
    routes.add_api_route("", room.page, methods=["GET"], response_model=None)
    routes.add_api_route("/stream", room.stream, methods=["GET"], response_model=None)
    routes.add_api_route("/{step}", room.take, methods=["POST"], response_model=None)
    return routes


def _answer(request: Request, counter: Counter, status: int = 204, refusal: str = "") -> Response:
    """The script shows the refusal and waits for the push; without it the page is loaded again."""
    if not is_pushed(request):
        return RedirectResponse(f"/counter/at/{counter.id}", 303)
    return PlainTextResponse(refusal, status) if refusal else Response(status_code=status)
