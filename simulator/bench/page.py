"""The bench page itself, in Vietnamese or English."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from simulator.bench.context import Bench
from simulator.devices.interfaces import Act

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("vi", "en")
PARTS = ("paper", "power", "cover", "cutter", "head", "model", "cable", "wire")


def routes(bench: Bench) -> list[Route]:
    """GET /."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts = {language: _texts(language) for language in LANGUAGES}

    async def page(request: Request) -> HTMLResponse:
        language = request.query_params.get("lang", LANGUAGES[0])
        language = language if language in LANGUAGES else LANGUAGES[0]
        html = environment.get_template("bench.html").render(
            lang=language,
            text=texts[language],
            device=bench.station.line.name,
            parts=_by_part(bench.station.line.acts),
            scenarios=list(bench.scenarios.values()),
            addresses=bench.addresses,
            about=bench.about,
        )
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    return [Route("/", page)]


def _texts(language: str) -> Mapping[str, object]:
    texts: Mapping[str, object] = yaml.safe_load((TEMPLATES / f"{language}.yaml").read_text("utf-8"))
    return texts


def _by_part(acts: tuple[Act, ...]) -> list[tuple[str, list[Act]]]:
    ordered = sorted(acts, key=lambda act: PARTS.index(act.part))
    return [(part, list(group)) for part, group in groupby(ordered, key=lambda act: act.part)]
