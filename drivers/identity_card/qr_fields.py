"""Each field of a card's QR: text to value, or `NotACard` with the place and what would be right. Pure."""

import re
import unicodedata
from datetime import date

from drivers.identity_card.number import DIGITS, Gender, PersonalNumber, is_digits
from drivers.identity_card.qr_problems import NotACard, Oddity, Problem

OLD_DIGITS = (9, 12)  # a number of twelve digits can have been given up, too
PLAIN_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
WRITTEN_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
GENDERS: dict[str, Gender] = {"nam": "male", "nữ": "female"}
UNUSUAL_GENDERS: dict[str, Gender] = {"nu": "female", "male": "male", "female": "female"}
IN_NAMES = " '’ʼ‘`.-‐"


def number_in(field: str) -> PersonalNumber:
    """The personal number."""
    if is_digits(field) and len(field) == DIGITS:
        return PersonalNumber(field)
    if is_digits(field):
        raise NotACard(Problem.NUMBER, f"field 1: {len(field)} digits; the personal number has {DIGITS}")
    raise NotACard(Problem.FOREIGN, f"field 1 is no personal number: it has {DIGITS} digits and nothing else")


def old_number_in(field: str) -> str | None:
    """The number of an older card; empty and noughts stand for none."""
    if not field.strip("0"):
        return None
    if not is_digits(field) or len(field) not in OLD_DIGITS:
        raise NotACard(Problem.OLD_NUMBER, "field 2 is no old number: nine digits, or empty")
    return field


def name_in(field: str) -> str:
    """The name: letters, with blanks, apostrophes, hyphens and points between."""
    if not field:
        raise NotACard(Problem.NAME, "field 3, the name, is empty")
    wrong = next((at for at, one in enumerate(field, 1) if not _is_in_names(one)), None)
    if wrong is not None:
        raise NotACard(Problem.NAME, f"field 3, the name: character {wrong} is no letter")
    if not field[0].isalpha():
        raise NotACard(Problem.NAME, "field 3, the name, does not begin with a letter")
    return field


def _is_in_names(one: str) -> bool:
    return one.isalpha() or one in IN_NAMES or unicodedata.combining(one) > 0


def gender_in(field: str, odd: set[Oddity]) -> Gender:
    """`Nam` or `Nữ`; other words that mean the same go into `odd`."""
    word = field.casefold()
    if word in UNUSUAL_GENDERS:
        odd.add(Oddity.GENDER_FORM)
        return UNUSUAL_GENDERS[word]
    if word not in GENDERS:
        raise NotACard(Problem.GENDER, "field 5 is no sex: `Nam` or `Nữ`")
    return GENDERS[word]


def birth_date_in(field: str, odd: set[Oddity]) -> date:
    """The birth date."""
    return _day(field, Problem.BIRTH_DATE, "field 4, the birth date", odd)


def issue_date_in(field: str, is_last: bool, odd: set[Oddity]) -> date | None:
    """The day of issue. The text ends there on a card of 2021: what is short there was torn off."""
    if is_last and len(field) < len("ddmmyyyy") and (not field or is_digits(field)):
        raise NotACard(
            Problem.TORN, "field 7, the day of issue, is cut short: the end of the text is missing"
        )
    if not field:
        odd.add(Oddity.NO_ISSUE_DATE)
        return None
    return _day(field, Problem.ISSUE_DATE, "field 7, the day of issue", odd)


def is_day(field: str) -> bool:
    """Whether `field` is written like a day."""
    return bool(PLAIN_DAY.fullmatch(field) or WRITTEN_DAY.fullmatch(field))


def written_day(field: str) -> date | None:
    """The day that `field` is; None for anything else."""
    try:
        return _day(field.strip(), Problem.ISSUE_DATE, "a date", set())
    except NotACard:
        return None


def _day(field: str, problem: Problem, where: str, odd: set[Oddity]) -> date:
    if plain := PLAIN_DAY.fullmatch(field):
        day, month, year = plain.groups()
    elif written := WRITTEN_DAY.fullmatch(field):
        odd.add(Oddity.DATE_FORM)
        day, _, month, year = written.groups()
    else:
        raise NotACard(problem, f"{where}, is not written ddmmyyyy")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NotACard(problem, f"{where}: there is no such day in the calendar (ddmmyyyy)") from None
