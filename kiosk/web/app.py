"""The web application of one robot: its pages, its programs' interface, its guard."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles

from kiosk.web import (
    board,
    card,
    citizen,
    counter,
    leaflet_page,
    login,
    moving,
    phone,
    robot,
    voice_socket,
)
from kiosk.web.context import WebContext
from kiosk.web.counting import Counted
from kiosk.web.errors import install
from kiosk.web.pages import STATIC, Pages
from kiosk.web.security import Guard

PAGES = (citizen, moving, card, voice_socket, login, counter, robot, board, phone, leaflet_page)


def create_app(context: WebContext, api_routers: Sequence[APIRouter] = ()) -> FastAPI:
    """Everything under one port. Call `context.streams.close()` when the server is to end."""
    app = FastAPI(title="Service kiosk robot", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    pages = Pages(context)
    install(app, pages)
    for routes in api_routers:
        app.include_router(routes)
    for page in PAGES:
        app.include_router(page.router(context, pages))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guard, hosts=context.hosts)
    app.add_middleware(Counted, answered=context.metrics.answered)
    return app
