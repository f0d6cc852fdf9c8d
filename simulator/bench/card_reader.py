"""The card reader's own routes: laying a card by its kind, the certificate of the state that issued it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.bench.answers import BadRequest, number, read_object
from simulator.bench.context import Bench
from simulator.devices.card_reader.card_reader import CardReader
from simulator.devices.card_reader.deck import KINDS, issuer_certificate
from simulator.devices.card_reader.hands import LAY
from simulator.devices.interfaces import ActRefused

CERTIFICATE = "/cards/csca.der"


def routes(bench: Bench) -> list[Route]:
    """Laying a card (its kind, citizen, slot) and the issuing certificate; nothing without a reader."""
    station = bench.stations.get(CardReader.name)
    if station is None:
        return []

    async def lay(request: Request) -> JSONResponse:
        body = await read_object(request)
        kind = body.pop("card", None)
        if not isinstance(kind, str) or kind not in KINDS:
            raise BadRequest(422, "card must name a kind of card", field="card", cards=list(KINDS))
        parameters = {key: number(key, value) for key, value in body.items()}
        try:
            station.act(f"{LAY}{kind}", parameters)
        except ActRefused as refused:
            raise BadRequest(422, str(refused)) from refused
        return JSONResponse(station.line.state())

    async def certificate(request: Request) -> Response:
        headers = {"Content-Disposition": 'attachment; filename="simulated-csca.der"'}
        return Response(issuer_certificate(), media_type="application/pkix-cert", headers=headers)

    return [
        Route(f"/devices/{CardReader.name}/hands/lay", lay, methods=["POST"]),
        Route(CERTIFICATE, certificate),
    ]
