"""The shape of a language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """How the words of one language are compared; every function takes and gives cleaned words."""

    code: str
    usual: Callable[[str], str]  # one of several right spellings: hòa → hoà, licence → license
    plain: Callable[[str], str]  # without what is often left out: accents, endings
    sound: Callable[[str], str]  # of a plain word: what sounds alike is written alike
    number: Callable[[Sequence[str]], int | None]  # "hai mươi mốt", "21" → 21
    date: Callable[[Sequence[str]], str | None]  # "mai" → tomorrow, "15 tháng 8" → 08-15
    figures: Callable[[Sequence[str]], list[str]]  # numbers of several words as figures
    weak: frozenset[str]  # words that sentences about anything have: they tell little
    refusals: tuple[tuple[str, ...], ...]  # rows that turn the command behind them down

    def telling(self, words: Sequence[str]) -> list[str]:
        """`words` without the weak ones, plain."""
        return [self.plain(word) for word in words if word not in self.weak]

    def may_be(self, words: Sequence[str], known: Sequence[str]) -> bool:
        """Whether `words` are `known`, perhaps with accents or endings left out, and none put in."""
        return len(words) == len(known) and all(
            word in (other, self.plain(other)) for word, other in zip(words, known, strict=True)
        )
