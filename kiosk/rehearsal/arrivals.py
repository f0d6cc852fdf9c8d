"""When people come: two humps, one after each opening, and the edges of the day. Pure."""

from collections.abc import Iterator
from random import Random

Slots = tuple[tuple[float, float], ...]  # opens, closes: seconds after midnight

EARLY, AT_CLOSING, TOO_LATE, BETWEEN = 0.05, 0.03, 0.02, 0.04  # so many of all; the rest come in the humps
EARLY_S, CLOSING_S, LATE_S = 1200.0, 420.0, 1800.0
HUMP = 0.22  # of the slot has passed where most come
FIRST_SLOT = 0.6  # of those in the humps come in the first one


def arrivals(chance: Random, slots: Slots, people: int) -> Iterator[float]:
    """A time for each of `people`, in whole milliseconds."""
    parts = (EARLY, AT_CLOSING, TOO_LATE, BETWEEN)
    ways = (_early, _at_closing, _too_late, _between, _hump)
    for way in chance.choices(ways, [*parts, 1 - sum(parts)], k=people):
        yield round(way(chance, slots), 3)


def _early(chance: Random, slots: Slots) -> float:
    """They stand before the door when it opens."""
    return slots[0][0] - chance.uniform(0, EARLY_S)


def _at_closing(chance: Random, slots: Slots) -> float:
    """In the last minutes of a slot."""
    return chance.choice(slots)[1] - chance.uniform(0, CLOSING_S)


def _too_late(chance: Random, slots: Slots) -> float:
    """No numbers any more."""
    return slots[-1][1] + chance.uniform(0, LATE_S)


def _between(chance: Random, slots: Slots) -> float:
    """At lunch; at any time where the office does not close for it."""
    return chance.uniform(slots[0][1], slots[1][0]) if len(slots) > 1 else chance.uniform(*slots[0])


def _hump(chance: Random, slots: Slots) -> float:
    first = len(slots) == 1 or chance.random() < FIRST_SLOT
    opens, closes = slots[0] if first else chance.choice(slots[1:])
    return chance.triangular(opens, closes, opens + HUMP * (closes - opens))
