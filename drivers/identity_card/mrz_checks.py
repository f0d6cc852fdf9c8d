"""Check digits and dates of an MRZ (ICAO 9303-3, 4.8 and 4.9). Pure."""

import string
from datetime import date

from drivers.identity_card.mrz_lines import FILLER, BadMrz
from drivers.identity_card.number import PersonalNumber, is_digits

WEIGHTS = 7, 3, 1
VALUES = {one: value for value, one in enumerate(string.digits + string.ascii_uppercase)} | {FILLER: 0}
NEVER = "991231"  # the day of expiry of a card that has none
CENTURIES = 1900, 2000


def check_digit(part: str) -> str:
    """The check digit over `part`."""
    return str(sum(VALUES[one] * WEIGHTS[at % 3] for at, one in enumerate(part)) % 10)


def check_part(part: str, given: str, name: str, line: int, position: int) -> None:
    """Raise `BadMrz` unless `given` is the check digit over `part`."""
    if not is_digits(given):
        raise BadMrz(f"the check digit over {name} must be a digit", line, position)
    if given != check_digit(part):
        raise BadMrz(
            f"the check digit over {name} does not fit: one of those characters is wrong", line, position
        )


def document_number_of(first: str) -> str:
    """The document number of line 1; one of more than nine characters goes on in the optional data."""
    number, check = first[5:14], first[14]
    if check != FILLER:
        check_part(number, check, "the document number", 1, 15)
        return number.rstrip(FILLER)
    rest = first[15:30].split(FILLER)[0]
    if len(rest) < 2:
        raise BadMrz("the check digit over the document number is missing", 1, 15)
    check_part(number + FILLER + rest[:-1], rest[-1], "the long document number", 1, 15 + len(rest))
    return number + rest[:-1]


def expiry_of(second: str) -> date:
    """The day of expiry: no card expired before 2000."""
    return _day(CENTURIES[1], second[8:14], "day of expiry", 9)


def birth_of(second: str, number: PersonalNumber | None, expiry: date) -> date | None:
    """The birth date; None where month or day are not known.

    The personal number tells the century; without one the person was born in this century if that is before
    the card expires, and the card does expire.
    """
    birth = second[:6]
    if not is_digits(birth):
        if FILLER in birth and is_digits(birth.replace(FILLER, "0")):
            return None
        raise BadMrz("the birth date is written YYMMDD", 2, 1)
    if number is not None and number.birth_year % 100 == int(birth[:2]):
        century = number.birth_year // 100 * 100
    else:
        is_young = second[8:14] != NEVER and CENTURIES[1] + int(birth[:2]) < expiry.year
        century = CENTURIES[is_young]
    return _day(century, birth, "birth date", 1)


def _day(century: int, text: str, name: str, position: int) -> date:
    if not is_digits(text):
        raise BadMrz(f"the {name} is written YYMMDD", 2, position)
    try:
        return date(century + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        raise BadMrz(f"the {name} is no day of the calendar (YYMMDD)", 2, position) from None
