"""Whether QR, MRZ and chip speak of one person: every difference by its name. Pure.

What is absent, or a date that is not complete, is not compared. A difference of `RESIDENCE` alone may be a
move, or the merger of provinces of 2025; any other means that something is not of this card, or was read
wrongly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Protocol

from drivers.identity_card.mrz import Td1
from drivers.identity_card.names import fits_mrz, folded, same_text
from drivers.identity_card.number import DIGITS, is_digits
from drivers.identity_card.qr import CitizenQr
from drivers.identity_card.qr_fields import GENDERS, written_day

NEVER = "KHONG THOI HAN"  # the print of a card that does not expire, in the letters A to Z


class Field(StrEnum):
    """What differs; keys of what the staff are told."""

    NUMBER = "number"
    DOCUMENT_NUMBER = "document_number"  # of the MRZ, and the last nine digits of a number
    NAME = "name"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    ISSUE_DATE = "issue_date"
    EXPIRY = "expiry"
    OLD_NUMBER = "old_number"
    RESIDENCE = "residence"


class Source(StrEnum):
    """Where a value stands."""

    QR = "qr"
    MRZ = "mrz"
    CHIP = "chip"  # DG13


@dataclass(frozen=True, slots=True)
class Mismatch:
    """`sources`, all that have the field, do not agree on it."""

    field: Field
    sources: tuple[Source, ...]

    @property
    def may_be_innocent(self) -> bool:
        """People move and provinces merge; what is printed and signed stays."""
        return self.field is Field.RESIDENCE


class Person(Protocol):
    """What is compared of DG13, each as it stands there; empty or None where the card has none."""

    @property
    def number(self) -> str | None:
        """Twelve digits."""

    @property
    def old_number(self) -> str | None:
        """Nine digits."""

    @property
    def name(self) -> str | None:
        """With its marks."""

    @property
    def birth_date(self) -> str | None:
        """dd/mm/yyyy."""

    @property
    def gender(self) -> str | None:
        """Nam or Nữ."""

    @property
    def residence(self) -> str | None:
        """With its marks."""

    @property
    def issue_date(self) -> str | None:
        """dd/mm/yyyy."""

    @property
    def expiry_date(self) -> str | None:
        """dd/mm/yyyy, or that there is none."""


Values = Mapping[Field, object]  # None: absent


def compare(qr: CitizenQr | None, mrz: Td1 | None, person: Person | None) -> tuple[Mismatch, ...]:
    """What the sources that are there do not agree on, in the order of `Field`."""
    sources: dict[Source, Values] = {}
    if qr is not None:
        sources[Source.QR] = _of_qr(qr)
    if mrz is not None:
        sources[Source.MRZ] = _of_mrz(mrz)
    if person is not None:
        sources[Source.CHIP] = _of_chip(person)
    return tuple(Mismatch(field, found) for field in Field if (found := _disagreeing(field, sources)))


def _disagreeing(field: Field, sources: Mapping[Source, Values]) -> tuple[Source, ...]:
    """All sources that have `field`, if any two of them differ."""
    given = {source: values[field] for source, values in sources.items() if values.get(field) is not None}
    same = SAME.get(field, _equal)
    return () if all(same(one, other) for one, other in combinations(given.values(), 2)) else tuple(given)


def _of_qr(qr: CitizenQr) -> Values:
    return {
        Field.NUMBER: qr.number,
        Field.DOCUMENT_NUMBER: _last_nine(qr.number),
        Field.NAME: qr.name,
        Field.BIRTH_DATE: qr.birth_date,
        Field.GENDER: qr.gender,
        Field.ISSUE_DATE: qr.issue_date,
        Field.OLD_NUMBER: qr.old_number,
        Field.RESIDENCE: qr.address or None,
    }


def _of_mrz(mrz: Td1) -> Values:
    return {
        Field.NUMBER: mrz.number,
        Field.DOCUMENT_NUMBER: mrz.document_number,
        Field.NAME: (mrz.surname, mrz.given),
        Field.BIRTH_DATE: mrz.birth_date,
        Field.GENDER: mrz.sex,
        Field.EXPIRY: mrz.expiry_date or NEVER,
    }


def _of_chip(person: Person) -> Values:
    expiry = person.expiry_date or ""
    return {
        Field.NUMBER: person.number or None,
        Field.DOCUMENT_NUMBER: _last_nine(person.number or ""),
        Field.NAME: person.name or None,
        Field.BIRTH_DATE: written_day(person.birth_date or ""),
        Field.GENDER: GENDERS.get((person.gender or "").strip().casefold()),
        Field.ISSUE_DATE: written_day(person.issue_date or ""),
        Field.EXPIRY: NEVER if folded(expiry) == NEVER else written_day(expiry),
        Field.OLD_NUMBER: _old_number(person.old_number or ""),
        Field.RESIDENCE: person.residence or None,
    }


def _last_nine(number: str) -> str | None:
    return number[-9:] if is_digits(number) and len(number) == DIGITS else None


def _old_number(text: str) -> str | None:
    return text.strip() if text.strip(" 0") else None


def _same_name(one: object, other: object) -> bool:
    """Each is a name with its marks, or the surname and the given names of an MRZ."""
    match one, other:
        case str() as name, (str() as surname, str() as given):
            return fits_mrz(name, surname, given)
        case (str() as surname, str() as given), str() as name:
            return fits_mrz(name, surname, given)
    return _same_text(one, other)


def _equal(one: object, other: object) -> bool:
    return one == other


def _same_text(one: object, other: object) -> bool:
    return same_text(str(one), str(other))


SAME: Mapping[Field, Callable[[object, object], bool]] = {
    Field.NAME: _same_name,
    Field.RESIDENCE: _same_text,
}
