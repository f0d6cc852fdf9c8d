"""English, for visitors; days first, as Viet Nam writes them."""

import re
from collections.abc import Mapping, Sequence

from dialogs.reading.tongue import Clock, Law, Phrases, SmallWords
from dialogs.reading.tongues import en_words
from dialogs.reading.tongues.en_numbers import ONES, cardinal, ordinal, year

_WORD = re.compile(r"(?=\w*[aàáâãeèéêiìíoòóôõuùúýăĩũơưạ-ỹy])(?!\w*[bcdfghjklmnpqrstvwxz]{4})\w{3,}")
_PARTS = {2: "half", 4: "quarter"}


class English:
    """English."""

    code = "en"
    alphabet = en_words.ALPHABET
    foreign: Mapping[str, str] = {}
    letters: Mapping[str, str] = en_words.LETTERS
    digits: Sequence[str] = ONES[:10]
    joint = " "
    words = SmallWords(
        from_="from", to="to", or_="or", per="per", minus="minus", over="over", point="point", dot="point",
        times="by", plus="plus", number="number", quarter="quarter",
    )  # fmt: skip
    phrases = Phrases(
        number="the number on the screen", day="the day on the screen", address="the address on the screen"
    )
    units: Mapping[str, tuple[str, str]] = en_words.UNITS
    currencies: Mapping[str, str] = en_words.CURRENCIES
    symbols: Mapping[str, str] = en_words.SYMBOLS
    law_kinds: Mapping[str, str] = en_words.LAW_KINDS
    sittings: Mapping[str, str] = en_words.SITTINGS
    roman_leads: Sequence[str] = en_words.ROMAN_LEADS
    years = range(1900, 2100)
    named_by_number: Sequence[str] = en_words.NAMED_BY_NUMBER

    def cardinal(self, number: int) -> str:
        """105 → one hundred and five."""
        return cardinal(number)

    def year(self, number: int) -> str:
        """2026 → twenty twenty-six."""
        return year(number)

    def ordinal(self, number: int) -> str:
        """24 → twenty-fourth."""
        return ordinal(number)

    def day(self, day: int, month: int, year: int | None) -> str:
        """The twenty-fourth of November twenty twenty-six."""
        return f"the {ordinal(day)} of {self.month(month, year)}"

    def month(self, month: int, year: int | None) -> str:
        """November twenty twenty-six."""
        name = en_words.MONTHS[month - 1]
        return name if year is None else f"{name} {self.year(year)}"

    def clock(self, clock: Clock) -> str:
        """Eight o'clock, eight thirty, eight oh five, eight thirty a m."""
        said = cardinal(clock.hour)
        if clock.minute:
            said += f" {'oh ' if clock.minute < 10 else ''}{cardinal(clock.minute)}"
        elif not clock.half:
            said += " o'clock"
        if clock.second:
            said += f" and {cardinal(clock.second)} second{'' if clock.second == 1 else 's'}"
        return f"{said} {' '.join(clock.half)}".rstrip()

    def fraction(self, part: int, whole: int) -> str:
        """One half, three quarters, two thirds."""
        name = _PARTS.get(whole) or ordinal(whole)
        return f"{cardinal(part)} {name if part == 1 else 'halves' if whole == 2 else f'{name}s'}"

    def law(self, law: Law) -> str:
        """Circular … of twenty nineteen of the Ministry of Finance."""
        said = [law.kind, law.number]
        if law.year is not None:
            said.append(f"of {self.year(law.year)}")
        if law.offices:
            said.append(f"of {' and '.join(law.offices)}")
        return " ".join(filter(None, said))

    def is_decimal(self, sign: str, decimals: str) -> bool:
        """Three figures behind a point or comma are thousands: prices stand here as Viet Nam writes them."""
        return len(decimals) != 3

    def is_word(self, word: str) -> bool:
        """Whether `word` is more than letters: it has a vowel and no four consonants in a row."""
        return _WORD.fullmatch(word) is not None
