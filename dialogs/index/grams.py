"""Likeness by pieces of words: n-grams of 2 to 4 letters inside each word with its two borders."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log, sqrt

LENGTHS = (2, 3, 4)


@lru_cache(maxsize=8192)
def grams_of(word: str) -> tuple[str, ...]:
    """The n-grams of one word."""
    bordered = f" {word} "
    return tuple(
        bordered[start : start + length] for length in LENGTHS for start in range(len(bordered) - length + 1)
    )


class Grams:
    """Cosine of gram vectors between a query and chosen phrases."""

    def __init__(self, phrases: Sequence[Sequence[str]]) -> None:
        self._phrases = phrases
        self._lengths: dict[int, float] = {}
        words = Counter(word for phrase in phrases for word in set(phrase))
        count: Counter[str] = Counter()
        for word, times in words.items():
            for gram in grams_of(word):
                count[gram] += times
        self._unknown = log(1 + len(phrases)) + 1
        self._idf = {
            gram: log((1 + len(phrases)) / (1 + min(times, len(phrases)))) + 1
            for gram, times in count.items()
        }

    def likeness(self, words: Sequence[str], numbers: Sequence[int]) -> list[float]:
        """0 (nothing alike) to 1 (the same pieces) for each of the phrases `numbers`."""
        query = self._vector(words)
        length = sqrt(sum(weight * weight for weight in query.values())) or 1.0
        shares: dict[str, float] = {}
        found = []
        for number in numbers:
            total = 0.0
            for word in self._phrases[number]:
                if word not in shares:
                    shares[word] = sum(query.get(gram, 0.0) * self._idf[gram] for gram in grams_of(word))
                total += shares[word]
            found.append(min(1.0, total / (length * self._length(number))))
        return found

    def _length(self, number: int) -> float:
        length = self._lengths.get(number)
        if length is None:
            vector = self._vector(self._phrases[number])
            length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
            self._lengths[number] = length
        return length

    def _vector(self, words: Sequence[str]) -> dict[str, float]:
        count = Counter(gram for word in words for gram in grams_of(word))
        return {gram: (1 + log(times)) * self._idf.get(gram, self._unknown) for gram, times in count.items()}
