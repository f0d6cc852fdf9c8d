"""What is compared of a row of words."""

from collections.abc import Sequence
from itertools import pairwise

from dialogs.languages import Language


class Tokens:
    """Three fields in one bag: words as written, without accents (`~a`), neighbours by sound (`~a_b`)."""

    def __init__(self, language: Language) -> None:
        self._sound = language.sound
        self.weak = language.weak | {f"~{language.plain(word)}" for word in language.weak}

    def bag(self, words: Sequence[str], plain: Sequence[str]) -> list[str]:
        """All fields; `plain` are the words without accents."""
        return [*words, *self.plain_bag(plain)]

    def plain_bag(self, plain: Sequence[str]) -> list[str]:
        """The fields that do not need accents."""
        sounds = map(self._sound, plain)
        return [*map(word_token, plain), *(f"~{first}_{second}" for first, second in pairwise(sounds))]

    def pair(self, first: str, second: str) -> str:
        """The token of two neighbours."""
        return f"~{self._sound(first)}_{self._sound(second)}"


def word_token(plain: str) -> str:
    """The token of a word without accents."""
    return f"~{plain}"
