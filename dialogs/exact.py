"""Wordings that are known word for word, also written without accents."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from dialogs.index import Target
from dialogs.languages import Language

NOBODY: frozenset[Target] = frozenset()
Row = tuple[Sequence[str], Target]


class ExactPhrases:
    """Looks up whole sentences.

    There are tens of thousands: all of them are one text, in the order of a number that wordings share which
    are the same without accents. That is a tenth of what a dictionary takes.
    """

    def __init__(self, language: Language, rows: Iterable[Row]) -> None:
        self._language = language
        self._targets: dict[Target, int] = {}
        entries = sorted(
            {(self._number(words), " ".join(words), self._place(target)) for words, target in rows}
        )
        self._numbers = array("q", (number for number, _, _ in entries))
        self._meanings = array("H", (place for _, _, place in entries))
        texts = [wording.encode() for _, wording, _ in entries]
        self._text = b"".join(texts)
        self._ends = array("L")
        end = 0
        for text in texts:
            end += len(text)
            self._ends.append(end)
        self._by_place = tuple(self._targets)

    def find(self, words: Sequence[str]) -> frozenset[Target]:
        """What `words` stand for; where accents are missing, only if that leaves no doubt."""
        wording, said = " ".join(words), tuple(words)
        alike = self._alike(words)
        exactly = frozenset(target for known, target in alike if known == wording)
        if exactly:
            return exactly
        meant = frozenset(
            target for known, target in alike if self._language.may_be(said, tuple(known.split(" ")))
        )
        return meant if len(meant) == 1 else NOBODY

    def _alike(self, words: Sequence[str]) -> list[tuple[str, Target]]:
        """The wordings that are the same without accents, with what they stand for."""
        number = self._number(words)
        at = bisect_left(self._numbers, number)
        found = []
        while at < len(self._numbers) and self._numbers[at] == number:
            start = self._ends[at - 1] if at else 0
            wording = self._text[start : self._ends[at]].decode()
            found.append((wording, self._by_place[self._meanings[at]]))
            at += 1
        return found

    def _number(self, words: Sequence[str]) -> int:
        return hash(" ".join(map(self._language.plain, words)))

    def _place(self, target: Target) -> int:
        return self._targets.setdefault(target, len(self._targets))
