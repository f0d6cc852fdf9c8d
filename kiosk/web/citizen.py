"""`/`: the screen the citizen touches. The visit owns it; this page shows it and posts what was touched."""

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from kiosk.web.context import WebContext
from kiosk.web.forms import MAX_BYTES, read_form, required
from kiosk.web.live import live
from kiosk.web.local import answer, only_here
from kiosk.web.pages import Pages
from kiosk.web.screens import ScreenPages
from kiosk.web.sse import EventStream, Signal, digest
from state_machines.visit_runner import NotAllowedNow

EVENTS = {
    "touch": (),
    "choose": ("choice",),
    "say": ("text",),
    "ask": ("procedure",),
    "back": (),
    "restart": (),
    "call_staff": (),
    "stay": (),
    "language": ("language",),
    "text_size": ("text_size",),
    "contrast": (),
    "done": (),
    "repeat": (),
    "read": (),
    "slower": (),
    "louder": (),
    "quieter": (),
    "sound": (),
    "keypad": (),
}
LONGEST_SAID_BYTES = 128 * 1024  # somebody who talks without end is not understood, but answered
EVERY_FORM = ("visit", "revision", "request_id")
CHOICES = {"language": ("vi", "en"), "text_size": ("normal", "large", "larger")}


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of the citizen's screen."""
    routes = APIRouter(include_in_schema=False)
    screens = ScreenPages(context, pages)
    changes = _changes(context)

    async def stage() -> str:
        return await screens.stage(context.visit.screen)

    @routes.get("/")
    async def page(request: Request) -> HTMLResponse:
        only_here(request, context)
        return _page(context, pages, await stage())

    @routes.get("/visit/stream")
    async def stream(request: Request) -> EventStream:
        only_here(request, context)
        return live(request, context.streams, pages, changes, stage)

    @routes.post("/visit/search")
    async def search(request: Request) -> HTMLResponse:
        only_here(request, context)
        text = required(await read_form(request), "text")
        return HTMLResponse(screens.found(text, context.visit.screen))

    @routes.post("/visit/{event}")
    async def post(event: str, request: Request) -> Response:
        only_here(request, context)
        data = _wish(event, await read_form(request, LONGEST_SAID_BYTES if event == "say" else MAX_BYTES))
        _check_procedure(context, data)
        try:
            await context.visit.post(event, **data)
        except NotAllowedNow:
            return answer(request, 409)
        return answer(request, 204)

    return routes


def _changes(context: WebContext) -> Signal:
    """Fires with everything that may change the screen."""
    changes = Signal()
    context.visit.on_screen(changes.fire)
    context.desk.on_event(changes.fire)
    context.troubles.on_change(changes.fire)
    context.mode.on_mode(changes.fire)
    context.dialogs.on_change(changes.fire)
    if context.travel is not None:
        context.travel.on_view(changes.fire)
    return changes


def _page(context: WebContext, pages: Pages, stage: str) -> HTMLResponse:
    """The page around `stage`."""
    screen = context.visit.screen
    return pages.page(
        "citizen/page.html",
        pages.phrases(screen.language),
        screen=screen,
        stage=stage,
        seen=digest(stage),
        voice=context.voice is not None,
        doors=context.doors is not None,
        unheard=context.unheard,
        vi=pages.phrases("vi").text,
        en=pages.phrases("en").text,
    )


def _wish(event: str, fields: dict[str, str]) -> dict[str, str]:
    """The data of `event` from a form. Raises HTTP 404 or 400."""
    if event not in EVENTS:
        raise HTTPException(404)
    needed = EVENTS[event]
    if any(name not in fields for name in needed):
        raise HTTPException(400, "a field is missing")
    for name in CHOICES.keys() & needed:
        if fields[name] not in CHOICES[name]:
            raise HTTPException(400, f"{name} can be {', '.join(CHOICES[name])}")
    return {name: value for name, value in fields.items() if name in (*needed, *EVERY_FORM)}


def _check_procedure(context: WebContext, data: dict[str, str]) -> None:
    """Raises HTTP 404 for a procedure that is not in the book."""
    if "procedure" in data and data["procedure"] not in context.dialogs.now.knowledge.book.procedures:
        raise HTTPException(404, "no such procedure")
