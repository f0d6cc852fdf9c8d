"""What is known of a language that is code and not data."""

from dialogs.languages import en, vi
from dialogs.languages.language import Language

LANGUAGES = {language.code: language for language in (vi.VIETNAMESE, en.ENGLISH)}


def language_of(code: str) -> Language:
    """The language `code`; one that is not known here is treated like English."""
    return LANGUAGES.get(code, en.ENGLISH)


__all__ = ["LANGUAGES", "Language", "language_of"]
