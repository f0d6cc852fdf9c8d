"""The dispenser on the bench: what is in its slots and its tray, and what goes on at its wire."""

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from simulator.bench.context import Bench
from simulator.bench.stream import answer, stream
from simulator.bench.telling import PlaceTeller
from simulator.bench.words import treat_words
from simulator.dispenser_place import DispenserPlace


def routes(bench: Bench) -> list[Route]:
    """GET /treats/events; none without a dispenser."""
    place = bench.dispenser_place
    if place is None:
        return []

    async def events(request: Request) -> StreamingResponse:
        return answer(stream(bench.treats_hub, teller(bench, place)))

    return [Route("/treats/events", events)]


def teller(bench: Bench, place: DispenserPlace) -> PlaceTeller:
    """What the dispenser's page is told."""
    return PlaceTeller(bench, "treats", place.stations, lambda _, state: treat_words(state))
