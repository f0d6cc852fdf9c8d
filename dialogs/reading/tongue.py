"""What the rules must know of a language to say numbers, days and signs in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day or a length of time as written; None is not written."""

    hour: int
    minute: int | None = None
    second: int | None = None
    half: str = ""  # "am" | "pm"
    says_minutes: bool = False


@dataclass(frozen=True, slots=True)
class Law:
    """The number of a law: `123/2015/NĐ-CP`; `kind` is "" where the text says it already."""

    number: str
    year: int | None
    kind: str
    offices: Sequence[str]


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The little words between numbers."""

    from_: str
    to: str
    or_: str
    per: str
    minus: str
    over: str  # 12/5
    point: str  # the sign before decimals
    dot: str
    times: str  # 3x4
    plus: str
    number: str
    quarter: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said instead of what must not or cannot be said."""

    number: str
    day: str
    address: str


class Tongue(Protocol):
    """One language, and for Vietnamese one dialect."""

    code: str
    alphabet: str  # small letters
    foreign: Mapping[str, str]  # letters outside the alphabet, small, and what stands for them
    letters: Mapping[str, str]  # capital letters and their names
    digits: Sequence[str]
    joint: str  # between the signs of a code
    words: SmallWords
    phrases: Phrases
    units: Mapping[str, tuple[str, str]]  # as written: for one, for several
    currencies: Mapping[str, str]
    symbols: Mapping[str, str]
    law_kinds: Mapping[str, str]
    sittings: Mapping[str, str]  # parliaments that are numbered: QH14
    roman_leads: Sequence[str]  # words with Roman numerals behind
    years: range  # bare numbers that are said as years
    named_by_number: Sequence[str]  # words with a number as a name behind: counter 3

    def cardinal(self, number: int) -> str:
        """A number from 0 to 10^15."""

    def year(self, number: int) -> str:
        """A year."""

    def ordinal(self, number: int) -> str:
        """The place in a row."""

    def day(self, day: int, month: int, year: int | None) -> str:
        """A date."""

    def month(self, month: int, year: int | None) -> str:
        """A month."""

    def clock(self, clock: Clock) -> str:
        """A time of day."""

    def fraction(self, part: int, whole: int) -> str:
        """A part of one."""

    def law(self, law: Law) -> str:
        """The number of a law."""

    def is_decimal(self, sign: str, decimals: str) -> bool:
        """Whether `sign` with `decimals` behind marks decimals and not thousands."""

    def is_word(self, word: str) -> bool:
        """Whether `word`, in small letters, can be said as a word."""
