"""Pictures for those who test readers: cards held well and badly, other things, and the truth about each."""

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from simulator.card_pictures.held import Held, flat_picture
from simulator.card_pictures.layouts import CODE_CORNERS
from simulator.card_pictures.scene import scene
from simulator.card_pictures.sensor import Sensor, noise_in
from simulator.card_pictures.view import FRAME, View
from simulator.foreign_codes import link_text

CARD, WRONG_SIDE, TORN, LINK, EMPTY = "card", "wrong_side", "torn", "link", "empty"
SHARES = {CARD: 80, WRONG_SIDE: 6, TORN: 4, LINK: 5, EMPTY: 5}  # of a hundred pictures
MOST_CITIZEN = 99_999
OFTEN = 0.3  # how often a card is held badly in one way
BORDER_PX = 24  # a code is at least so far within the frame


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture as JPEG. `code`: what a reader should find in it, None = nothing."""

    kind: str
    held: Held | None
    view: View
    jpeg: bytes

    def truth(self) -> dict[str, object]:
        """Everything about it, as plain values."""
        held = self.held
        return {
            "kind": self.kind,
            "payload": held.code if held else None,
            "citizen": held.citizen if held and not held.text else None,
            "generation": f"{held.generation:.0f}" if held and not held.text else None,
            "px_per_module": round(self.view.px_per_mm * held.module_mm, 2) if held else None,
            "view": {name: round(value, 3) for name, value in asdict(self.view).items()},
        }


def samples(count: int, seed: int, hardness: float = 0.5) -> Iterator[Sample]:
    """Pictures from a seed; `hardness` 0 = held as a careful person would, 1 = much is beyond reading."""
    chance = random.Random(seed)  # noqa: S311 (pictures, no secret)
    sensor = Sensor(seed)
    for _ in range(count):
        kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
        held, view = _held(chance, kind), random_view(chance, hardness)
        yield Sample(kind, held, view, taken(held, view, chance.randrange(10**6), sensor))


def taken(held: Held | None, view: View, seed: int, sensor: Sensor) -> bytes:
    """One picture; `seed`: of the hall and the hand."""
    seen = scene(flat_picture(held) if held else None, view, seed).convert("YCbCr")
    return sensor.picture(seen, noise_in(view.light, view.noise), round(view.quality))


def random_view(chance: random.Random, hardness: float) -> View:
    """How a card may be held, its code within the frame; most difficulties are not there at all."""

    def little(most: float) -> float:
        return most * hardness * chance.random() if chance.random() < OFTEN else 0.0

    def either(most: float) -> float:
        return little(most) * chance.choice((-1, 1))

    usual = View()
    distance = chance.uniform(92, 110) + little(160)
    room = max(0.0, distance - 100) * 0.25
    view = View(
        distance_mm=distance,
        x_mm=chance.uniform(-room, room),
        y_mm=chance.uniform(-room, room) * 0.5,
        tilt_deg=either(60) + chance.uniform(-6, 6),
        turn_deg=either(60) + chance.uniform(-6, 6),
        rotation_deg=either(180) + chance.uniform(-6, 6),
        blur_px=chance.uniform(0.2, 0.5) + little(3.2),
        glare=min(1.0, little(1.6)),
        light=max(0.1, chance.uniform(0.85, 1.1) - little(1.2)),
        contrast=max(0.2, 1 - little(1.2)),
        noise=usual.noise * chance.uniform(0.5, 1.2) + little(10),
        quality=max(30, chance.uniform(75, 92) - little(60)),
    )
    return _within_frame(view)


def _within_frame(view: View) -> View:
    """The same, moved so that a code on the card can be seen."""
    seen = view.places(CODE_CORNERS)
    low, high = seen.min(axis=0) - BORDER_PX, seen.max(axis=0) + BORDER_PX
    across, down = (
        max(0.0, -float(first)) - max(0.0, float(last) - size)
        for first, last, size in zip(low, high, FRAME, strict=True)
    )
    return replace(view, x_mm=view.x_mm + across / view.px_per_mm, y_mm=view.y_mm + down / view.px_per_mm)


def _held(chance: random.Random, kind: str) -> Held | None:
    if kind == EMPTY:
        return None
    if kind == LINK:
        return Held(text=link_text())
    citizen, generation = chance.randint(1, MOST_CITIZEN), chance.choice((2021, 2024))
    there = chance.uniform(0.1, 0.6) if kind == TORN else 1.0
    return Held(citizen, generation, kind != WRONG_SIDE, there)
