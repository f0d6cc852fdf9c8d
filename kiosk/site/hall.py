"""What must fit together in hall.yaml, and on its map."""

import math
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from kiosk.config.document import Document, KeyPath
from kiosk.config.explain import validated
from kiosk.config.hall_schema import HallSettings, MapFile, ZoneSettings
from kiosk.config.loading import read_document
from kiosk.config.problems import ConfigErrors, Problem, did_you_mean, quoted

SAME_SPOT_M = 0.1
SMALLEST_ZONE_M2 = 0.01


def hall_problems(
    hall: HallSettings, document: Document, counters: Iterable[str] | None
) -> Iterator[Problem]:
    """What is wrong with the names, places and zones of `hall`; `counters`, None: they are not known."""
    yield from _named_places(hall, document)
    yield from _counters(hall, document, None if counters is None else list(counters))
    yield from _spots(hall, document)
    yield from _zones(hall, document)


def missing_counters(hall: HallSettings, document: Document, counters: Iterable[str]) -> Iterator[Problem]:
    """A warning for each counter that no place is in front of."""
    placed = {place.counter for place in hall.places.values()}
    for counter in counters:
        if counter not in placed:
            message = f"no place has the counter {quoted(counter)}: nobody is guided there (add `counter:`)"
            yield document.problem(("places",), "no-place", message, at_key=True, severity="warning")


def map_problems(hall: HallSettings, document: Document, folder: Path) -> Iterator[Problem]:
    """What is wrong with the map of `hall` and with what lies on it; `folder`: of the configuration."""
    file = folder / hall.map
    if not file.is_file():
        message = f"there is no file {quoted(hall.map)} (it is looked for in {folder})"
        yield document.problem(("map",), "missing-file", message)
        return
    try:
        described = read_document(file)
    except ConfigErrors as error:
        yield from error.problems
        return
    _, problems = validated(described, MapFile, folder)
    yield from problems
    if not problems:
        from kiosk.site.hall_ground import ground_problems  # without a hall nothing of it is loaded

        yield from ground_problems(hall, document, described, folder)


def _named_places(hall: HallSettings, document: Document) -> Iterator[Problem]:
    """Post, dock and waiting area are places."""
    named: list[tuple[KeyPath, str]] = [(("post",), hall.post)]
    named += [(("dock",), hall.dock)] if hall.dock is not None else []
    named += [(("waiting_area", index), place) for index, place in enumerate(hall.waiting_area)]
    for path, place in named:
        if place not in hall.places:
            message = f"there is no place {quoted(place)} ({did_you_mean(place, hall.places)})"
            yield document.problem(path, "unknown-id", message)
    for index, place in enumerate(hall.waiting_area):
        if place in hall.waiting_area[:index]:
            message = f"the place {quoted(place)} stands here twice (keep one of them)"
            yield document.problem(("waiting_area", index), "duplicate-id", message)


def _counters(hall: HallSettings, document: Document, known: list[str] | None) -> Iterator[Problem]:
    """Places are in front of counters there are, each of its own."""
    first: dict[str, str] = {}
    for name, place in hall.places.items():
        path = ("places", name, "counter")
        if place.counter is None:
            continue
        if known is not None and place.counter not in known:
            message = f"no counter has the id {quoted(place.counter)} ({did_you_mean(place.counter, known)})"
            yield document.problem(path, "unknown-id", message)
        elif place.counter in first:
            other = first[place.counter]
            message = f"`{other}` is in front of the counter {quoted(place.counter)} too (keep one of them)"
            yield document.problem(path, "duplicate-id", message)
        first.setdefault(place.counter, name)


def _spots(hall: HallSettings, document: Document) -> Iterator[Problem]:
    for (name, place), (other, there) in combinations(hall.places.items(), 2):
        if math.dist((place.x, place.y), (there.x, there.y)) < SAME_SPOT_M:
            message = f"`{other}` is where `{name}` is (move one of them, or keep only one)"
            yield document.problem(("places", other), "bad-place", message, at_key=True)


def _zones(hall: HallSettings, document: Document) -> Iterator[Problem]:
    names = [zone.name for zone in hall.zones]
    for index, zone in enumerate(hall.zones):
        path: KeyPath = ("zones", index)
        if zone.name in names[:index]:
            message = f"two entries have the name {quoted(zone.name)} (each needs its own)"
            yield document.problem((*path, "name"), "duplicate-id", message)
        if zone.kind == "slow" and zone.speed_m_s is None:
            message = "`kind: slow` needs how fast (add it, for example `speed_m_s: 0.2`)"
            yield document.problem(path, "missing-key", message)
        if zone.kind == "no_go" and zone.speed_m_s is not None:
            message = "`speed_m_s` is not for `kind: no_go` (it is for slow)"
            yield document.problem((*path, "speed_m_s"), "unknown-key", message, at_key=True)
        if _area_m2(zone) < SMALLEST_ZONE_M2:
            message = f"the corners of {quoted(zone.name)} enclose nothing (name them in order, all around)"
            yield document.problem((*path, "corners"), "bad-place", message)


def _area_m2(zone: ZoneSettings) -> float:
    """By the shoelace formula."""
    around = zip(zone.corners, zone.corners[1:] + zone.corners[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in around)) / 2
