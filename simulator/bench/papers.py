"""The tickets that came out, the trace, and everything in one bundle."""

import io
import json
import zipfile

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.bench.answers import BadRequest, query_number
from simulator.bench.context import Bench

TRACE_LINES = 1000
BUNDLED_TICKETS, BUNDLED_SAYINGS = 100, 30


def routes(bench: Bench) -> list[Route]:
    """GET /tickets, /tickets/{n}.png, /trace, /export."""

    async def tickets(request: Request) -> JSONResponse:
        kept = bench.station.tickets.kept(query_number(request, "after", 0))
        return JSONResponse([ticket.listing() for ticket in kept])

    async def picture(request: Request) -> Response:
        n = request.path_params["n"]
        ticket = bench.station.tickets.find(n)
        if ticket is None:
            kept = bench.station.tickets.kept()
            first, last = (kept[0].n, kept[-1].n) if kept else (0, 0)
            raise BadRequest(404, f"there is no ticket {n}", first=first, last=last)
        return Response(ticket.png(), media_type="image/png", headers={"Cache-Control": "no-store"})

    async def trace(request: Request) -> JSONResponse:
        after, most = query_number(request, "after", 0), query_number(request, "most", TRACE_LINES)
        return JSONResponse([line.listing() for line in bench.station.trace.lines(after, most)])

    async def export(request: Request) -> Response:
        headers = {"Content-Disposition": 'attachment; filename="bench.zip"'}
        return Response(bundle(bench), media_type="application/zip", headers=headers)

    return [
        Route("/tickets", tickets),
        Route("/tickets/{n:int}.png", picture),
        Route("/trace", trace),
        Route("/export", export),
    ]


def bundle(bench: Bench) -> bytes:
    """A zip with what is needed to see again what happened: state, seed, versions, trace, tickets, sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        states = {name: station.line.state() for name, station in bench.stations.items()}
        about = {**bench.about, "addresses": dict(bench.addresses), **bench.state(), "devices": states}
        archive.writestr("about.json", json.dumps(about, ensure_ascii=False, indent=2))
        lines = (json.dumps(line.listing(), ensure_ascii=False) for line in bench.station.trace.lines())
        archive.writestr("trace.jsonl", "".join(f"{line}\n" for line in lines))
        for said in bench.acoustics.heard.kept()[-BUNDLED_SAYINGS:] if bench.acoustics else ():
            archive.writestr(f"heard/{said.n}.wav", said.wav())
        for ticket in bench.station.tickets.kept()[-BUNDLED_TICKETS:]:
            archive.writestr(f"tickets/{ticket.n}.png", ticket.png())
    return out.getvalue()
