"""What a phrase template is made of; every part can be written out in `count` ways, numbered from 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import gcd, prod

MOST_EXPANSIONS = 64


@dataclass(frozen=True)
class Text:
    """Words as they stand."""

    text: str
    count = 1

    def nth(self, number: int) -> str:
        """The words."""
        return self.text

    def all(self) -> Sequence[str]:
        """The words, once."""
        return (self.text,)


@dataclass(frozen=True)
class Slot:
    """A place for a value, written `{name}`."""

    name: str
    count = 1

    def nth(self, number: int) -> str:
        """The slot's sign, as a word of its own."""
        return f" {{{self.name}}} "

    def all(self) -> Sequence[str]:
        """The slot's sign, once."""
        return (self.nth(0),)


@dataclass(frozen=True)
class Row:
    """Parts one after the other."""

    parts: tuple["Part", ...]

    @cached_property
    def count(self) -> int:
        """In how many ways it can be written out."""
        return prod(part.count for part in self.parts)

    def nth(self, number: int) -> str:
        """The row written out in one way."""
        written = []
        for part in reversed(self.parts):
            number, own = divmod(number, part.count)
            written.append(part.nth(own))
        return "".join(reversed(written))

    def all(self) -> Sequence[str]:
        """The row written out in every way, in the order of their numbers."""
        return ["".join(written) for written in product(*(part.all() for part in self.parts))]


@dataclass(frozen=True)
class Alternatives:
    """One of several rows; an option in square brackets has the empty row as its last one."""

    rows: tuple[Row, ...]

    @cached_property
    def count(self) -> int:
        """In how many ways it can be written out."""
        return sum(row.count for row in self.rows)

    def nth(self, number: int) -> str:
        """One of the alternatives written out."""
        for row in self.rows:
            if number < row.count:
                return row.nth(number)
            number -= row.count
        raise IndexError(number)

    def all(self) -> Sequence[str]:
        """All alternatives written out, in the order of their numbers."""
        return [written for row in self.rows for written in row.all()]


Part = Text | Slot | Row | Alternatives


@dataclass(frozen=True)
class Template:
    """A phrase as staff wrote it, taken apart."""

    row: Row

    @property
    def count(self) -> int:
        """In how many ways it can be said."""
        return self.row.count

    @cached_property
    def slots(self) -> frozenset[str]:
        """The names of its slots."""
        return frozenset(_slots(self.row))

    def expansions(self, limit: int = MOST_EXPANSIONS) -> tuple[str, ...]:
        """Its wordings without doubles, the fullest first; above `limit` a spread choice of that many."""
        if self.count <= limit:
            written = self.row.all()
        else:
            written = [self.row.nth(number) for number in spread(self.count, limit)]
        wordings = (" ".join(wording.split()) for wording in written)
        return tuple(dict.fromkeys(wording for wording in wordings if wording))


def spread(count: int, limit: int) -> Sequence[int]:
    """The numbers below `count`; of more than `limit` a choice of that many, far apart (golden section)."""
    if count <= limit:
        return range(count)
    stride = int(count * 0.618)
    while gcd(stride, count) != 1:
        stride += 1
    return [number * stride % count for number in range(limit)]


def _slots(part: Part) -> list[str]:
    match part:
        case Slot(name):
            return [name]
        case Row(parts):
            return [name for inner in parts for name in _slots(inner)]
        case Alternatives(rows):
            return [name for row in rows for name in _slots(row)]
        case _:
            return []
