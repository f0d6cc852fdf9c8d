"""The machine readable zone (ICAO 9303-3, 9303-4, 9303-5), with Vietnam's use of the optional data."""

import unicodedata
from typing import Literal

from simulator.identity_card.people import Person

WEIGHTS = (7, 3, 1)
VALUES = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
FOR_LIFE = "991231"
SEX = {"male": "M", "female": "F"}


def check_digit(text: str) -> str:
    """Weights 7, 3, 1; modulo 10."""
    return str(sum(VALUES[sign] * WEIGHTS[at % 3] for at, sign in enumerate(text)) % 10)


def mrz_lines(person: Person) -> tuple[str, str, str]:
    """TD1: three lines of thirty."""
    number = person.number[-9:]
    first = f"{number}{check_digit(number)}{person.number}<<{check_digit(person.number)}"
    birth, expiry = birth_field(person), expiry_field(person)
    dates = f"{birth}{check_digit(birth)}", f"{expiry}{check_digit(expiry)}"
    composite = check_digit(first + "".join(dates) + "<" * 11)
    second = f"{dates[0]}{SEX[person.gender]}{dates[1]}VNM{'<' * 11}{composite}"
    return f"IDVNM{first}", second, _names(person, 30)


def passport_lines(person: Person) -> tuple[str, str]:
    """TD3: two lines of forty-four."""
    number = passport_number(person)
    birth, expiry = birth_field(person), expiry_field(person)
    dates = f"{birth}{check_digit(birth)}", f"{expiry}{check_digit(expiry)}"
    head, optional = f"{number}{check_digit(number)}", f"{person.number}<<"
    composite = check_digit(f"{head}{dates[0]}{dates[1]}{optional}{check_digit(optional)}")
    second = f"{head}VNM{dates[0]}{SEX[person.gender]}{dates[1]}{optional}{check_digit(optional)}{composite}"
    return f"P<VNM{_names(person, 39)}", second


def passport_number(person: Person) -> str:
    """A letter and digits, filled to nine."""
    return f"X{person.number[-7:]}<"


def birth_field(person: Person) -> str:
    """YYMMDD."""
    return person.birth.strftime("%y%m%d")


def expiry_field(person: Person) -> str:
    """YYMMDD; 991231 without an expiry."""
    return person.expires.strftime("%y%m%d") if person.expires else FOR_LIFE


def latin(text: str) -> str:
    """Capital letters without marks."""
    bare = unicodedata.normalize("NFD", text.upper().replace("Đ", "D"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def _names(person: Person, width: Literal[30, 39]) -> str:
    family, *given = latin(person.name).split()
    return f"{family}<<{'<'.join(given)}"[:width].ljust(width, "<")
