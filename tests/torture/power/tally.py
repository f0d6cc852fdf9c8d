"""What was found, in figures."""

from collections import Counter
from dataclasses import dataclass, field

from tests.torture.power.cases import CASES, Kind


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Where a promise was broken; seed, cut and variant bring it back exactly."""

    seed: int
    cut: int
    variant: int
    kind: Kind
    what: str

    @property
    def place(self) -> str:
        """For `--replay`."""
        return f"{self.seed}:{self.cut}:{self.variant}"


@dataclass(slots=True)
class Tally:
    """Of one case. `states` counts disks that differ in bytes or in what was promised, each judged.

    `deep` of them were also worked on, `seconds` is the time of all processes together.
    """

    case: str
    seeds: int = 0
    states: int = 0
    deep: int = 0
    seconds: float = 0.0
    found: Counter[Kind] = field(default_factory=Counter)
    first: Counterexample | None = None

    def add(self, other: "Tally") -> None:
        """Both together; of the counterexamples the one of the smallest seed stays."""
        self.seeds += other.seeds
        self.states += other.states
        self.deep += other.deep
        self.seconds += other.seconds
        self.found += other.found
        both = [first for first in (self.first, other.first) if first]
        self.first = min(both, key=lambda first: first.seed, default=None)

    @property
    def states_per_s(self) -> float:
        """Of one process."""
        return self.states / self.seconds if self.seconds else 0.0

    @property
    def as_wanted(self) -> bool:
        """Nothing found in a sound case; everything planted found in the others."""
        finds = CASES[self.case].finds
        return finds <= set(self.found) if finds else self.states > 0 and not self.found
