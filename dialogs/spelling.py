"""Typing errors: an unknown word becomes the known one that was probably meant."""

from collections.abc import Callable, Iterable, Mapping, Sequence

LONGEST_WORD = 24
SHORTEST_MENDED = 3  # two letters say too little

Suits = Callable[[str, str], bool]  # (word before, word): whether phrases have them side by side


class Speller:
    """Knows words one slip apart (a letter too many, missing, wrong, swapped) and words written as one."""

    def __init__(self, frequency: Mapping[str, int]) -> None:
        self._frequency = frequency
        self._near: dict[str, list[str]] = {}
        for word in frequency:
            if SHORTEST_MENDED <= len(word) <= LONGEST_WORD and word.isalpha():
                for key in _with_one_less(word):
                    self._near.setdefault(key, []).append(word)

    def mend(self, words: Sequence[str], suits: Suits) -> list[str]:
        """`words` with unknown ones replaced where a known one is near; neighbours decide between several."""
        mended: list[str] = []
        for position, word in enumerate(words):
            if word in self._frequency or not SHORTEST_MENDED <= len(word) <= LONGEST_WORD:
                mended.append(word)
                continue
            before = mended[-1] if mended else ""
            after = words[position + 1] if position + 1 < len(words) else ""
            mended.extend(self._meant(word, before, after, suits) or [word])
        return mended

    def _meant(self, word: str, before: str, after: str, suits: Suits) -> list[str]:
        def likely(known: str) -> tuple[int, int]:
            return suits(before, known) + suits(known, after), self._frequency[known]

        near = self._one_slip_from(word)
        if near:
            best = max(sorted(near), key=likely)
            if likely(best)[0] or len(word) > SHORTEST_MENDED:
                return [best]
        return self._taken_apart(word, suits)

    def _one_slip_from(self, word: str) -> set[str]:
        if not word.isalpha():
            return set()
        known = {near for key in _with_one_less(word) for near in self._near.get(key, ())}
        return {near for near in known if abs(len(near) - len(word)) <= 1}

    def _taken_apart(self, word: str, suits: Suits) -> list[str]:
        halves = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
        known = [half for half in halves if half[0] in self._frequency and half[1] in self._frequency]
        return list(max(known, key=lambda half: suits(*half))) if any(suits(*half) for half in known) else []


def _with_one_less(word: str) -> Iterable[str]:
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]
