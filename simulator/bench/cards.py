"""Cards on the bench: the camera's stream, any text held to scanner or camera, and what goes on there."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from simulator.bench.answers import BadRequest, number, read_object
from simulator.bench.context import Bench
from simulator.bench.stream import FIRST_LINES, MOST_LINES, answer, event_text, stream
from simulator.bench.words import card_words
from simulator.card_place import CardPlace
from simulator.devices.camera.hands import VIEW
from simulator.devices.interfaces import Parameter
from simulator.foreign_codes import LONG
from simulator.trace import TraceLine
from simulator.wires.mjpeg import MEDIA_TYPE

STREAM = "/camera.mjpeg"


def routes(bench: Bench) -> list[Route]:
    """GET /camera.mjpeg, /cards/events, POST /devices/{code_scanner,camera}/hold; none without a place."""
    place = bench.card_place
    if place is None:
        return []

    async def events(request: Request) -> StreamingResponse:
        return answer(stream(bench.cards_hub, CardsTeller(bench, place)))

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


class CardsTeller:
    """A `Teller` of the cards' page: `cards` when something changed, `trace` lines as they come."""

    def __init__(self, bench: Bench, place: CardPlace) -> None:
        self._bench = bench
        self._place = place
        self._trace = bench.station.trace
        self._line = max(0, self._trace.count - FIRST_LINES)
        self._state: dict[str, object] = {}

    def news(self) -> str:
        """Everything new as event-stream text."""
        return self._state_news() + self._trace_news()

    def _state_news(self) -> str:
        state = self._cards()
        if {**state, "time": None} == {**self._state, "time": None}:
            return ""
        self._state = state
        return event_text("cards", state)

    def _cards(self) -> dict[str, object]:
        devices = {name: station.line.state() for name, station in self._place.stations.items()}
        clock = self._bench.station.clock
        return {
            "time": round(clock.now(), 3),
            "speed": clock.speed,
            "scenario": self._bench.player.state(),
            "devices": devices,
            "words": {name: card_words(name, state) for name, state in devices.items()},
        }

    def _trace_news(self) -> str:
        lines = [line for line in self._trace.lines(self._line, MOST_LINES) if self._concerns(line)]
        self._line = self._trace.count
        return event_text("trace", [line.listing() for line in lines]) if lines else ""

    def _concerns(self, line: TraceLine) -> bool:
        return line.device in self._place.stations
