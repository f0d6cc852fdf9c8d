"""The readings of the shipped configuration."""

from collections.abc import Callable

import pytest

from dialogs.reading import Reading, words_of
from kiosk.site.knowledge.lexicon import load_lexicon
from kiosk.site.places import SHIPPED

LANGUAGES = ("vi", "en")


@pytest.fixture(scope="session")
def readings() -> dict[str, Reading]:
    """By language; Vietnamese as in the north."""
    return {language: Reading(language, "north", load_lexicon(SHIPPED, language)) for language in LANGUAGES}


@pytest.fixture(scope="session")
def said(readings: dict[str, Reading]) -> Callable[..., str]:
    """What is spoken for a text, in Vietnamese if no language is named."""
    return lambda text, language="vi": words_of(text, readings[language])
