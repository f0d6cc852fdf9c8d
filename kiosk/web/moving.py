"""`/moving`: what the citizen's screen shows while the robot moves, and the touch that stops it."""

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request, Response

from kiosk.phrases import Phrases
from kiosk.web.context import WebContext
from kiosk.web.local import answer, only_here
from kiosk.web.pages import Pages
from state_machines.travel import ON_ERRAND

TITLES = {"announcing": "moving_title", "guiding": "moving_guiding"}


@dataclass(frozen=True, slots=True)
class Moving:
    """What it does, and where it goes; `to` is empty where that has no name."""

    title: str
    to: str


def moving(context: WebContext, phrases: Phrases) -> Moving | None:
    """None while it stands."""
    travel, hall = context.travel, context.config.hall
    if travel is None or travel.view.state not in ON_ERRAND:
        return None
    title = phrases.text(TITLES.get(travel.view.state, "moving_now"))
    goal = None if hall is None else hall.places.get(travel.view.goal)
    name = "" if goal is None else goal.name.in_language(phrases.language)
    return Moving(title, phrases.text("moving_to", place=name) if name else "")


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The touch; HTTP 404 where nothing moves."""
    del pages
    routes = APIRouter(include_in_schema=False)

    @routes.post("/moving/stop")
    async def stop(request: Request) -> Response:
        only_here(request, context)
        if context.travel is None:
            raise HTTPException(404)
        context.travel.touched()
        return answer(request, 204)

    return routes
