"""The languages that are spoken."""

from dialogs.reading.tongue import Tongue
from dialogs.reading.tongues.en import English
from dialogs.reading.tongues.vi import Vietnamese
from dialogs.reading.tongues.vi_numbers import DIALECTS


def tongue_of(language: str, dialect: str) -> Tongue:
    """The tongue of a language; a dialect that is not known is spoken as in the north."""
    return Vietnamese(dialect) if language == "vi" else English()


__all__ = ["DIALECTS", "tongue_of"]
