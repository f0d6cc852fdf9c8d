"""Search as one types: procedures whose words begin like those in the field, with and without accents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dialogs.languages import language_of
from dialogs.words import split

MOST = 5
NAME, PHRASE = 2.0, 1.0  # a word found in the name says more


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    words: frozenset[str]  # plain
    weight: float


class Lookup:
    """The procedures of one language by the words of their names and of what people call them."""

    def __init__(self, language: str, names: Mapping[str, str], phrases: Mapping[str, Iterable[str]]) -> None:
        self._plain = language_of(language).plain
        self._names = names
        self._phrases = phrases

    @cached_property
    def _entries(self) -> list[_Entry]:
        """Made when somebody types: a robot that starts has no time for it."""
        entries = [_Entry(id_, self._words(name), NAME) for id_, name in self._names.items()]
        entries += [
            _Entry(id_, self._words(phrase), PHRASE)
            for id_, several in self._phrases.items()
            if id_ in self._names
            for phrase in several
        ]
        return entries

    def found(self, text: str, most: int = MOST) -> tuple[str, ...]:
        """The procedures that fit `text`, the best first; every typed word must begin one of theirs."""
        typed = [self._plain(word) for word in split(text[:200])]
        if not typed:
            return ()
        best: dict[str, float] = {}
        for entry in self._entries:
            if all(any(word.startswith(start) for word in entry.words) for start in typed):
                score = entry.weight * len(typed) / (len(entry.words) + 1)
                best[entry.id] = max(best.get(entry.id, 0.0), score)
        return tuple(sorted(best, key=lambda id_: -best[id_])[:most])

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(self._plain(word) for word in split(text))
