"""Places in a row: thứ 4, T2, Quý IV, 1st; and a number that is written twice: 05 (năm) ngày."""

import re
from functools import partial

from dialogs.reading.rule import Rule, before
from dialogs.reading.tongue import Tongue

_ORDINAL = re.compile(
    r"\b(?P<lead>(?i:thứ)) (?P<n>\d{1,2})(?P<more>(?: ?, ?[2-7](?!\d)| và [2-7](?!\d)){0,5})(?!\w|[.,/:]\d)"
)
_WEEKDAY = re.compile(r"(?<![\w.-])T(?P<n>[2-7])(?![\w-]|[./]\d)")
_ENGLISH = re.compile(r"(?<![\w.,])(?P<n>\d{1,4})(?:st|nd|rd|th)\b")
_TWICE = re.compile(r"(?<![\w.,/-])(?P<n>\d{1,3}) ?\((?P<words>[^\W\d]+(?: [^\W\d]+){0,6})\)")
_ROMAN = r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})"
_VALUES = {"I": 1, "V": 5, "X": 10}


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Each needs the word that stands before it."""
    leads, plural = "|".join(tongue.roman_leads), "s?" if tongue.code == "en" else ""
    more = rf"(?P<more>(?: ?(?:,|-|–|và|and|đến|to) ?{_ROMAN}(?!\w)){{0,6}})"
    roman = rf"(?P<lead>\b(?i:(?:{leads}){plural}) )(?P<n>{_ROMAN})(?!\w){more}"
    found = [
        Rule(_TWICE, partial(_twice, tongue=tongue)),
        Rule(re.compile(roman), partial(_roman, tongue=tongue)),
    ]
    if tongue.code == "vi":
        found.append(Rule(_ORDINAL, partial(_ordinal, tongue=tongue)))
        found.append(Rule(_WEEKDAY, lambda match: f"thứ {tongue.ordinal(int(match['n']))}"))
    else:
        found.append(Rule(_ENGLISH, lambda match: tongue.ordinal(int(match["n"]))))
    return tuple(found)


def _ordinal(match: re.Match[str], tongue: Tongue) -> str:
    more = re.sub(r"\d", lambda figure: tongue.ordinal(int(figure[0])), match["more"])
    return f"{match['lead']} {tongue.ordinal(int(match['n']))}{more}"


def _twice(match: re.Match[str], tongue: Tongue) -> str | None:
    """The words are kept where they say the figures."""
    said = tongue.cardinal(int(match["n"]))
    return match["words"] if match["words"].lower() in (said, said.replace("-", " ")) else None


def _roman(match: re.Match[str], tongue: Tongue) -> str | None:
    if not match["n"] or before(match).endswith("."):
        return None
    more = re.sub(r"[IVX]+", lambda numeral: tongue.cardinal(value_of(numeral[0])), match["more"])
    more = re.sub(r" ?[-–] ?", f" {tongue.words.to} ", more)
    return f"{match['lead']}{tongue.cardinal(value_of(match['n']))}{more}"


def value_of(numeral: str) -> int:
    """XIV → 14."""
    total = 0
    for sign, behind in zip(numeral, [*numeral[1:], ""], strict=True):
        value = _VALUES[sign]
        total += -value if value < _VALUES.get(behind, 0) else value
    return total
