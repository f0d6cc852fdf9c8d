"""What a phrase template is made of; every part can be written out in `count` ways, numbered from 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import gcd, prod
from typing import ClassVar

MOST_EXPANSIONS = 64


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand."""

    text: str
    count: ClassVar[int] = 1

    def all(self) -> Sequence[str]:
        """The words, once."""
        return (self.text,)

    def some(self, numbers: Sequence[int]) -> Sequence[str]:
        """The words, as often as there are `numbers`."""
        return [self.text] * len(numbers)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value, written `{name}`."""

    name: str
    count: ClassVar[int] = 1

    def all(self) -> Sequence[str]:
        """The slot's sign as a word of its own, once."""
        return (f" {{{self.name}}} ",)

    def some(self, numbers: Sequence[int]) -> Sequence[str]:
        """The slot's sign, as often as there are `numbers`."""
        return [*self.all()] * len(numbers)


class Row:
    """Parts one after the other; `count`: in how many ways they can be written out."""

    __slots__ = ("count", "parts")

    def __init__(self, parts: tuple["Part", ...]) -> None:
        self.parts = parts
        self.count: int = prod([part.count for part in parts])

    def all(self) -> Sequence[str]:
        """The row written out in every way, in the order of their numbers."""
        if len(self.parts) == 1:
            return self.parts[0].all()
        return list(map("".join, product(*[part.all() for part in self.parts])))

    def some(self, numbers: Sequence[int]) -> Sequence[str]:
        """The row written out in the ways `numbers`."""
        columns: list[Sequence[str]] = []
        for part in reversed(self.parts):
            columns.append(part.some([number % part.count for number in numbers]))
            numbers = [number // part.count for number in numbers]
        return list(map("".join, zip(*reversed(columns), strict=True))) if columns else [""] * len(numbers)


class Alternatives:
    """One of several rows; an option in square brackets has the empty row as its last one.

    `count`: in how many ways it can be written out.
    """

    __slots__ = ("count", "rows")

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows
        self.count: int = sum([row.count for row in rows])

    def all(self) -> Sequence[str]:
        """All alternatives written out, in the order of their numbers."""
        return [written for row in self.rows for written in row.all()]

    def some(self, numbers: Sequence[int]) -> Sequence[str]:
        """The alternatives `numbers` written out."""
        if self.count <= MOST_EXPANSIONS:
            every = self.all()
            return [every[number] for number in numbers]
        return [self._one(number) for number in numbers]

    def _one(self, number: int) -> str:
        for row in self.rows:
            if number < row.count:
                return row.some((number,))[0]
            number -= row.count
        raise IndexError(number)


Part = Text | Slot | Row | Alternatives


@dataclass(frozen=True, slots=True)
class Template:
    """A phrase as staff wrote it, taken apart, and the names of its slots."""

    row: Row
    slots: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """In how many ways it can be said."""
        return self.row.count

    def expansions(self, limit: int = MOST_EXPANSIONS) -> tuple[str, ...]:
        """Its wordings without doubles, the fullest first; above `limit` a spread choice of that many."""
        written = self.row.all() if self.count <= limit else self.row.some(spread(self.count, limit))
        wordings = dict.fromkeys([" ".join(wording.split()) for wording in written])
        wordings.pop("", None)
        return tuple(wordings)


def spread(count: int, limit: int) -> Sequence[int]:
    """The numbers below `count`; of more than `limit` a choice of that many, far apart (golden section)."""
    if count <= limit:
        return range(count)
    stride = int(count * 0.618)
    while gcd(stride, count) != 1:
        stride += 1
    return [number * stride % count for number in range(limit)]
