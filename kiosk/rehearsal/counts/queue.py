"""How many people wait at each minute of the day, over many days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.rehearsal.counts.spread import nearest_rank

MINUTE_S = 60.0


@dataclass(slots=True)
class QueueOverDay:
    """Of every minute after midnight: on how many days so many people waited when it began."""

    minutes: dict[int, Counter[int]] = field(default_factory=dict)

    def add(self, minute: int, length: int) -> None:
        """`length` people waited on one day more."""
        self.minutes.setdefault(minute, Counter())[length] += 1

    def update(self, other: "QueueOverDay") -> None:
        """All days of `other`."""
        for minute, days in other.minutes.items():
            self.minutes.setdefault(minute, Counter()).update(days)

    @property
    def longest(self) -> int:
        """The longest queue of all days."""
        return max((max(days) for days in self.minutes.values()), default=0)

    def band(self, percents: Sequence[float]) -> list[tuple[int, tuple[int, ...]]]:
        """Every minute from the first to the last person waiting, with these percentiles over the days."""
        busy = [minute for minute, days in self.minutes.items() if max(days)]
        if not busy:
            return []
        span = [minute for minute in sorted(self.minutes) if min(busy) - 1 <= minute <= max(busy) + 1]
        return [(minute, self._percentiles(minute, percents)) for minute in span]

    def _percentiles(self, minute: int, percents: Sequence[float]) -> tuple[int, ...]:
        return tuple(nearest_rank(self.minutes[minute], percent) for percent in percents)
