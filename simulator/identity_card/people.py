"""Synthetic citizens from a seed. No real person: the numbers begin with codes that were never given out."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from simulator.identity_card.names import (
    DISTRICTS,
    ETHNICITIES,
    FAMILIES,
    GIVEN,
    LONG,
    MARKS,
    MIDDLES,
    PROVINCES,
    RELIGIONS,
    STREETS,
    WARDS,
)

NEVER_ASSIGNED = ("003", "005", "007", "009", "013", "016", "018", "021", "028", "029", "099")
RENEWALS = (25, 40, 60)  # years of age at which a card ends
FIRST_ISSUE = {"2021": date(2021, 3, 1), "2024": date(2024, 7, 1)}
LAST_ISSUE = {"2021": date(2024, 6, 30), "2024": date(2026, 10, 31)}

Gender = Literal["male", "female"]
Generation = Literal["2021", "2024"]


@dataclass(frozen=True, slots=True)
class Person:
    """One citizen as a card knows them; `expires` None = for life, `serial` is DG13's field 16."""

    number: str
    old_number: str | None
    name: str
    gender: Gender
    birth: date
    ethnicity: str
    religion: str
    origin: str
    residence: str
    marks: str
    issued: date
    expires: date | None
    father: str
    mother: str
    spouse: str | None
    serial: str
    generation: Generation

    @property
    def can(self) -> str:
        """The six digits that open the chip."""
        return self.number[-6:]


def make_person(chance: random.Random, generation: Generation = "2021", prefix: str = "") -> Person:
    """A citizen of 14 to 95 years; `prefix` "" draws one that was never assigned."""
    gender: Gender = chance.choice(("male", "female"))
    first, last = FIRST_ISSUE[generation], LAST_ISSUE[generation]
    issued = first + timedelta(days=chance.randrange((last - first).days + 1))
    birth = issued - timedelta(days=chance.randint(14 * 366, 95 * 365))
    return Person(
        number=_number(chance, prefix or chance.choice(NEVER_ASSIGNED), gender, birth),
        old_number=f"{chance.randrange(10**9):09}" if chance.random() < 0.4 else None,
        name=_name(chance, gender),
        gender=gender,
        birth=birth,
        ethnicity=chance.choice(ETHNICITIES),
        religion=chance.choice(RELIGIONS),
        origin=", ".join((chance.choice(WARDS), chance.choice(DISTRICTS), chance.choice(PROVINCES))),
        residence=_residence(chance),
        marks=chance.choice(MARKS),
        issued=issued,
        expires=expiry(birth, issued),
        father=_name(chance, "male"),
        mother=_name(chance, "female"),
        spouse=_name(chance, "female" if gender == "male" else "male") if chance.random() < 0.5 else None,
        serial=chance.randbytes(8).hex().upper(),
        generation=generation,
    )


def birthday(birth: date, age: int) -> date:
    """The birthday at `age`; who is born on 29 February has it on the 28th in other years."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return birth.replace(year=birth.year + age, day=28)


def expiry(birth: date, issued: date) -> date | None:
    """The next renewal more than two years away; None from sixty on."""
    for age in RENEWALS:
        if birthday(birth, age) > birthday(issued, 2):
            return birthday(birth, age)
    return None


def _number(chance: random.Random, prefix: str, gender: Gender, birth: date) -> str:
    century = (birth.year // 100 - 19) * 2 + (gender == "female")
    return f"{prefix}{century}{birth:%y}{chance.randrange(10**6):06}"


def _name(chance: random.Random, gender: Gender) -> str:
    given = chance.choice(GIVEN[gender])
    if chance.random() < 0.1:
        return f"{chance.choice(LONG)} {chance.choice(MIDDLES[gender])} {given}"
    return f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES[gender])} {given}"


def _residence(chance: random.Random) -> str:
    places = (STREETS, WARDS, DISTRICTS, PROVINCES)
    return ", ".join(chance.choice(table) for table in places)
