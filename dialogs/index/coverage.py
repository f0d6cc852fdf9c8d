"""What a target accounts for of the words that were said: by any of its words, by one wording as a whole."""

from collections.abc import Callable, Collection, Iterable, Sequence

from dialogs.words import in_order

Tell = Callable[[Iterable[str]], float]  # how much words tell


class Coverage:
    """Knows the words of every target and of every phrase; all words are plain."""

    def __init__(
        self,
        phrases: Sequence[tuple[str, ...]],
        telling: Sequence[tuple[str, ...]],
        targets: Sequence[int],
        tell: Tell,
    ) -> None:
        self._telling = telling  # of each phrase
        self._targets = targets
        self._tell = tell
        self._vocabulary: dict[int, set[str]] = {}
        for words, target in zip(phrases, targets, strict=True):
            self._vocabulary.setdefault(target, set()).update(words)

    def foreign(self, words: Collection[str], target: int, others: Iterable[int]) -> float:
        """How much those of `words` tell that phrases of `others` have, and none of `target`."""
        own = self._vocabulary.get(target, set())
        used = [self._vocabulary.get(other, set()) for other in others]
        return self._tell({word for word in words if word not in own and any(word in use for use in used)})

    def whole(self, words: Sequence[str], numbers: Iterable[int]) -> dict[int, float]:
        """The share of what `words` tell that one of the phrases `numbers` makes up, which is said whole."""
        said = set(words)
        all_told = self._tell(said) or 1.0
        shares: dict[int, float] = {}
        for number in numbers:
            telling = self._telling[number]
            if telling and said.issuperset(telling) and in_order(telling, words):
                target = self._targets[number]
                shares[target] = max(shares.get(target, 0.0), self._tell(set(telling)) / all_told)
        return shares
