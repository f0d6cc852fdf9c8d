"""English: endings, British and American spellings, numbers, dates."""

import re
from collections.abc import Sequence
from functools import lru_cache

from dialogs.languages.counting import figures_of
from dialogs.languages.language import Language

_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{2})is(e|ed|es|ing|ation)$"), r"iz\1"),
    (re.compile(r"^licenc"), "licens"),
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|hood)"), "or"),
    (re.compile(r"centre"), "center"),
    (re.compile(r"^enrol(?=$|s$|ment)"), "enroll"),
)
_ENDINGS = (
    (re.compile(r"(ss|us|is)$"), r"\1"),
    (re.compile(r"(?<=[a-z]{3})if(y|ies|ied|ying|ications?)$"), "if"),
    (re.compile(r"(?<=[a-z]{4})(iz)?(at|it)?ions?$"), ""),
    (re.compile(r"(?<=[a-z]{4})(ments?|[ae]nces?)$"), ""),
    (re.compile(r"(?<=[a-z]{2})(ies|ied|iage|y)$"), "i"),
    (re.compile(r"(?<=[a-z]{3})iz(e|es|ed|ing)$"), ""),
    (re.compile(r"(?<=[a-z]{3})(ing|ed|es|e)$"), ""),
    (re.compile(r"(?<=[a-z]{2})s$"), ""),
)
_DOUBLED = re.compile(r"([bdglmnprt])\1$")
_WEAK_E = re.compile(r"(?<=t)er$")  # register, registration
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_NUMBERS = {name: n for n, name in enumerate(_ONES)} | _TENS
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
]  # fmt: skip


_WEAK = """
    a an the of to in on at for from with by about as into and or but so if that this these those it
    its is am are was were be been being do does did done has have had having will would can could
    should may might must i me my mine we us our you your he him his she her they them their there
    here what which who whom whose how when where why not no just now then also too very really
    already still any some all both each more most other such only own same than up out off over
    under again get got getting want wants need needs like please request requests apply applying
    application submit ask go going come came one two thing
"""
_REFUSALS = (("dont",), ("do", "not"), ("no",), ("not",), ("never",))


@lru_cache(maxsize=8192)
def usual(word: str) -> str:
    """The American spelling, as one of two."""
    for pattern, written in _SPELLINGS:
        word = pattern.sub(written, word)
    return word


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Without its ending: register, registered, registration → registr."""
    for pattern, written in _ENDINGS:
        shorter = pattern.sub(written, word)
        if shorter != word or pattern.search(word):
            word = _DOUBLED.sub(r"\1", shorter)
            break
    return _WEAK_E.sub("r", word)


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Doubled letters once, ph as f."""
    return re.sub(r"(.)\1", r"\1", word.replace("ph", "f"))


def number(words: Sequence[str]) -> int | None:
    """The number that all of `words` say, up to 99 in words; None where they say none."""
    match [*words]:
        case [figure] if figure.isdecimal() and len(figure) <= 6:
            return int(figure)
        case [name] if name in _NUMBERS:
            return _NUMBERS[name]
        case [tens, ones] if tens in _TENS and 0 < _NUMBERS.get(ones, 0) < 10:
            return _TENS[tens] + _NUMBERS[ones]
    return None


def figures(words: Sequence[str]) -> list[str]:
    """`words` with numbers from ten on as figures."""
    return figures_of(words, number, {*_ONES[10:], *_TENS}, longest=2)


def date(words: Sequence[str]) -> str | None:
    """today, tomorrow, monday …, or MM-DD; None where `words` say no day."""
    row = [word for word in words if word not in ("on", "the", "of")]
    if len(row) == 1 and row[0] in ("today", "tomorrow", "yesterday", *_WEEKDAYS):
        return row[0]
    if len(row) == 2:
        for month, day in (row, row[::-1]):
            days = _day(day)
            if month in _MONTHS and days is not None and 1 <= days <= 31:
                return f"{_MONTHS.index(month) + 1:02}-{days:02}"
    return None


def _day(word: str) -> int | None:
    return _ORDINALS.get(word) or number([re.sub(r"(?<=\d)(st|nd|rd|th)$", "", word)])


ENGLISH = Language("en", usual, plain, sound, number, date, figures, frozenset(_WEAK.split()), _REFUSALS)
