"""Which of what is on its way survives a power cut: a draw that the seed, the cut and the variant decide."""

from collections.abc import Callable, Sequence
from random import Random

from tests.torture.power.disk import KEPT, LOST, Change, Disk, Fate, Sector, Survival, sector_starts
from tests.torture.power.trace import Write

NOTHING, EVERYTHING = 0, 1  # the first two variants; the others are drawn
TEAR = 0.3
STALE_INDEX = 0.25
SECTORS: tuple[Sector, ...] = ("old", "old", "new", "new", "zeros", "noise")
Draw = Callable[[Random, Sequence[Change]], list[Fate]]


def draw(disk: Disk, seed: int, cut: int, variant: int) -> Survival:
    """The same for the same arguments."""
    if variant == NOTHING:
        return _uniform(disk, 0, LOST)
    if variant == EVERYTHING:
        return _uniform(disk, len(disk.pending_names), KEPT)
    random = Random(f"{seed}:{cut}:{variant}")
    names = random.randint(0, len(disk.pending_names))
    files = sorted(disk.names(names).values())
    fates = {file: random.choice(DRAWS)(random, disk.pending(file)) for file in files}
    return Survival(names, fates, stale_index=random.random() < STALE_INDEX)


def _uniform(disk: Disk, names: int, fate: Fate) -> Survival:
    files = disk.names(names).values()
    return Survival(names, {file: [fate] * len(disk.pending(file)) for file in files})


def _none(random: Random, changes: Sequence[Change]) -> list[Fate]:
    return [LOST] * len(changes)


def _all(random: Random, changes: Sequence[Change]) -> list[Fate]:
    return [KEPT] * len(changes)


def _first(random: Random, changes: Sequence[Change]) -> list[Fate]:
    kept = random.randint(0, len(changes))
    return [KEPT] * kept + [LOST] * (len(changes) - kept)


def _some(random: Random, changes: Sequence[Change]) -> list[Fate]:
    return [random.choice((LOST, KEPT)) for _ in changes]


def _torn(random: Random, changes: Sequence[Change]) -> list[Fate]:
    return [
        _tear(random, change) if random.random() < TEAR else fate
        for change, fate in zip(changes, _some(random, changes), strict=True)
    ]


def _all_but_torn(random: Random, changes: Sequence[Change]) -> list[Fate]:
    return [_tear(random, change) if random.random() < TEAR else KEPT for change in changes]


def _tear(random: Random, change: Change) -> Fate:
    if not isinstance(change, Write):
        return LOST
    fate = tuple(random.choice(SECTORS) for _ in sector_starts(change))
    if set(fate) == {"new"}:
        return KEPT
    return LOST if set(fate) == {"old"} else fate


DRAWS: tuple[Draw, ...] = (_none, _all, _first, _some, _torn, _all_but_torn)
