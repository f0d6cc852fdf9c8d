"""How long something took, many times over: counted in steps, so that weeks can be added up."""

import math
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Spread:
    """Durations rounded to whole steps of `step_s`."""

    step_s: float
    counts: Counter[int] = field(default_factory=Counter)

    def add(self, seconds: float) -> None:
        """One more."""
        self.counts[round(seconds / self.step_s)] += 1

    def update(self, other: "Spread") -> None:
        """All of `other`, which has the same step."""
        self.counts.update(other.counts)

    @property
    def times(self) -> int:
        """How many there are."""
        return self.counts.total()

    def percentile_s(self, percent: float) -> float:
        """The shortest duration that `percent` of all do not exceed; 0 when there are none."""
        return nearest_rank(self.counts, percent) * self.step_s

    @property
    def longest_s(self) -> float:
        """The longest; 0 when there are none."""
        return max(self.counts, default=0) * self.step_s


def nearest_rank(counts: Counter[int], percent: float) -> int:
    """The smallest value that `percent` of all counted values do not exceed; 0 when nothing was counted."""
    wanted = math.ceil(counts.total() * percent / 100)
    for value in sorted(counts):
        wanted -= counts[value]
        if wanted <= 0:
            return value
    return 0


class Spreads(dict[str, Spread]):
    """One spread a name, made when it is first needed."""

    def add(self, name: str, seconds: float, step_s: float) -> None:
        """One more under `name`."""
        self.setdefault(name, Spread(step_s)).add(seconds)

    def add_all(self, other: "Spreads") -> None:
        """All of `other`."""
        for name in sorted(other):
            self.setdefault(name, Spread(other[name].step_s)).update(other[name])

    def together(self) -> Spread:
        """All names as one."""
        whole = Spread(next(iter(self.values())).step_s if self else 1.0)
        for part in self.values():
            whole.update(part)
        return whole
