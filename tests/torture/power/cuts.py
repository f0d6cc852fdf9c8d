"""Every moment at which the power may fail: between any two things asked of the disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.torture.power.disk import Disk
from tests.torture.power.trace import (
    Blackout,
    Contents,
    Promise,
    Promised,
    Settled,
    Step,
    promised_after,
)


@dataclass(frozen=True, slots=True)
class Cut:
    """The power fails before step `number`; `coming` is what the call under way would have left."""

    number: int
    disk: Disk  # as it is at this cut; it changes with the next one
    promised: Promised
    coming: Contents | None


def cuts(steps: Sequence[Step], *, powersafe: bool) -> Iterator[Cut]:
    """All of them; promises are made at once, so none falls between a promise and what was before it."""
    disk, promised, coming = Disk(powersafe=powersafe), Promised(), _coming(steps)
    for number, step in enumerate(steps):
        if not isinstance(step, Promise):
            yield Cut(number, disk, promised, coming[number])
        disk.take(step)
        promised = promised_after(promised, step)
    yield Cut(len(steps), disk, promised, None)


def _coming(steps: Sequence[Step]) -> list[Contents | None]:
    """For each step what the next answered call left, None when the power failed before there was one."""
    following: Contents | None = None
    found: list[Contents | None] = []
    for step in reversed(steps):
        if isinstance(step, Settled):
            following = step.contents
        elif isinstance(step, Blackout):
            following = None
        found.append(following)
    return found[::-1]
