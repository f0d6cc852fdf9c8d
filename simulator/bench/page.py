"""The bench's pages, in Vietnamese or English: of the printer, of sound, of cards, of the hall, of treats."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from simulator.bench.context import Bench
from simulator.card_holders import CITIZEN, GENERATION
from simulator.card_place import CardPlace
from simulator.devices.camera.hands import VIEW
from simulator.devices.interfaces import Act
from simulator.dispenser_place import DispenserPlace
from simulator.hall_place import HallPlace
from simulator.scenarios.model import Scenario
from simulator.station import Station

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("vi", "en")
PARTS = ("paper", "power", "cover", "cutter", "head", "model", "cable", "wire")
SOUND_PARTS = ("room", "echo", "switch", "capsule", "rate", "power", "volume", "cable", "wire")
CARD_PARTS = (
    *(
        "card",
        "forged",
        "foreign",
        "trouble",
        "hand",
        "code",
        "daemon",
        "trigger",
        "ending",
        "charset",
        "light",
        "lens",
        "picture",
    ),
    *("cable", "wire"),
)
VARIANTS = (*(f"m{n}" for n in range(1, 8)), *(f"f{n}" for n in range(1, 6)))
HALL_PARTS = (
    *("bumper", "floor", "body", "wheels", "battery", "buttons", "emergency stop", "power", "firmware"),
    *("motor", "window", "frames", "health", "sensor", "cable", "wire"),
)
SENSORS = "sensor "  # parts of the base that a technician spoils with one of the eight words
TREAT_PARTS = (
    *("tray", "door", "slot", "motor", "sensor", "power", "board", "numbers", "menu"),
    *("cable", "wire"),
)
PRINTER, SOUND, CARDS, HALL, TREATS = "/", "/sound", "/cards", "/hall", "/treats"


def routes(bench: Bench) -> list[Route]:
    """GET /, and /sound, /cards, /hall, /treats where there are such places."""
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
        others = [page for page in pages if page != request.url.path]
        html = environment.get_template(template).render(
            lang=language, text=texts[language], this_page=request.url.path, other_pages=others, **more
        )
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    async def printer(request: Request) -> HTMLResponse:
        return shown(request, "bench.html", _printer(bench))

    async def sound(request: Request) -> HTMLResponse:
        return shown(request, "sound.html", _sound(bench))

    async def cards(request: Request) -> HTMLResponse:
        return shown(request, "cards.html", _cards(bench, bench.card_place))

    async def hall(request: Request) -> HTMLResponse:
        return shown(request, "hall.html", _hall(bench, bench.hall_place))

    async def treats(request: Request) -> HTMLResponse:
        return shown(request, "treats.html", _treats(bench, bench.dispenser_place))

    all_pages = {PRINTER: printer, SOUND: sound, CARDS: cards, HALL: hall, TREATS: treats}
    there = {
        PRINTER: True,
        SOUND: bench.acoustics is not None,
        CARDS: bench.card_place is not None,
        HALL: bench.hall_place is not None,
        TREATS: bench.dispenser_place is not None,
    }
    pages = [page for page in all_pages if there[page]]
    return [Route(page, all_pages[page]) for page in pages]


def _printer(bench: Bench) -> dict[str, object]:
    return {
        "device": bench.station.line.name,
        "parts": _by_part(bench.station.line.acts, PARTS),
        "scenarios": [scenario for scenario in bench.scenarios.values() if not scenario.devices],
        "addresses": bench.addresses,
        "about": bench.about,
    }


def _sound(bench: Bench) -> dict[str, object]:
    stations = bench.acoustics.stations if bench.acoustics else {}
    taken: set[str] = set()
    cards = [_card(bench, name, station, SOUND_PARTS, taken) for name, station in stations.items()]
    return {"cards": cards, "variants": VARIANTS, "scenarios": _scenarios(bench, stations)}


def _cards(bench: Bench, place: CardPlace | None) -> dict[str, object]:
    stations = place.stations if place else {}
    taken: set[str] = set()
    cards = [_card(bench, name, station, CARD_PARTS, taken) for name, station in stations.items()]
    holder = (CITIZEN, GENERATION)
    knobs = {"seconds", "slot", *(parameter.name for parameter in (*holder, *VIEW))}
    scenarios = _scenarios(bench, stations)
    return {"cards": cards, "scenarios": scenarios, "view": VIEW, "holder": holder, "knobs": knobs}


def _hall(bench: Bench, place: HallPlace | None) -> dict[str, object]:
    stations = place.stations if place else {}
    taken: set[str] = set()
    cards = [_card(bench, name, station, HALL_PARTS, taken) for name, station in stations.items()]
    sensors = {name: _sensors(station) for name, station in stations.items()}
    width, height = place.hall.walls.size_m if place else (0.0, 0.0)
    left, bottom = place.hall.walls.corner if place else (0.0, 0.0)
    frame = {"width": width, "height": height, "left": left, "bottom": bottom}
    scenarios = _scenarios(bench, stations)
    return {"cards": cards, "sensors": sensors, "frame": frame, "scenarios": scenarios}


def _treats(bench: Bench, place: DispenserPlace | None) -> dict[str, object]:
    stations = place.stations if place else {}
    taken: set[str] = set()
    cards = [_card(bench, name, station, TREAT_PARTS, taken) for name, station in stations.items()]
    slots = place.machine.cabinet.slots if place else {}
    model = place.machine.options.model if place else ""
    scenarios = _scenarios(bench, stations)
    return {"cards": cards, "slots": list(slots.values()), "model": model, "scenarios": scenarios}


def _sensors(station: Station) -> list[tuple[str, list[Act]]]:
    """The base's senses, each with what can be wrong with it."""
    spoilt: dict[str, list[Act]] = {}
    for act in station.line.acts:
        if act.part.startswith(SENSORS):
            spoilt.setdefault(act.part, []).append(act)
    return list(spoilt.items())


def _scenarios(bench: Bench, stations: Iterable[str]) -> list[Scenario]:
    """Those that need some of these devices."""
    return [scenario for scenario in bench.scenarios.values() if set(scenario.devices) & set(stations)]


def _card(
    bench: Bench, name: str, station: Station, parts: tuple[str, ...], taken: set[str]
) -> dict[str, object]:
    """One device; `taken` are the keys that others have."""
    acts = [act for act in station.line.acts if act.part in parts]
    return {
        "name": name,
        "parts": _by_part(acts, parts),
        "shortcuts": _keys(station, taken),
        "addresses": list(bench.addresses_of(name).values()),
    }


def _keys(station: Station, taken: set[str]) -> dict[str, str]:
    """Each act's key; one that another device has is pressed with Shift, one that two have is none."""
    keys = {}
    for act in station.line.acts:
        free = [key for key in (act.key, act.key.upper()) if key and key not in taken]
        keys[act.name] = free[0] if free else ""
    taken.update(keys.values())
    return keys


def _texts(language: str) -> Mapping[str, object]:
    texts: Mapping[str, object] = yaml.safe_load((TEMPLATES / f"{language}.yaml").read_text("utf-8"))
    return texts


def _by_part(acts: Iterable[Act], parts: tuple[str, ...]) -> list[tuple[str, list[Act]]]:
    ordered = sorted(acts, key=lambda act: parts.index(act.part))
    return [(part, list(group)) for part, group in groupby(ordered, key=lambda act: act.part)]
