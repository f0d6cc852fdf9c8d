"""Sound on the bench: what citizens say, what the robot said, and both as they come."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from simulator.acoustics import Acoustics
from simulator.bench.answers import BadRequest, query_number, read_object
from simulator.bench.context import Bench
from simulator.bench.stream import answer, event_text, stream
from simulator.bench.telling import PlaceTeller
from simulator.bench.words import sound_words
from simulator.heard import Utterance
from simulator.speech.saying import BadSaying, Saying, saying_of
from simulator.speech.voice import VoiceFailed

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
    """A `Teller` of the sound's page: its devices, and what was `heard` as it comes."""

    def __init__(self, bench: Bench, acoustics: Acoustics) -> None:
        self._heard = acoustics.heard
        self._said = max(0, self._heard.count - FIRST_HEARD)
        self._devices = PlaceTeller(
            bench, "sound", acoustics.stations, sound_words, lambda: {"heard": self._heard.count}
        )

    def news(self) -> str:
        """Everything new as event-stream text."""
        return self._devices.news() + self._heard_news()

    def _heard_news(self) -> str:
        said = self._heard.kept(self._said)
        self._said = self._heard.count
        return event_text("heard", [utterance.listing() for utterance in said]) if said else ""


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
