"""The states of a seed: a disk after a cut, and what had been promised."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.torture.power.cases import Case, powersafe
from tests.torture.power.cuts import Cut, cuts
from tests.torture.power.disk import NOISE, Survival
from tests.torture.power.fates import draw
from tests.torture.power.life import record
from tests.torture.power.office import FILE

VARIANTS = 6
STALE_INDEX = NOISE * 64


@dataclass(frozen=True, slots=True)
class State:
    """To be used before the next one is asked for: the disk of a cut changes with the next cut."""

    case: Case
    cut: Cut
    variant: int
    survival: Survival

    def files(self) -> dict[str, bytes]:
        """What is on the disk when the power comes back."""
        files = self.cut.disk.rebuilt(self.survival)
        if self.case.journal == "wal" and self.survival.stale_index:
            files[f"{FILE}-shm"] = STALE_INDEX
        return files


def states(case: Case, seed: int, variants: int = VARIANTS) -> Iterator[State]:
    """Up to so many at each cut, no two with the same disk and the same promises."""
    seen: set[int] = set()
    for cut in cuts(record(case, seed), powersafe=powersafe(seed)):
        for variant in range(variants):
            survival = draw(cut.disk, seed, cut.number, variant)
            identity = hash((cut.disk.identity(survival), len(cut.promised)))
            if identity not in seen:
                seen.add(identity)
                yield State(case, cut, variant, survival)


def state_at(case: Case, seed: int, number: int, variant: int) -> State:
    """One of them; raises `LookupError` when there is no such cut."""
    for cut in cuts(record(case, seed), powersafe=powersafe(seed)):
        if cut.number == number:
            return State(case, cut, variant, draw(cut.disk, seed, number, variant))
    raise LookupError(f"{case.name}, seed {seed}: there is no cut {number}")
