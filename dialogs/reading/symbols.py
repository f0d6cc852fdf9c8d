"""Fractions, brackets, slashes, dashes and the other signs, when the numbers around them are known."""

import re
from functools import partial

from dialogs.reading.dates import HOUSE_SAID
from dialogs.reading.rule import Rule, any_of, before, without_repeat
from dialogs.reading.tongue import Tongue

_FRACTION = re.compile(r"(?<![\w.,/:-])(?P<a>\d{1,2}) ?/ ?(?P<b>\d{1,3})(?![\w/]|[.,:-]\d)")
_RATIO = re.compile(r"(?i:(?P<lead>\b(?:tỷ lệ|tỉ lệ|scale) ?:? ?\d{1,6})) ?: ?(?=\d)")
_NUMBER_SIGN = re.compile(r"(?:#|(?<!\w)[Nn]o\. ?)(?=\d)")
_QUOTE = re.compile(r"(?<![^\W\d_])'|'(?![^\W\d_])|_")
_BRACKETS = re.compile(r"[()\[\]{}]")
_FIGURES_OVER = re.compile(r"(?<=\d)/(?=\w)|(?<=\w)/(?=\d)")
_DASH_BETWEEN_FIGURES = re.compile(r"(?<=\d) ?[-–] ?(?=\d)")
_SPACED_SLASH = re.compile(r" / |/ | /")
_SLASH = re.compile(r"(?<=\w)/(?=\w)")
_SPACED_DASH = re.compile(r" [-–]+ |–|-{2,}| -(?=\w)|(?<=\w)- ")


def number_sign_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """#1, No. 1."""
    return (Rule(_NUMBER_SIGN, lambda match: without_repeat(before(match), tongue.words.number)),)


def rules_between_figures(tongue: Tongue) -> tuple[Rule, ...]:
    """Signs that lean on figures; they go before the numbers."""
    return (
        Rule(_FRACTION, partial(_fraction, tongue=tongue)),
        Rule(_RATIO, lambda match: f"{match['lead']} {tongue.words.over} "),
        Rule(_FIGURES_OVER, lambda _: f" {tongue.words.over} "),
        Rule(_DASH_BETWEEN_FIGURES, lambda _: ", "),
    )


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """A sign that says nothing becomes a pause or nothing."""
    return (
        Rule(_SPACED_SLASH, lambda _: "; "),
        Rule(_SLASH, lambda _: f" {tongue.words.or_} "),
        Rule(_QUOTE, lambda _: " "),
        Rule(_BRACKETS, lambda _: ", "),
        Rule(_SPACED_DASH, lambda _: ", "),
        Rule(re.compile(any_of(tongue.symbols)), lambda match: f" {tongue.symbols[match[0]]} "),
    )


def _fraction(match: re.Match[str], tongue: Tongue) -> str | None:
    part, whole = int(match["a"]), int(match["b"])
    is_part = 0 < part < whole and not match["a"].startswith("0") and not match["b"].startswith("0")
    return tongue.fraction(part, whole) if is_part and not HOUSE_SAID.search(before(match)) else None
