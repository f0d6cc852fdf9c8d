"""The device, its state, and what hands can do to it."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from simulator.bench.answers import BadRequest, number, read_object
from simulator.bench.context import Bench
from simulator.devices.interfaces import Act, ActRefused
from simulator.station import Station


def routes(bench: Bench) -> list[Route]:
    """GET /devices, GET /devices/{device}, POST /devices/{device}/hands/{act}."""

    async def devices(request: Request) -> JSONResponse:
        return JSONResponse([_device(bench, station) for station in bench.stations.values()])

    async def device(request: Request) -> JSONResponse:
        return JSONResponse(_device(bench, _station(bench, request)))

    async def hands(request: Request) -> JSONResponse:
        station = _station(bench, request)
        name = request.path_params["act"].replace("-", "_")
        _check_act(station, name)
        parameters = {key: number(key, value) for key, value in (await read_object(request)).items()}
        try:
            station.act(name, parameters)
        except ActRefused as refused:
            raise BadRequest(422, str(refused)) from refused
        return JSONResponse(station.line.state())

    return [
        Route("/devices", devices),
        Route("/devices/{device}", device),
        Route("/devices/{device}/hands/{act}", hands, methods=["POST"]),
    ]


def _station(bench: Bench, request: Request) -> Station:
    name = str(request.path_params["device"])
    if name not in bench.stations:
        raise BadRequest(404, f"there is no device {name[:60]!r}", devices=list(bench.stations))
    return bench.stations[name]


def _check_act(station: Station, name: str) -> None:
    acts = [act.name for act in station.line.acts]
    if name not in acts:
        raise BadRequest(404, f"hands cannot do {name[:60]!r} to {station.line.name}", acts=acts)


def _device(bench: Bench, station: Station) -> dict[str, object]:
    line = station.line
    return {
        "name": line.name,
        "addresses": dict(bench.addresses_of(line.name)),
        "state": line.state(),
        "acts": [act_listing(act) for act in line.acts],
    }


def act_listing(act: Act) -> Mapping[str, object]:
    """An act as JSON tells of it."""
    parameters = [
        {"name": p.name, "default": p.default, "low": p.low, "high": p.high, "unit": p.unit}
        for p in act.parameters
    ]
    return {
        "name": act.name,
        "part": act.part,
        "label": dict(act.label),
        "parameters": parameters,
        "key": act.key,
    }
