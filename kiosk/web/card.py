"""`/card`: what is touched while a card is read; what is typed is neither shown again nor logged."""

from fastapi import APIRouter, HTTPException, Request, Response

from kiosk.web.context import WebContext
from kiosk.web.forms import read_form, required
from kiosk.web.local import answer, only_here
from kiosk.web.pages import Pages
from state_machines.card_runner import CardRunner
from state_machines.machine import NotAllowedNow


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of a reading; HTTP 404 where the robot reads no cards."""
    del pages
    routes = APIRouter(include_in_schema=False)

    async def form_of(request: Request) -> dict[str, str]:
        only_here(request, context)
        return await read_form(request)

    async def touched(form: dict[str, str]) -> CardRunner:
        """The runner, if the form is of this visit. Raises `NotAllowedNow`."""
        if context.card is None:
            raise HTTPException(404)
        await context.visit.post("touch", **({"visit": form["visit"]} if "visit" in form else {}))
        return context.card

    @routes.post("/card/number")
    async def number(request: Request) -> Response:
        form = await form_of(request)
        digits = required(form, "digits")
        try:
            (await touched(form)).type_number(digits)
        except NotAllowedNow:
            return answer(request, 409)
        return answer(request, 204)

    @routes.post("/card/stop")
    async def stop(request: Request) -> Response:
        form = await form_of(request)
        try:
            (await touched(form)).stop()
        except NotAllowedNow:
            return answer(request, 409)
        return answer(request, 204)

    return routes
