"""Is it certain that a sentence picks a choice, or does it only share words with it?"""

from collections.abc import Sequence

from dialogs.choosing import Option, choose
from dialogs.languages import language_of
from dialogs.words import split

MIN_OF_LABEL = 0.5  # of the label's words that must have been said


def is_certain(text: str, value: str, options: Sequence[Option], language: str) -> bool:
    """Whether `text` names the option `value` by its place, or by its own words and nothing else."""
    without_words = [Option(option.value, ()) for option in options]
    if choose(text, without_words, language) == value:
        return True
    said = _words(text, language)
    labels = [
        _words(label, language) for option in options if option.value == value for label in option.labels
    ]
    return any(said <= label and len(said) >= MIN_OF_LABEL * len(label) for label in labels)


def _words(text: str, language: str) -> set[str]:
    known = language_of(language)
    return {known.plain(known.usual(word)) for word in split(text)}
