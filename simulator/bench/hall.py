"""The hall on the bench: a live picture of it, people and things to drag, a robot to carry elsewhere."""

from collections.abc import Callable, Mapping
from io import BytesIO

import numpy as np
from PIL import Image
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from simulator.bench.answers import BadRequest, number, read_object
from simulator.bench.context import Bench
from simulator.bench.hall_view import teller
from simulator.bench.stream import answer, stream
from simulator.devices.interfaces import Parameter
from simulator.hall.hall import Hall
from simulator.hall.poses import Pose
from simulator.hall.walls import Walls
from simulator.hall_place import HallPlace

SOLID, FREE, UNKNOWN = (52, 62, 92), (250, 251, 253), (206, 210, 220)
WIDEST_M = 1000.0
X, Y = Parameter("x", 0, -WIDEST_M, WIDEST_M, "m"), Parameter("y", 0, -WIDEST_M, WIDEST_M, "m")
YAW = Parameter("yaw", 0, -7, 7, "rad")
RADIUS = Parameter("radius", 0.15, 0.03, 2, "m")
NUMBER = Parameter("number", 0, 1, 1e6, "")
ENDS = tuple(Parameter(name, 0, -WIDEST_M, WIDEST_M, "m") for name in ("x1", "y1", "x2", "y2"))

Act = Callable[[Hall, Mapping[str, float]], object]

ACTS: Mapping[str, tuple[tuple[Parameter, ...], Act]] = {
    "carry_robot": ((X, Y, YAW), lambda hall, to: hall.place_robot(Pose(to["x"], to["y"], to["yaw"]))),
    "add_person": ((X, Y), lambda hall, at: hall.add_person((at["x"], at["y"]), child=False)),
    "add_child": ((X, Y), lambda hall, at: hall.add_person((at["x"], at["y"]), child=True)),
    "move_person": ((NUMBER, X, Y), lambda hall, to: hall.move_person(int(to["number"]), to["x"], to["y"])),
    "remove_person": ((NUMBER,), lambda hall, who: hall.remove_person(int(who["number"]))),
    "add_thing": ((X, Y, RADIUS), lambda hall, at: hall.add_obstacle(at["x"], at["y"], at["radius"])),
    "move_thing": ((NUMBER, X, Y), lambda hall, to: hall.move_obstacle(int(to["number"]), to["x"], to["y"])),
    "remove_thing": ((NUMBER,), lambda hall, what: hall.remove_obstacle(int(what["number"]))),
    "block": (ENDS, lambda hall, at: hall.block((at["x1"], at["y1"]), (at["x2"], at["y2"]))),
    "ask_to_pass": ((), lambda hall, _: hall.asked_to_pass()),
}


def routes(bench: Bench) -> list[Route]:
    """GET /hall/map.png, GET /hall/events, POST /hall/{act}; none without a hall."""
    place = bench.hall_place
    if place is None:
        return []
    drawn = picture(place.hall.walls)

    async def map_picture(request: Request) -> Response:
        return Response(drawn, media_type="image/png", headers={"Cache-Control": "max-age=60"})

    async def events(request: Request) -> StreamingResponse:
        return answer(stream(bench.hall_hub, teller(bench, place)))

    async def act(request: Request) -> JSONResponse:
        name = request.path_params["act"]
        if name not in ACTS:
            raise BadRequest(404, f"the hall has no act {name[:40]!r}; there are: {', '.join(ACTS)}")
        known, do = ACTS[name]
        given = _numbers(await read_object(request), known)
        _do(place, lambda: do(place.hall, given))
        bench.hall_hub.changed()
        return JSONResponse({"done": name})

    return [
        Route("/hall/map.png", map_picture),
        Route("/hall/events", events),
        Route("/hall/{act}", act, methods=["POST"]),
    ]


def picture(walls: Walls) -> bytes:
    """The map as a PNG, a pixel a cell, north up."""
    cells = np.empty((*walls.solid.shape, 3), np.uint8)
    cells[:] = UNKNOWN
    cells[walls.free] = FREE
    cells[walls.solid] = SOLID
    file = BytesIO()
    Image.fromarray(cells[::-1]).save(file, "PNG")
    return file.getvalue()


def _do(place: HallPlace, act: Callable[[], object]) -> None:
    """Do it now, in the hall's time. Raises `BadRequest`."""
    place.hall.advance(place.mobile_base.clock.now())
    try:
        act()
    except KeyError as error:
        raise BadRequest(404, f"nobody and nothing here has the number {error}") from error
    except ValueError as error:
        raise BadRequest(422, str(error)) from error


def _numbers(body: Mapping[str, object], known: tuple[Parameter, ...]) -> dict[str, float]:
    """All of `known` from the body, within their limits. Raises `BadRequest`."""
    names = ", ".join(parameter.name for parameter in known) or "none"
    for name in body:
        if name not in {parameter.name for parameter in known}:
            raise BadRequest(422, f"there is no {name[:40]!r}; there are: {names}", field=name)
    given = {}
    for parameter in known:
        if parameter.name not in body and parameter is not RADIUS:
            raise BadRequest(422, f"{parameter.name} is missing; needed are: {names}", field=parameter.name)
        value = number(parameter.name, body.get(parameter.name, parameter.default))
        if not parameter.low <= value <= parameter.high:
            limits = f"{parameter.low:g} to {parameter.high:g} {parameter.unit}".rstrip()
            raise BadRequest(422, f"{parameter.name} must be {limits}", field=parameter.name)
        given[parameter.name] = value
    return given
