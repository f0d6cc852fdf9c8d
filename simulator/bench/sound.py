"""Sound on the bench: what citizens say, what the robot said, and both as they come."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from simulator.acoustics import Acoustics
from simulator.bench.answers import BadRequest, query_number, read_object
from simulator.bench.context import Bench
from simulator.bench.stream import FIRST_LINES, MOST_LINES, answer, event_text, stream
from simulator.bench.words import sound_words
from simulator.heard import Utterance
from simulator.speech.saying import BadSaying, Saying, saying_of
from simulator.speech.voice import VoiceFailed
from simulator.trace import TraceLine

FIRST_HEARD = 50


def routes(bench: Bench) -> list[Route]:
    """POST /devices/microphone/say, GET /heard, /heard/{n}.wav, /sound/events; none without sound."""
    acoustics = bench.acoustics
    if acoustics is None:
        return []

    async def say(request: Request) -> JSONResponse:
        saying = _saying(await read_object(request))
        try:
            spoken = await acoustics.citizens.say(saying)
        except VoiceFailed as failed:
            raise BadRequest(409, str(failed)) from failed
        return JSONResponse({"began": round(spoken.began, 3), "ends": round(spoken.ends, 3)})

    async def events(request: Request) -> StreamingResponse:
        return answer(stream(bench.sound_hub, SoundTeller(bench, acoustics)))

    return [
        Route("/devices/microphone/say", say, methods=["POST"]),
        Route("/sound/events", events),
        *_heard(acoustics),
    ]


def _heard(acoustics: Acoustics) -> list[Route]:
    async def heard(request: Request) -> JSONResponse:
        kept = acoustics.heard.kept(query_number(request, "after", 0))
        since = _seconds(request)
        if since is not None:
            recent = acoustics.heard.heard_since(since)
            kept = [utterance for utterance in kept if utterance in recent]
        return JSONResponse([utterance.listing() for utterance in kept])

    async def wav(request: Request) -> Response:
        n = request.path_params["n"]
        utterance = acoustics.heard.find(n)
        if utterance is None:
            raise BadRequest(404, f"nothing numbered {n} is kept", **_ends(acoustics.heard.kept()))
        headers = {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="heard-{n}.wav"'}
        return Response(utterance.wav(), media_type="audio/wav", headers=headers)

    return [Route("/heard", heard), Route("/heard/{n:int}.wav", wav)]


class SoundTeller:
    """A `Teller` of the sound's page: `sound` when it changed, `heard` and `trace` as they come."""

    def __init__(self, bench: Bench, acoustics: Acoustics) -> None:
        self._bench = bench
        self._acoustics = acoustics
        self._trace = acoustics.microphone.trace
        self._line = max(0, self._trace.count - FIRST_LINES)
        self._said = max(0, acoustics.heard.count - FIRST_HEARD)
        self._state: dict[str, object] = {}

    def news(self) -> str:
        """Everything new as event-stream text."""
        return self._state_news() + self._heard_news() + self._trace_news()

    def _state_news(self) -> str:
        state = self._sound()
        if {**state, "time": None} == {**self._state, "time": None}:
            return ""
        self._state = state
        return event_text("sound", state)

    def _sound(self) -> dict[str, object]:
        devices = {name: station.line.state() for name, station in self._acoustics.stations.items()}
        clock = self._acoustics.microphone.clock
        return {
            "time": round(clock.now(), 3),
            "speed": clock.speed,
            "scenario": self._bench.player.state(),
            "heard": self._acoustics.heard.count,
            "devices": devices,
            "words": {name: sound_words(name, state) for name, state in devices.items()},
        }

    def _heard_news(self) -> str:
        said = self._acoustics.heard.kept(self._said)
        self._said = self._acoustics.heard.count
        return event_text("heard", [utterance.listing() for utterance in said]) if said else ""

    def _trace_news(self) -> str:
        lines = [line for line in self._trace.lines(self._line, MOST_LINES) if _concerns_sound(line)]
        self._line = self._trace.count
        return event_text("trace", [line.listing() for line in lines]) if lines else ""


def _concerns_sound(line: TraceLine) -> bool:
    return bool(line.device)


def _saying(body: dict[str, object]) -> Saying:
    try:
        return saying_of(body)
    except BadSaying as error:
        raise BadRequest(422, str(error), field=error.key) from error


def _seconds(request: Request) -> float | None:
    text = request.query_params.get("since")
    if text is None:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise BadRequest(422, f"since must be seconds, not {text[:40]!r}") from error


def _ends(kept: Sequence[Utterance]) -> dict[str, object]:
    return {"first": kept[0].n, "last": kept[-1].n} if kept else {}
