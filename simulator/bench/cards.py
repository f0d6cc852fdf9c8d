"""Cards on the bench: the camera's stream, any text held to scanner or camera, and what goes on there."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from simulator.bench.answers import BadRequest, number, read_object
from simulator.bench.context import Bench
from simulator.bench.stream import answer, stream
from simulator.bench.telling import PlaceTeller
from simulator.bench.words import card_words
from simulator.card_place import CardPlace
from simulator.devices.camera.hands import VIEW
from simulator.devices.interfaces import Parameter
from simulator.foreign_codes import LONG
from simulator.wires.mjpeg import MEDIA_TYPE

STREAM = "/camera.mjpeg"


def routes(bench: Bench) -> list[Route]:
    """GET /camera.mjpeg, /cards/events, POST /devices/{code_scanner,camera}/hold; none without a place."""
    place = bench.card_place
    if place is None:
        return []

    async def events(request: Request) -> StreamingResponse:
        return answer(stream(bench.cards_hub, teller(bench, place)))

    async def camera(request: Request) -> StreamingResponse:
        if not place.mjpeg.reachable:
            raise BadRequest(503, "the camera's cable is out")
        headers = {"Cache-Control": "no-store", "Connection": "close"}
        return StreamingResponse(place.mjpeg.watch(), media_type=MEDIA_TYPE, headers=headers)

    return [Route(STREAM, camera), Route("/cards/events", events), *_holding(place)]


def _holding(place: CardPlace) -> list[Route]:
    async def to_scanner(request: Request) -> JSONResponse:
        text, given = await _read(request, (Parameter("seconds", 1.5, 0, 3600, "s"),))
        place.code_scanner.let(lambda now: place.scanner.hold(text, now, given.get("seconds", 1.5)))
        return JSONResponse(place.code_scanner.line.state())

    async def to_camera(request: Request) -> JSONResponse:
        text, given = await _read(request, VIEW)
        place.camera.let(lambda now: place.eye.hold(text, given, now))
        return JSONResponse(place.camera.line.state())

    return [
        Route("/devices/code_scanner/hold", to_scanner, methods=["POST"]),
        Route("/devices/camera/hold", to_camera, methods=["POST"]),
    ]


async def _read(request: Request, known: tuple[Parameter, ...]) -> tuple[str, dict[str, float]]:
    """The text to hold, and the numbers that go with it."""
    body = await read_object(request)
    text = body.pop("text", None)
    if not isinstance(text, str) or not 0 < len(text.encode("utf-8", "replace")) <= LONG.high:
        raise BadRequest(422, f"text must be a text of 1 to {LONG.high:.0f} bytes", field="text")
    limits = {parameter.name: parameter for parameter in known}
    return text, {name: _within(limits, name, value) for name, value in body.items()}


def _within(limits: Mapping[str, Parameter], name: str, value: object) -> float:
    if name not in limits:
        raise BadRequest(422, f"there is no {name[:40]!r}; there are: text, {', '.join(limits)}", field=name)
    given, limit = number(name, value), limits[name]
    if not limit.low <= given <= limit.high:
        raise BadRequest(
            422, f"{name} must be {limit.low:g} to {limit.high:g} {limit.unit}".rstrip(), field=name
        )
    return given


def teller(bench: Bench, place: CardPlace) -> PlaceTeller:
    """What the cards' page is told."""
    return PlaceTeller(bench, "cards", place.stations, card_words)
