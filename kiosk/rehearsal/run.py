"""A whole run: its weeks, added up in their order."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kiosk.rehearsal.counts.totals import DAY_S
from kiosk.rehearsal.figures import Figures
from kiosk.rehearsal.plan import Order
from kiosk.rehearsal.results import Violation, WeekResult

WEEK_DAYS = 5


def weeks_of(order: Order) -> int:
    """How many weeks the days make; the last may be short."""
    return -(-order.days // WEEK_DAYS)


def orders_of(order: Order) -> Iterator[Order]:
    """One order a week, of as many days as it has."""
    for week in range(weeks_of(order)):
        yield replace(order, week=week, days=min(WEEK_DAYS, order.days - WEEK_DAYS * week))


@dataclass(frozen=True, slots=True)
class Broken:
    """A violation and its week of the run, from 1."""

    week: int
    violation: Violation

    @property
    def day(self) -> int:
        """The day of the week, from 1."""
        return int(self.violation.at_s // DAY_S) + 1

    @property
    def day_s(self) -> float:
        """Seconds after that day's midnight."""
        return self.violation.at_s % DAY_S


@dataclass(slots=True)
class Run:
    """The weeks so far; `digest` depends on them and their order alone."""

    order: Order
    weeks: int = 0
    facts: int = 0
    simulated_s: float = 0.0
    wall_s: float = 0.0
    figures: Figures = field(default_factory=Figures)
    sightings: Counter[str] = field(default_factory=Counter)
    violations: list[Broken] = field(default_factory=list)
    first_failed: WeekResult | None = None
    _digests: list[str] = field(default_factory=list)

    def add(self, week: WeekResult) -> None:
        """The next week."""
        self.weeks += 1
        self.facts += week.facts
        self.simulated_s += week.simulated_s
        self.figures.update(week.figures)
        self.sightings.update(week.sightings)
        self.violations += [Broken(week.order.week + 1, violation) for violation in week.violations]
        self._digests.append(week.digest)
        if week.violations and self.first_failed is None:
            self.first_failed = week

    @property
    def digest(self) -> str:
        """SHA-256 over the weeks' digests."""
        return hashlib.sha256("\n".join(self._digests).encode()).hexdigest()

    @property
    def times_real(self) -> float:
        """How many seconds were rehearsed in one second; 0 when no time was measured."""
        return self.simulated_s / self.wall_s if self.wall_s else 0.0
