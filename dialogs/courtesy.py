"""Words that carry no wish of their own, and words that have a usual form."""

from collections.abc import Iterable, Iterator, Sequence

from dialogs.languages import Language
from dialogs.material import Manners
from dialogs.words import split

Rows = dict[str, tuple[list[int], set[tuple[str, ...]]]]  # first word → lengths, the longest first, and rows


class Courtesy:
    """Brings a sentence to its usual words, and takes the courtesy off it."""

    def __init__(self, manners: Manners, language: Language) -> None:
        self._language = language
        same = {self._spelled(wording): self._spelled(usual) for wording, usual in manners.same.items()}
        plain = {tuple(map(language.plain, row)): usual for row, usual in same.items() if len(row) > 1}
        self._same = plain | same
        self._same_rows = _by_first(self._same)
        self._openings = _by_first(self._rows(manners.openings))
        self._closings = _by_first(row[::-1] for row in self._rows(manners.closings))
        self._fillers = _by_first(self._rows(manners.fillers))
        self.vocabulary = {
            word
            for texts in (manners.openings, manners.closings, manners.fillers)
            for text in texts
            for word in self.words(text)
        }

    def words(self, text: str) -> list[str]:
        """The words of `text` in their usual spelling and form, numbers as figures."""
        return self.usual(split(text))

    def usual(self, cleaned: Iterable[str]) -> list[str]:
        """`cleaned` words in their usual spelling and form, numbers as figures."""
        words = list(map(self._language.usual, cleaned))
        if self._same_rows.keys().isdisjoint(words):
            return self._language.figures(words)
        written: list[str] = []
        position = 0
        while position < len(words):
            word = words[position]
            row = _starting(self._same_rows, words, position) if word in self._same_rows else ()
            if row:
                written += self._same[row]
            else:
                written.append(word)
            position += len(row) or 1
        return self._language.figures(written)

    def core(self, words: Sequence[str]) -> list[str]:
        """`words` without openings, closings and fillers; unchanged where nothing would be left."""
        return self._told(words) or list(words)

    def is_all(self, words: Sequence[str]) -> bool:
        """Whether `words` are courtesy and nothing else."""
        return not self._told(words)

    def _told(self, words: Sequence[str]) -> list[str]:
        rest = _without_start(list(words), self._openings)
        if rest and rest[-1] in self._closings:
            rest = _without_start(rest[::-1], self._closings)[::-1]
        if self._fillers.keys().isdisjoint(rest):
            return rest
        kept: list[str] = []
        position = 0
        while position < len(rest):
            word = rest[position]
            row = _starting(self._fillers, rest, position) if word in self._fillers else ()
            if not row:
                kept.append(word)
            position += len(row) or 1
        return kept

    def _rows(self, texts: Iterable[str]) -> Iterator[list[str]]:
        """The words of `texts`; of several words also without accents."""
        for text in texts:
            row = self.words(text)
            yield row
            if len(row) > 1:
                yield [self._language.plain(word) for word in row]

    def _spelled(self, text: str) -> tuple[str, ...]:
        return tuple(map(self._language.usual, split(text)))


def _by_first(rows: Iterable[Sequence[str]]) -> Rows:
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for row in filter(None, map(tuple, rows)):
        by_first.setdefault(row[0], set()).add(row)
    return {first: (sorted({len(row) for row in own}, reverse=True), own) for first, own in by_first.items()}


def _starting(rows: Rows, words: Sequence[str], position: int) -> tuple[str, ...]:
    """The longest of `rows` that stands in `words` at `position`; some begin with the word there."""
    lengths, known = rows[words[position]]
    for length in lengths:
        if (row := tuple(words[position : position + length])) in known:
            return row
    return ()


def _without_start(words: list[str], rows: Rows) -> list[str]:
    while words and words[0] in rows and (row := _starting(rows, words, 0)):
        words = words[len(row) :]
    return words
