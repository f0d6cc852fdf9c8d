"""Who is called next, and how many are called before a ticket. Pure.

Normal tickets go by arrival, priority tickets by arrival. After `in_a_row` priority calls in a row one normal
ticket is called if any waits. `run` is how many of the last calls in a row were priority ones, at most
`in_a_row`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, by class."""

    normal: int
    priority: int

    @property
    def people(self) -> int:
        """Both classes together."""
        return self.normal + self.priority


def priority_first(waiting: Waiting, run: int, in_a_row: int) -> bool:
    """True when the next call is for a priority ticket."""
    return waiting.priority > 0 and (waiting.normal == 0 or run < in_a_row)


def ahead_of_normal(normals_ahead: int, priorities_waiting: int, run: int, in_a_row: int) -> int:
    """How many are called before a normal ticket if nobody comes any more."""
    return normals_ahead + min(priorities_waiting, in_a_row * (normals_ahead + 1) - run)


def ahead_of_priority(priorities_ahead: int, normals_waiting: int, run: int, in_a_row: int) -> int:
    """How many are called before a priority ticket if nobody comes any more."""
    return priorities_ahead + min(normals_waiting, (run + priorities_ahead) // in_a_row)


def calling_order(normals: Sequence[T], priorities: Sequence[T], run: int, in_a_row: int) -> tuple[T, ...]:
    """All who wait, in the order in which they will be called; both lists come by arrival."""
    line: list[T] = []
    normal = priority = 0
    while (left := Waiting(len(normals) - normal, len(priorities) - priority)).people:
        if priority_first(left, run, in_a_row):
            line.append(priorities[priority])
            priority, run = priority + 1, min(run + 1, in_a_row)
        else:
            line.append(normals[normal])
            normal, run = normal + 1, 0
    return tuple(line)
