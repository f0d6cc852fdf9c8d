"""`/counter`: the door of the staff pages: name and PIN, which counter, which language, the way out."""

from math import ceil

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from kiosk.desk.staff import WrongPin
from kiosk.phrases import Phrases
from kiosk.web.context import WebContext
from kiosk.web.forms import read_form, required
from kiosk.web.pages import Pages
from kiosk.web.session import LANGUAGE_COOKIE, SESSION_COOKIE, page_language, set_cookie, staff_name


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of the staff door."""
    routes = APIRouter(prefix="/counter", include_in_schema=False)
    _ways_in(routes, context, pages)
    _ways_out(routes, context)
    return routes


def _ways_in(routes: APIRouter, context: WebContext, pages: Pages) -> None:
    door = context.staff

    async def login_page(
        request: Request, status: int = 200, error: str = "", name: str = ""
    ) -> HTMLResponse:
        phrases = pages.phrases(page_language(request))
        names = await door.names()
        return pages.page("counter/login.html", phrases, status, names=names, error=error, chosen=name)

    @routes.get("")
    async def entrance(request: Request) -> HTMLResponse:
        name = await staff_name(request, door)
        if name is None:
            return await login_page(request)
        phrases = pages.phrases(page_language(request))
        return pages.page("counter/choose.html", phrases, counters=context.config.counters, staff=name)

    @routes.post("/login")
    async def login(request: Request) -> Response:
        fields = await read_form(request)
        name, pin = required(fields, "name"), fields.get("pin", "")
        address = request.client.host if request.client else ""
        try:
            token = await door.login(name, pin, address)
        except WrongPin as wrong:
            phrases = pages.phrases(page_language(request))
            status = 429 if wrong.wait_s or wrong.locked else 401
            page = await login_page(request, status, _refusal(wrong, phrases), name)
            if wrong.wait_s:
                page.headers["Retry-After"] = str(ceil(wrong.wait_s))
            return page
        answer = RedirectResponse("/counter", 303)
        set_cookie(request, answer, SESSION_COOKIE, token)
        return answer


def _ways_out(routes: APIRouter, context: WebContext) -> None:
    """Out of the session, or into another language."""

    @routes.post("/logout")
    async def logout(request: Request) -> Response:
        await context.staff.logout(request.cookies.get(SESSION_COOKIE, ""))
        answer = RedirectResponse("/counter", 303)
        answer.delete_cookie(SESSION_COOKIE, path="/")
        return answer

    @routes.post("/language")
    async def language(request: Request) -> Response:
        fields = await read_form(request)
        there = required(fields, "at")
        known = {f"/counter/at/{counter.id}" for counter in context.config.counters} | {"/counter/robot"}
        answer = RedirectResponse(there if there in known else "/counter", 303)
        set_cookie(request, answer, LANGUAGE_COOKIE, "en" if fields.get("language") == "en" else "vi")
        return answer


def _refusal(wrong: WrongPin, phrases: Phrases) -> str:
    if wrong.locked:
        return phrases.text("login_locked")
    if not wrong.wait_s:
        return phrases.text("login_wrong")
    return phrases.text("login_wait", wait=phrases.duration(wrong.wait_s))
