"""Citizens by number: whoever lays a card on the reader holds the same to the scanner and the camera."""

import random
from dataclasses import dataclass
from functools import lru_cache

from simulator.devices.interfaces import Parameter
from simulator.identity_card.people import Generation, Person, make_person
from simulator.identity_card.qr import qr_text

CITIZEN = Parameter("citizen", 1, 1, 99_999, "")
GENERATION = Parameter("generation", 2021, 2021, 2024, "")


@dataclass(frozen=True, slots=True)
class Holder:
    """A citizen with a card; `what` tells of it without saying who."""

    person: Person
    qr: str
    what: str


@lru_cache(maxsize=256)
def holder(citizen: float, generation: float) -> Holder:
    """The citizen of that number with a card of 2021 or 2024, always the same."""
    number = round(citizen)
    issued: Generation = "2024" if generation >= 2024 else "2021"
    person = make_person(random.Random(number), issued)  # noqa: S311 (synthetic people, no secret)
    return Holder(person, qr_text(person), f"citizen {number}, card of {issued}")
