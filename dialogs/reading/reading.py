"""The rules of one language and dialect, in their order."""

from dialogs.lexicon import Lexicon
from dialogs.reading import (
    abbreviations,
    capitals,
    codes,
    dates,
    laws,
    money,
    numbers,
    ordinals,
    personal,
    phones,
    ranges,
    symbols,
    times,
    units,
    web,
)
from dialogs.reading.arriving import arrived
from dialogs.reading.leaving import left
from dialogs.reading.rule import Rule
from dialogs.reading.tongue import Tongue
from dialogs.reading.tongues import tongue_of


class Reading:
    """How one language is read aloud; built once, used for every sentence."""

    def __init__(self, language: str, dialect: str = "north", lexicon: Lexicon | None = None) -> None:
        self._tongue = tongue_of(language, dialect)
        self._rules = _rules(self._tongue, lexicon or Lexicon())

    def words(self, text: str) -> str:
        """What is spoken for `text`; "" where nothing of it can be."""
        text = arrived(text)
        for rule in self._rules:
            text = rule.apply(text)
        return left(text, self._tongue)


def _rules(tongue: Tongue, lexicon: Lexicon) -> tuple[Rule, ...]:
    """A rule may lean on what those before it have said, and never sees what they have taken."""
    return (
        *personal.rules(tongue),
        *symbols.number_sign_rules(tongue),
        *phones.rules(tongue),
        *personal.rules_by_figures(tongue),
        *web.rules(tongue, lexicon),
        *abbreviations.word_rules(lexicon),
        *laws.rules(tongue, lexicon.abbreviations),
        *ranges.rules(tongue),
        *money.rules(tongue),
        *abbreviations.rules(lexicon),
        *dates.rules(tongue),
        *times.rules(tongue),
        *units.rules(tongue),
        *ordinals.rules(tongue),
        *codes.rules(tongue),
        *symbols.rules_between_figures(tongue),
        *numbers.rules(tongue),
        *symbols.rules(tongue),
        *capitals.rules(tongue),
        *abbreviations.word_rules(lexicon),  # once more: what figures and signs touched is free now
        *abbreviations.rules(lexicon),
    )
