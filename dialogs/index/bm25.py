"""BM25 over bags of tokens, by inverted lists."""

from collections.abc import Iterable, Sequence, Set
from heapq import nlargest
from math import log

K1 = 1.2
B = 0.5
WEAK_SHARE = 0.3  # what a weak token tells, of what its rarity says
ENOUGH_BAGS = 400  # from so many on, more common tokens only add to the bags that have a rarer one
MOST_LOOKED_AT = 25_000  # entries of the lists; the most common tokens of very large sets are left out


class Bm25:
    """Scores every bag against a query; a token counts once, in the bag and in the query."""

    def __init__(self, bags: Sequence[Sequence[str]], weak: Set[str] = frozenset()) -> None:
        self._size = len(bags)
        self._bags_with: dict[str, list[int]] = {}
        for number, bag in enumerate(bags):
            for token in set(bag):
                self._bags_with.setdefault(token, []).append(number)
        self._weak = weak
        self._idf = {
            token: self._telling(len(numbers)) * (WEAK_SHARE if token in weak else 1)
            for token, numbers in self._bags_with.items()
        }
        self._unknown = self._telling(0)
        self.rarest = self._telling(1)  # what a token tells that only one bag has
        mean = sum(map(len, bags)) / max(1, self._size)
        self._weight = [(K1 + 1) / (1 + K1 * (1 - B + B * len(bag) / mean)) for bag in bags]

    def __contains__(self, token: str) -> bool:
        return token in self._bags_with

    def idf(self, token: str) -> float:
        """How much `token` tells; of an unknown one what a token of no bag would."""
        if token in self._idf:
            return self._idf[token]
        return self._unknown * (WEAK_SHARE if token in self._weak else 1)

    def best(self, tokens: Iterable[str], count: int) -> dict[int, float]:
        """The `count` best bags with their scores, the best first."""
        scores: dict[int, float] = {}
        looked_at = 0
        for token in sorted(set(tokens) & self._idf.keys(), key=lambda token: (-self._idf[token], token)):
            idf, bags = self._idf[token], self._bags_with[token]
            looked_at += len(bags)
            if looked_at > MOST_LOOKED_AT and scores:
                break
            if len(scores) < ENOUGH_BAGS:
                for number in bags:
                    scores[number] = scores.get(number, 0.0) + idf
            else:
                for number in bags:
                    if number in scores:
                        scores[number] += idf
        weighted = ((score * self._weight[number], -number) for number, score in scores.items())
        return {-number: score for score, number in nlargest(count, weighted)}

    def _telling(self, count: int) -> float:
        return log(1 + (self._size - count + 0.5) / (count + 0.5))
