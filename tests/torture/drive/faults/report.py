"""The figures of many lives."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.torture.drive.faults.life import Life

SHOWN = 40


@dataclass
class LivesTogether:
    """Of all lives so far."""

    lives: list[Life] = field(default_factory=list)

    @property
    def steps(self) -> int:
        """Of the navigators, 0.05 s each."""
        return sum(each.steps for each in self.lives)

    @property
    def faults(self) -> Counter[str]:
        """What the judges found."""
        return _sum(each.faults for each in self.lives)

    def lines(self) -> Sequence[str]:
        """As a person reads them."""
        cpu_s = sum(each.cpu_s for each in self.lives)
        seconds = sum(each.seconds for each in self.lives)
        mishaps = _sum(each.mishaps for each in self.lives)
        restarts = sum(count for what, count in self.faults.items() if "nobody released" in what)
        slowest_s = max((each.slowest_stop_s for each in self.lives), default=0.0)
        notes = [f"  seed {each.seed}, {note}" for each in self.lives for note in each.notes]
        return [
            f"faults: {self.steps} rehearsed steps, {mishaps.total()} mishaps of {len(mishaps)} kinds; "
            f"restarts without a person: {restarts}",
            f"  {seconds / max(cpu_s, 1e-9):.0f} × real time on one core; "
            f"zero at most {slowest_s:.3f} s after a stop; "
            f"{sum(each.commands for each in self.lives)} commands judged",
            f"  trips: {dict(_sum(each.ends for each in self.lives).most_common())}",
            f"  figures: {dict(sorted(_sum(each.figures for each in self.lives).items()))}",
            f"  found by the judges: {dict(self.faults.most_common()) or 'nothing'}",
            *notes[:SHOWN],
        ]


def _sum(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counters:
        total.update(each)
    return total
