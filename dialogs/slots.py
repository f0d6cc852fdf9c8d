"""Values that are said within a sentence: a service, a counter, a number, a day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from dialogs.courtesy import Courtesy
from dialogs.languages import Language

LONGEST_VALUE = 6  # words
MOST_VALUES = 6  # in one sentence


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a slot, said by the words from `start` to before `end`."""

    slot: str
    value: str
    start: int
    end: int


class SlotValues:
    """Finds values by the wordings staff wrote, and numbers and days by themselves."""

    def __init__(
        self, wordings: Mapping[str, Mapping[str, str]], courtesy: Courtesy, language: Language
    ) -> None:
        self._plain = language.plain
        self._values: dict[tuple[str, ...], dict[str, str]] = {}
        for slot, values in wordings.items():
            for wording, value in values.items():
                words = tuple(courtesy.words(wording))
                self._values.setdefault(words, {})[slot] = value
                self._values.setdefault(tuple(map(self._plain, words)), {}).setdefault(slot, value)
        self._samples = {slot: _samples(values) for slot, values in wordings.items()}
        self._derived: dict[str, Callable[[Sequence[str]], int | str | None]] = {
            "number": language.number,
            "counter": language.number,
            "date": language.date,
        }

    def samples(self, slot: str) -> Sequence[str]:
        """Wordings that stand for the values of `slot` in the search."""
        return self._samples.get(slot) or ("1",)

    def found(self, words: Sequence[str], slots: frozenset[str]) -> list[Value]:
        """The values of `slots` in `words`, the longest wordings first, at most `MOST_VALUES`."""
        found = []
        for length in range(min(LONGEST_VALUE, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                row = words[start : start + length]
                for slot, value in self._said(row).items():
                    if slot in slots:
                        found.append(Value(slot, value, start, start + length))
        return found[:MOST_VALUES]

    def patterns(
        self, words: Sequence[str], slots: frozenset[str]
    ) -> Iterator[tuple[list[str], dict[str, str]]]:
        """`words` with one or two values replaced by the signs of their slots, and those values."""
        values = self.found(words, slots)
        for count in (1, 2):
            for chosen in combinations(values, count):
                inner = sorted(chosen, key=lambda value: value.start)
                if all(first.end <= second.start for first, second in pairwise(inner)):
                    yield _replaced(words, inner), {value.slot: value.value for value in inner}

    def _said(self, row: Sequence[str]) -> dict[str, str]:
        said = dict(self._values.get(tuple(row), {}))
        for slot, derive in self._derived.items():
            value = None if slot in said else derive(row)
            if value is not None:
                said[slot] = str(value)
        return said


def _samples(values: Mapping[str, str]) -> tuple[str, ...]:
    """One wording for each value."""
    first: dict[str, str] = {}
    for wording, value in values.items():
        first.setdefault(value, wording)
    return tuple(first.values())


def _replaced(words: Sequence[str], values: Sequence[Value]) -> list[str]:
    written = list(words)
    for value in reversed(values):
        written[value.start : value.end] = [f"{{{value.slot}}}"]
    return written
