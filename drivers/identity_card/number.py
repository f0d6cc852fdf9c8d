"""The personal number of twelve digits: PPP G YY NNNNNN (Decree 137/2015 article 13).

PPP: where the birth was registered; G: sex and century; YY: year of birth; NNNNNN: random, and the CAN that
opens the chip. There is no check digit. Whatever the digits say of place, sex and year is a hint: nothing
promises that later numbers keep to it, so no number is refused for them.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from drivers.identity_card.tables.countries import COUNTRIES
from drivers.identity_card.tables.provinces import PROVINCES

Gender = Literal["male", "female"]

DIGITS = 12
FIRST_CENTURY = 1900
SHOWN = 3  # digits that stay readable in a masked number
BETWEEN = str.maketrans("", "", " \t\r\n.-\u00a0\u2010\u2011\u2013")


class BadNumber(ValueError):
    """What was given is no personal number; the message says what would be, without the digits."""


@dataclass(frozen=True, slots=True, repr=False)
class PersonalNumber:
    """Twelve digits. Its `repr` hides them."""

    text: str

    @property
    def can(self) -> str:
        """The six digits that open the chip (PACE)."""
        return self.text[-6:]

    @property
    def document_number(self) -> str:
        """The nine digits that stand in the MRZ as the number of the document."""
        return self.text[-9:]

    @property
    def gender(self) -> Gender:
        """What the fourth digit says."""
        return "female" if int(self.text[3]) % 2 else "male"

    @property
    def birth_year(self) -> int:
        """What digits four to six say: 1900 to 2399."""
        return FIRST_CENTURY + 100 * (int(self.text[3]) // 2) + int(self.text[4:6])

    @property
    def province(self) -> str | None:
        """Where the birth was registered: a province of 2016 or a country; None where no table has it."""
        prefix = self.text[:3]
        return PROVINCES[prefix][0] if prefix in PROVINCES else COUNTRIES.get(prefix)

    @property
    def masked(self) -> str:
        """For screens and logs: only the last digits."""
        return masked(self.text)

    def __repr__(self) -> str:
        return "PersonalNumber(hidden)"


def masked(text: str) -> str:
    """`text` with all but its last three characters hidden; a short one wholly."""
    shown = text[-SHOWN:] if len(text) > 2 * SHOWN else ""
    return "•" * (len(text) - len(shown)) + shown


def parse_number(text: str) -> PersonalNumber:
    """The number in `text`, as typed: blanks, dots and hyphens between the digits do not matter.

    Raises `BadNumber`.
    """
    digits = unicodedata.normalize("NFKC", text[: 4 * DIGITS]).translate(BETWEEN)
    if not digits:
        raise BadNumber(f"the personal number is empty: it has {DIGITS} digits")
    wrong = next((at for at, one in enumerate(digits, 1) if not is_digits(one)), None)
    if wrong is not None:
        raise BadNumber(f"character {wrong} of the personal number is no digit: it has {DIGITS} digits")
    if len(digits) != DIGITS or len(text) > 4 * DIGITS:
        raise BadNumber(f"the personal number has {DIGITS} digits, not {len(digits)}")
    return PersonalNumber(digits)


def is_digits(text: str) -> bool:
    """Whether `text` is one digit 0 to 9 or more, and nothing else."""
    return text.isascii() and text.isdigit()
