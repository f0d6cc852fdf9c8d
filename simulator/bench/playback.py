"""Time and stories: speed, scenarios, recordings and their replay."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from simulator.bench.answers import BadRequest, number, read_body, read_object
from simulator.bench.context import Bench
from simulator.recording import NAME, SUFFIX, BadRecording, Recorder, read_recording
from simulator.scenarios.load import ScenarioErrors, read_scenario
from simulator.scenarios.model import Scenario


def routes(bench: Bench) -> list[Route]:
    """/speed, /scenarios…, /recordings…."""
    return [*_speed(bench), *_scenarios(bench), *_recordings(bench)]


def _speed(bench: Bench) -> list[Route]:
    async def set_speed(request: Request) -> JSONResponse:
        body = await read_object(request)
        if "speed" not in body:
            raise BadRequest(422, 'send {"speed": 1}; 0 = pause')
        try:
            bench.set_speed(number("speed", body["speed"]))
        except ValueError as error:
            raise BadRequest(422, str(error)) from error
        bench.changed()
        return JSONResponse(bench.state())

    async def speed(request: Request) -> JSONResponse:
        return JSONResponse({"speed": bench.station.clock.speed, "time": round(bench.station.clock.now(), 3)})

    return [Route("/speed", set_speed, methods=["POST"]), Route("/speed", speed)]


def _scenarios(bench: Bench) -> list[Route]:
    async def scenarios(request: Request) -> JSONResponse:
        listed = [_listing(scenario) for scenario in bench.scenarios.values()]
        return JSONResponse({"scenarios": listed, "playing": bench.player.state()})

    async def play_sent(request: Request) -> JSONResponse:
        try:
            text = (await read_body(request)).decode("utf-8")
            scenario = read_scenario(text, "sent", "body", bench.acts)
        except UnicodeDecodeError as error:
            raise BadRequest(400, "the body must be a scenario in YAML, in UTF-8") from error
        except ScenarioErrors as errors:
            raise BadRequest(422, "the scenario has errors", errors=errors.lines) from errors
        return _play(scenario)

    async def start(request: Request) -> JSONResponse:
        name = request.path_params["name"].replace("-", "_")
        if name not in bench.scenarios:
            raise BadRequest(404, f"there is no scenario {name[:60]!r}", scenarios=list(bench.scenarios))
        return _play(bench.scenarios[name])

    def _play(scenario: Scenario) -> JSONResponse:
        bench.player.start(scenario)
        bench.changed()
        return JSONResponse(bench.player.state())

    async def stop(request: Request) -> JSONResponse:
        bench.player.stop()
        bench.changed()
        return JSONResponse(None)

    return [
        Route("/scenarios", scenarios),
        Route("/scenarios", play_sent, methods=["POST"]),
        Route("/scenarios/stop", stop, methods=["POST"]),
        Route("/scenarios/{name}/start", start, methods=["POST"]),
    ]


def _listing(scenario: Scenario) -> dict[str, object]:
    return {
        "name": scenario.name,
        "title": dict(scenario.title),
        "about": dict(scenario.about),
        "steps": len(scenario.steps),
    }


def _recordings(bench: Bench) -> list[Route]:
    def names() -> list[str]:
        return sorted(path.name.removesuffix(SUFFIX) for path in bench.recordings.glob(f"*{SUFFIX}"))

    async def recordings(request: Request) -> JSONResponse:
        return JSONResponse({"recordings": names(), "recording": bench.state()["recording"]})

    async def record(request: Request) -> JSONResponse:
        name = str((await read_object(request)).get("name", f"recording-{len(names()) + 1}"))
        if not NAME.fullmatch(name):
            raise BadRequest(422, f"{name[:60]!r} is no good name; use letters, digits, - and _")
        _end_recording(bench)
        try:
            bench.station.recorder = Recorder(bench.recordings / f"{name}{SUFFIX}", bench.station.clock.now())
        except OSError as error:
            raise BadRequest(409, f"cannot write the recording: {error.strerror}") from error
        bench.hub.changed()
        return JSONResponse({"recording": name})

    async def stop(request: Request) -> JSONResponse:
        _end_recording(bench)
        bench.replayer.stop()
        bench.hub.changed()
        return JSONResponse({"recordings": names()})

    async def replay(request: Request) -> JSONResponse:
        name = request.path_params["name"]
        if name not in names():
            raise BadRequest(404, f"there is no recording {name[:60]!r}", recordings=names())
        try:
            chunks = read_recording(
                bench.recordings / f"{name}{SUFFIX}", bench.station.line.device.connectors
            )
        except (BadRecording, OSError) as error:
            raise BadRequest(422, str(error)) from error
        bench.replayer.start(chunks)
        bench.hub.changed()
        return JSONResponse({"replaying": name, "chunks": len(chunks)})

    return [
        Route("/recordings", recordings),
        Route("/recordings/start", record, methods=["POST"]),
        Route("/recordings/stop", stop, methods=["POST"]),
        Route("/recordings/{name}/replay", replay, methods=["POST"]),
    ]


def _end_recording(bench: Bench) -> None:
    if bench.station.recorder:
        bench.station.recorder.close()
        bench.station.recorder = None
