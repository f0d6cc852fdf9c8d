"""`/counter/robot`: where the robot is, where it goes, and the orders of staff."""

import asyncio

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from kiosk.phrases import Phrases
from kiosk.web.context import WebContext
from kiosk.web.forms import is_pushed, read_form, required
from kiosk.web.hall_picture import HallPicture, hall_picture
from kiosk.web.live import live
from kiosk.web.pages import Pages
from kiosk.web.robot_orders import PLACED, BadOrder, give
from kiosk.web.robot_view import place_marks, where
from kiosk.web.session import page_language, staff_name
from kiosk.web.sse import HEARTBEAT_S, EventStream, Feed, Gone, Signal, Write, digest, message
from state_machines.machine import NotAllowedNow
from state_machines.travel_runner import TravelRunner

AT = "/counter/robot"
ORDERS = frozenset({*PLACED, "home", "dock", "round", "pause", "resume", "stop", "release"})
WHERE_S = 0.2  # the least time between two positions


class RobotRoom:
    """The robot's page for staff; HTTP 404 where nothing moves."""

    def __init__(self, context: WebContext, pages: Pages) -> None:
        self._context = context
        self._pages = pages
        self._changes = Signal()
        self._moves = Signal()
        self._picture: HallPicture | None = None
        travel = context.travel
        if travel is not None:
            travel.on_view(self._changes.fire)
        if context.base is not None:
            context.base.on_report(self._moves.fire)

    async def page(self, request: Request) -> Response:
        """The whole page."""
        self._travel()
        staff = await staff_name(request, self._context.staff)
        if staff is None:
            return RedirectResponse("/counter", 303)
        stage = self._stage(request)
        phrases = self._phrases(request)
        return self._pages.page(
            "counter/robot.html", phrases, staff=staff, stage=stage, seen=digest(stage), hall=self._hall()
        )

    async def picture(self, request: Request) -> Response:
        """The hall's map."""
        self._travel()
        if await staff_name(request, self._context.staff) is None:
            return Response(status_code=401)
        headers = {"Cache-Control": "private, max-age=3600"}
        return Response(self._hall().png, media_type="image/png", headers=headers)

    async def stream(self, request: Request) -> EventStream:
        """Its changing part and the robot's position, pushed while the login lasts."""
        self._travel()

        async def render() -> str:
            if await staff_name(request, self._context.staff) is None:
                raise Gone
            return self._stage(request)

        streams = self._context.streams
        return live(request, streams, self._pages, self._changes, render, beside=[self._where()])

    async def take(self, step: str, request: Request) -> Response:
        """One order of staff."""
        travel = self._travel()
        if await staff_name(request, self._context.staff) is None:
            return Response(status_code=401) if is_pushed(request) else RedirectResponse("/counter", 303)
        fields = await read_form(request)
        if step not in ORDERS:
            raise HTTPException(404)
        place = required(fields, "place") if step in PLACED else None
        try:
            give(travel, step, place)
        except (NotAllowedNow, BadOrder):
            return self._answer(request, 409, self._phrases(request).text("robot_not_now"))
        return self._answer(request)

    def _travel(self) -> TravelRunner:
        if self._context.travel is None:
            raise HTTPException(404)
        return self._context.travel

    def _hall(self) -> HallPicture:
        """Drawn when it is first wanted."""
        hall, folder = self._context.config.hall, self._context.config.folder
        if hall is None or folder is None:
            raise HTTPException(404)
        if self._picture is None:
            self._picture = hall_picture(folder / hall.map)
        return self._picture

    def _stage(self, request: Request) -> str:
        phrases, hall, travel = self._phrases(request), self._context.config.hall, self._travel()
        places = {} if hall is None else hall.places
        marks = place_marks(places, self._hall(), phrases)
        view = travel.view
        return self._pages.html(
            "counter/robot_stage.html",
            phrases,
            at=AT,
            view=view,
            hall=self._hall(),
            places=marks,
            names={mark.place: mark.name for mark in marks},
            dock=None if hall is None else hall.dock,
            rounds=bool(hall and hall.waiting_area),
        )

    def _where(self) -> Feed:
        picture, travel = self._hall(), self._travel()

        async def feed(write: Write) -> None:
            with self._moves.watch() as moved:
                while True:
                    await write(message("where", where(travel.report, picture)))
                    await moved.changed(HEARTBEAT_S)
                    await asyncio.sleep(WHERE_S)

        return feed

    def _phrases(self, request: Request) -> Phrases:
        return self._pages.phrases(page_language(request))

    def _answer(self, request: Request, status: int = 204, refusal: str = "") -> Response:
        if not is_pushed(request):
            return RedirectResponse(AT, 303)
        return PlainTextResponse(refusal, status) if refusal else Response(status_code=status)


def router(context: WebContext, pages: Pages) -> APIRouter:
    """The routes of the robot's page."""
    routes = APIRouter(prefix=AT, include_in_schema=False)
    room = RobotRoom(context, pages)
    routes.add_api_route("", room.page, methods=["GET"], response_model=None)
    routes.add_api_route("/hall.png", room.picture, methods=["GET"], response_model=None)
    routes.add_api_route("/stream", room.stream, methods=["GET"], response_model=None)
    routes.add_api_route("/{step}", room.take, methods=["POST"], response_model=None)
    return routes
