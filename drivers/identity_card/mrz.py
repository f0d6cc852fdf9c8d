"""The machine readable zone of a card: TD1, three lines of 30 (ICAO 9303-5), as Viet Nam fills it. Pure.

Line 1: document 1-2, state 3-5, document number 6-14, its check digit 15, optional data 16-30. Viet Nam puts
the twelve digits of the personal number into 16-27 (their last nine are the document number), `<<` into
28-29 and a check digit of its own over 16-27 into 30. Line 2: birth 1-6 and check 7, sex 8, expiry 9-14 and
check 15, nationality 16-18, optional 19-29, check 30 over line 1 6-30 and line 2 1-7, 9-15, 19-29. Line 3:
the names.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from drivers.identity_card.mrz_checks import NEVER, birth_of, check_part, document_number_of, expiry_of
from drivers.identity_card.mrz_lines import FILLER, LENGTH, BadMrz, lines_of
from drivers.identity_card.number import DIGITS, Gender, PersonalNumber, is_digits

__all__ = ["BadMrz", "MrzOddity", "Td1", "parse_td1"]

VIET_NAM = "VNM"
KEY_DIGITS = 9
GENDERS: dict[str, Gender | None] = {"M": "male", "F": "female", FILLER: None}


class MrzOddity(StrEnum):
    """What is unusual about lines whose check digits are right."""

    OTHER_STATE = "other_state"  # not issued by Viet Nam
    NO_PERSONAL_NUMBER = "no_personal_number"  # issued by Viet Nam, without the twelve digits
    NUMBERS_DIFFER = "numbers_differ"  # document number and the last nine digits
    OPTIONAL_DATA = "optional_data"  # issued by Viet Nam, with something in line 2, 19 to 29
    BIRTH_YEAR_DIFFERS = "birth_year_differs"  # from digits 5 and 6 of the number
    GENDER_DIFFERS = "gender_differs"  # from digit 4 of the number


@dataclass(frozen=True, slots=True, repr=False)
class Td1:
    """What the MRZ says; proved only if it was read from a chip whose signature holds. Hidden in `repr`."""

    document: str  # ID, I, …
    issuing_state: str
    document_number: str  # nine characters, more where a state needs them
    number: str | None  # twelve digits, on Vietnamese cards
    birth: str  # YYMMDD as on the card; a part may be `<<`
    birth_date: date | None  # None where a part is not known
    sex: Gender | None  # None: not said
    expiry: str  # YYMMDD as on the card
    expiry_date: date | None  # None: never (991231)
    nationality: str
    surname: str  # A to Z and blanks
    given: str
    is_cut: bool  # the names fill the line: they may go on
    warnings: tuple[MrzOddity, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Document number, birth and expiry as the keys of BAC and PACE want them."""
        return self.document_number.ljust(KEY_DIGITS, FILLER), self.birth, self.expiry

    def __repr__(self) -> str:
        return "Td1(hidden)"


def parse_td1(text: str) -> Td1:
    """The record in `text`: three lines, or 90 characters. Raises `BadMrz` with line and position."""
    first, second, third = lines_of(text)
    if first[0] not in "IAC":
        raise BadMrz("an identity card begins with I, A or C (Viet Nam: ID)", 1, 1)
    _check_letters(first[:5], "document and state", 1, 1)
    _check_letters(second[15:18], "the nationality", 2, 16)
    if second[7] not in GENDERS:
        raise BadMrz("the sex is M, F or <", 2, 8)
    document_number, number = document_number_of(first), _number(first)
    _check_numbers(first, second)
    expiry = expiry_of(second)
    surname, given = _names(third)
    td1 = Td1(
        document=first[:2].rstrip(FILLER),
        issuing_state=first[2:5].rstrip(FILLER),
        document_number=document_number,
        number=None if number is None else number.text,
        birth=second[:6],
        birth_date=birth_of(second, number, expiry),
        sex=GENDERS[second[7]],
        expiry=second[8:14],
        expiry_date=None if second[8:14] == NEVER else expiry,
        nationality=second[15:18].rstrip(FILLER),
        surname=surname,
        given=given,
        is_cut=not third.endswith(FILLER),
        warnings=(),
    )
    return replace(td1, warnings=tuple(_doubts(td1, number, second[18:29])))


def _check_letters(part: str, name: str, line: int, position: int) -> None:
    wrong = next((at for at, one in enumerate(part) if is_digits(one)), None)
    if wrong is not None:
        raise BadMrz(f"a digit in {name}", line, position + wrong)


def _number(first: str) -> PersonalNumber | None:
    """The personal number in the optional data of a Vietnamese card."""
    digits = first[15 : 15 + DIGITS]
    if first[2:5] != VIET_NAM or digits == FILLER * DIGITS:
        return None
    wrong = next((at for at, one in enumerate(digits) if not is_digits(one)), None)
    if wrong is not None:
        raise BadMrz(f"Viet Nam's cards have the {DIGITS} digits of the personal number here", 1, 16 + wrong)
    if first[27:29] != FILLER * 2:
        raise BadMrz("`<<` follows the personal number", 1, 28)
    check_part(digits, first[29], "the personal number", 1, LENGTH)
    return PersonalNumber(digits)


def _check_numbers(first: str, second: str) -> None:
    check_part(second[:6], second[6], "the birth date", 2, 7)
    check_part(second[8:14], second[14], "the day of expiry", 2, 15)
    composite = first[5:] + second[:7] + second[8:15] + second[18:29]
    check_part(composite, second[29], "the numbers of lines 1 and 2", 2, LENGTH)


def _names(third: str) -> tuple[str, str]:
    """Surname and given names, blanks between their words."""
    _check_letters(third, "a name", 3, 1)
    surname, _, given = third.partition(FILLER * 2)
    if not surname.strip(FILLER):
        raise BadMrz("the name is missing", 3, 1)
    return " ".join(surname.replace(FILLER, " ").split()), " ".join(given.replace(FILLER, " ").split())


def _doubts(td1: Td1, number: PersonalNumber | None, optional: str) -> list[MrzOddity]:
    if td1.issuing_state != VIET_NAM:
        return [MrzOddity.OTHER_STATE]
    if number is None:
        return [MrzOddity.NO_PERSONAL_NUMBER]
    doubts = {
        MrzOddity.NUMBERS_DIFFER: number.document_number != td1.document_number,
        MrzOddity.OPTIONAL_DATA: bool(optional.strip(FILLER)),
        MrzOddity.BIRTH_YEAR_DIFFERS: f"{number.birth_year % 100:02}" != td1.birth[:2],
        MrzOddity.GENDER_DIFFERS: td1.sex not in (None, number.gender),
    }
    return [doubt for doubt, holds in doubts.items() if holds]
