"""Reading aloud: any shown text as the words that are spoken."""

from dialogs.lexicon import Lexicon
from dialogs.reading.reading import Reading


def words_of(text: str, reading: Reading) -> str:
    """What is spoken for `text`: only letters of the language, single spaces and `. , ? ! ; :`.

    In English a hyphen or apostrophe between two letters is part of the word. "" where nothing can be said.
    """
    return reading.words(text)


__all__ = ["Lexicon", "Reading", "words_of"]
