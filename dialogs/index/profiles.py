"""What the phrases of a target have in common: the words it uses more often than others do."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence, Set
from itertools import chain
from math import log

from dialogs.index.bm25 import WEAK_SHARE

SMOOTHING = 60.0  # tokens of the whole that every target is thought to have besides its own
TALKATIVE = 0.3  # how much a target of many phrases is held back, 0 to 1


class Profiles:
    """Scores targets by the likelihood of a query's tokens, against all targets together (Dirichlet)."""

    def __init__(
        self, bags: Sequence[Collection[str]], targets: Sequence[int], weak: Set[str] = frozenset()
    ) -> None:
        bags_of: list[list[Collection[str]]] = [[] for _ in range(max(targets, default=-1) + 1)]
        for bag, target in zip(bags, targets, strict=True):
            bags_of[target].append(bag)
        of_target = [Counter(chain.from_iterable(map(set, own))) for own in bags_of]
        sizes = [max(1, counts.total()) for counts in of_target]
        share: dict[str, float] = {}
        for counts, size in zip(of_target, sizes, strict=True):
            for token, count in counts.items():
                share[token] = share.get(token, 0.0) + count / size
        self._more: dict[str, dict[int, float]] = {}
        for target, counts in enumerate(of_target):
            for token, count in counts.items():
                expected = SMOOTHING * share[token] / len(of_target)
                more = log(1 + count / expected) * (WEAK_SHARE if token in weak else 1)
                self._more.setdefault(token, {})[target] = more
        self._held_back = [TALKATIVE * log(1 + size / SMOOTHING) for size in sizes]

    def scores(self, tokens: Collection[str], targets: Iterable[int]) -> dict[int, float]:
        """How much better each of `targets` explains `tokens` than all together do; 0 is "no better"."""
        known = [self._more[token] for token in sorted(set(tokens)) if token in self._more]
        scores = {}
        for target in targets:
            more = sum([targets_more.get(target, 0.0) for targets_more in known])
            scores[target] = max(0.0, more - len(known) * self._held_back[target])
        return scores
