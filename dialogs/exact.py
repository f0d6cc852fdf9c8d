"""Wordings that are known word for word, also written without accents."""

from collections.abc import Sequence

from dialogs.index import Target
from dialogs.languages import Language

NOBODY: frozenset[Target] = frozenset()


class ExactPhrases:
    """Looks up whole sentences; there are tens of thousands, so each is one text and not its words."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._targets: dict[str, frozenset[Target]] = {}
        self._written: dict[str, tuple[str, ...]] = {}  # plain → the wordings that are written otherwise
        self._meanings: dict[frozenset[Target], frozenset[Target]] = {}  # each kept once

    def add(self, words: Sequence[str], target: Target) -> None:
        """Let `words` stand for `target`."""
        wording = " ".join(words)
        before = self._targets.get(wording, NOBODY)
        meant = before | {target}
        self._targets[wording] = self._meanings.setdefault(meant, meant)
        plain = self._plain(words)
        if not before and plain != wording:
            self._written[plain] = (*self._written.get(plain, ()), wording)

    def find(self, words: Sequence[str]) -> frozenset[Target]:
        """What `words` stand for; where accents are missing, only if that leaves no doubt."""
        wording = " ".join(words)
        if wording in self._targets:
            return self._targets[wording]
        plain, said = self._plain(words), tuple(words)
        meant = {
            target
            for known in (plain, *self._written.get(plain, ()))
            if known in self._targets and self._language.may_be(said, tuple(known.split(" ")))
            for target in self._targets[known]
        }
        return frozenset(meant) if len(meant) == 1 else NOBODY

    def _plain(self, words: Sequence[str]) -> str:
        return " ".join(map(self._language.plain, words))
