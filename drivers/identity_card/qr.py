"""The text of a card's QR: fields between `|`, no check digit, no signature: it proves nothing. Pure.

number | old number or empty | name | birth ddmmyyyy | Nam or Nữ | residence | issued ddmmyyyy, and on cards
of 2024 four more fields, empty on an ordinary adult's (their order and meaning are not published: kept
unlabelled). Seven fields are a card of 2021, eleven one of 2024; whether there is an old number says
nothing. Other forms circulate (dd/mm/yyyy, a label `CCCD:`, other counts): taken with a warning. Anything
else raises `NotACard`.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from drivers.identity_card.names import nfc
from drivers.identity_card.number import Gender, PersonalNumber
from drivers.identity_card.qr_fields import (
    birth_date_in,
    gender_in,
    is_day,
    issue_date_in,
    name_in,
    number_in,
    old_number_in,
)
from drivers.identity_card.qr_problems import NotACard, Oddity, Problem
from drivers.identity_card.qr_text import fields_of

__all__ = ["CitizenQr", "NotACard", "Oddity", "Problem", "parse_qr"]

FIELDS_2021, FIELDS_2024 = 7, 11
LAW_OF_2024 = date(2024, 7, 1)


@dataclass(frozen=True, slots=True, repr=False)
class CitizenQr:
    """What the QR says of a person; nothing of it is proved. Its `repr` hides it."""

    number: str  # twelve digits
    old_number: str | None
    name: str
    birth_date: date
    gender: Gender
    address: str
    issue_date: date | None
    extra: tuple[str, ...]  # fields 8 and on
    generation: Literal["2021", "2024"]
    warnings: tuple[Oddity, ...]

    @property
    def can(self) -> str:
        """The six digits that open the chip."""
        return PersonalNumber(self.number).can

    def __repr__(self) -> str:
        return "CitizenQr(hidden)"


def parse_qr(text: str) -> CitizenQr:
    """The card's record in `text`, which need not be clean at its ends.

    Raises `NotACard`: its `problem`, and a message for a technician without personal data.
    """
    fields, odd = fields_of(text)
    if len(fields) not in (FIELDS_2021, FIELDS_2024):
        odd.add(Oddity.FIELD_COUNT)
    if len(fields) < FIELDS_2021:
        _give_old_number(fields)
    card = _record(fields, odd)
    return replace(card, warnings=tuple(sorted(odd | _doubts(card))))


def _give_old_number(fields: list[str]) -> None:
    """A form of six fields leaves the old number out; six that do not end in a day are a torn text."""
    if not is_day(fields[-1]):
        raise NotACard(
            Problem.TORN, f"{len(fields)} fields and no day of issue: the end of the text is missing"
        )
    fields.insert(1, "")


def _record(fields: list[str], odd: set[Oddity]) -> CitizenQr:
    is_last = len(fields) == FIELDS_2021
    if not fields[5]:
        odd.add(Oddity.NO_ADDRESS)
    return CitizenQr(
        number=number_in(fields[0]).text,
        old_number=old_number_in(fields[1]),
        name=name_in(nfc(fields[2])),
        birth_date=birth_date_in(fields[3], odd),
        gender=gender_in(fields[4], odd),
        address=nfc(fields[5]),
        issue_date=issue_date_in(fields[6], is_last, odd),
        extra=tuple(fields[FIELDS_2021:]),
        generation="2021" if is_last else "2024",
        warnings=(),
    )


def _doubts(card: CitizenQr) -> set[Oddity]:
    """What does not fit together, and yet does not make it no card."""
    number = PersonalNumber(card.number)
    doubts = {
        Oddity.BIRTH_YEAR_DIFFERS: number.birth_year != card.birth_date.year,
        Oddity.GENDER_DIFFERS: number.gender != card.gender,
    }
    if card.issue_date is not None:
        doubts[Oddity.ISSUED_BEFORE_BIRTH] = card.issue_date < card.birth_date
        doubts[Oddity.GENERATION_DOUBTFUL] = card.generation == "2021" and card.issue_date >= LAW_OF_2024
    return {doubt for doubt, holds in doubts.items() if holds}
