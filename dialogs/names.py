"""Official names of procedures, said in full within a sentence."""

from collections.abc import Iterable, Mapping, Sequence

from dialogs.words import in_order

SHORTEST = 3  # telling words of a name that is sure enough when it is said


class Names:
    """Knows the telling words of every name, plain."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = {id: tuple(words) for id, words in names.items()}
        self._beginning_with: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for id, name in self._names.items():
            if len(name) >= SHORTEST:
                self._beginning_with.setdefault(name[0], []).append((id, name))

    def said(self, words: Sequence[str]) -> str:
        """Whose name, the longest one, stands in `words` in its order; "" for none or several."""
        said = [
            (len(name), id)
            for word in set(words)
            for id, name in self._beginning_with.get(word, ())
            if in_order(name, words)
        ]
        longest = [id for length, id in said if length == max(said)[0]]
        return longest[0] if len(longest) == 1 else ""

    def marked(self, words: Sequence[str], ids: Iterable[str]) -> str:
        """Which one of `ids` has all in `words` that sets its name apart; "" for none or several."""
        of_group = {id: set(self._names.get(id, ())) for id in ids}
        marked = []
        for id, own in of_group.items():
            marks = own.difference(*(words for other, words in of_group.items() if other != id))
            if marks and marks.issubset(words):
                marked.append(id)
        return marked[0] if len(marked) == 1 else ""
