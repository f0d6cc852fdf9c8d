"""What part of a procedure is asked for: its fee, its documents, how long it takes."""

from collections.abc import Iterable, Sequence

from dialogs.languages import Language


class Topics:
    """Finds the wording of a topic within a sentence."""

    def __init__(
        self, wordings: Iterable[tuple[str, tuple[str, ...]]], beside: Iterable[str], language: Language
    ) -> None:
        self._language = language
        self._beginning_with: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # first plain word → wordings
        self._beside = {language.plain(word) for word in beside}
        self._vocabulary = set(self._beside)
        for topic, words in wordings:
            plain = [language.plain(word) for word in words]
            self._beginning_with.setdefault(plain[0], []).append((words, topic))
            self._vocabulary.update(plain)

    def part(self, words: Sequence[str]) -> tuple[str, list[str]]:
        """The topic that is asked for ("" for none), and the words around all wordings of topics."""
        topic, rest = self._longest(words)
        further = topic
        while further and rest:
            further, rest = self._longest(rest)
        return topic, rest

    def _longest(self, words: Sequence[str]) -> tuple[str, list[str]]:
        found = [
            (len(wording), -at, topic)
            for at, word in enumerate(words)
            for wording, topic in self._beginning_with.get(self._language.plain(word), ())
            if self._language.may_be(words[at : at + len(wording)], wording)
        ]
        if not found:
            return "", list(words)
        length, at, topic = max(found)
        return topic, [*words[:-at], *words[length - at :]]

    def is_whole(self, rest: Sequence[str]) -> bool:
        """Whether `rest`, the words around a topic, names nothing."""
        return self._beside.issuperset(map(self._language.plain, rest))

    def share(self, words: Sequence[str]) -> float:
        """The share of `words` that name no subject of their own."""
        known = sum(self._language.plain(word) in self._vocabulary for word in words)
        return known / len(words) if words else 1.0
