"""The bench's pages, in Vietnamese or English: the printer's, and the sound's."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from simulator.bench.context import Bench
from simulator.devices.interfaces import Act
from simulator.scenarios.model import Scenario
from simulator.station import Station

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("vi", "en")
PARTS = ("paper", "power", "cover", "cutter", "head", "model", "cable", "wire")
SOUND_PARTS = ("room", "echo", "switch", "capsule", "rate", "power", "volume", "cable", "wire")
VARIANTS = (*(f"m{n}" for n in range(1, 8)), *(f"f{n}" for n in range(1, 6)))
PRINTER, SOUND = "/", "/sound"


def routes(bench: Bench) -> list[Route]:
    """GET /, and GET /sound where there is sound."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts = {language: _texts(language) for language in LANGUAGES}

    def shown(request: Request, template: str, more: Mapping[str, object]) -> HTMLResponse:
        asked = request.query_params.get("lang", LANGUAGES[0])
        language = asked if asked in LANGUAGES else LANGUAGES[0]
        html = environment.get_template(template).render(
            lang=language, text=texts[language], this_page=request.url.path, **more
        )
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    async def printer(request: Request) -> HTMLResponse:
        return shown(request, "bench.html", _printer(bench))

    async def sound(request: Request) -> HTMLResponse:
        return shown(request, "sound.html", _sound(bench))

    return [Route(PRINTER, printer), *([Route(SOUND, sound)] if bench.acoustics else [])]


def _printer(bench: Bench) -> dict[str, object]:
    return {
        "device": bench.station.line.name,
        "parts": _by_part(bench.station.line.acts, PARTS),
        "scenarios": [scenario for scenario in bench.scenarios.values() if not scenario.devices],
        "addresses": bench.addresses,
        "about": bench.about,
        "other_page": SOUND if bench.acoustics else "",
    }


def _sound(bench: Bench) -> dict[str, object]:
    stations = bench.acoustics.stations if bench.acoustics else {}
    scenarios: list[Scenario] = [scenario for scenario in bench.scenarios.values() if scenario.devices]
    taken: set[str] = set()
    cards = [_card(bench, name, station, taken) for name, station in stations.items()]
    return {"cards": cards, "variants": VARIANTS, "scenarios": scenarios, "other_page": PRINTER}


def _card(bench: Bench, name: str, station: Station, taken: set[str]) -> dict[str, object]:
    """One device; `taken` are the keys that others have."""
    acts = [act for act in station.line.acts if act.part in SOUND_PARTS]
    return {
        "name": name,
        "parts": _by_part(acts, SOUND_PARTS),
        "shortcuts": _keys(station, taken),
        "addresses": list(bench.addresses_of(name).values()),
    }


def _keys(station: Station, taken: set[str]) -> dict[str, str]:
    """Each act's key; a key that another device has is pressed together with Shift."""
    keys = {act.name: act.key.upper() if act.key in taken else act.key for act in station.line.acts}
    taken.update(act.key for act in station.line.acts)
    return keys


def _texts(language: str) -> Mapping[str, object]:
    texts: Mapping[str, object] = yaml.safe_load((TEMPLATES / f"{language}.yaml").read_text("utf-8"))
    return texts


def _by_part(acts: Iterable[Act], parts: tuple[str, ...]) -> list[tuple[str, list[Act]]]:
    ordered = sorted(acts, key=lambda act: parts.index(act.part))
    return [(part, list(group)) for part, group in groupby(ordered, key=lambda act: act.part)]
