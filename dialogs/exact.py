"""Wordings that are known word for word, also written without accents."""

from collections.abc import Sequence

from dialogs.index import Target
from dialogs.languages import Language


class ExactPhrases:
    """Looks up whole sentences."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._targets: dict[tuple[str, ...], set[Target]] = {}
        self._wordings: dict[tuple[str, ...], set[tuple[str, ...]]] = {}  # plain → as written

    def add(self, words: Sequence[str], target: Target) -> None:
        """Let `words` stand for `target`."""
        wording = tuple(words)
        self._targets.setdefault(wording, set()).add(target)
        self._wordings.setdefault(tuple(map(self._language.plain, wording)), set()).add(wording)

    def find(self, words: Sequence[str]) -> frozenset[Target]:
        """What `words` stand for; where accents are missing, only if that leaves no doubt."""
        wording = tuple(words)
        if wording in self._targets:
            return frozenset(self._targets[wording])
        alike = self._wordings.get(tuple(map(self._language.plain, wording)), ())
        meant = {
            target
            for known in alike
            if self._language.may_be(wording, known)
            for target in self._targets[known]
        }
        return frozenset(meant) if len(meant) == 1 else frozenset()
