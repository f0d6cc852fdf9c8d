"""What came of one trip, and the figures of many."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from kiosk.rehearsal.drive.order import DriveResult

CLEAN = frozenset({"arrived", "blocked", "unreachable", "stopped", "failed"})  # told with a reason


@dataclass(frozen=True)
class Outcome:
    """`errors`: of its localisation, metres and radians, five times a second. `cpu_s`: of a core."""

    seed: int
    result: DriveResult
    cpu_s: float
    errors: Sequence[tuple[float, float]] = ()


@dataclass
class Figures:
    """Of all trips of one kind."""

    name: str
    outcomes: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """One more."""
        self.outcomes.append(outcome)

    @property
    def contacts(self) -> int:
        """Caused by the robot."""
        return sum(each.result.contacts for each in self.outcomes)

    @property
    def unclean(self) -> list[int]:
        """Seeds of trips that neither arrived nor gave up with a reason, or touched something."""
        return [
            each.seed for each in self.outcomes if each.result.reason not in CLEAN or each.result.contacts
        ]

    def lines(self) -> list[str]:
        """As a person reads them."""
        results = [each.result for each in self.outcomes]
        count = len(results)
        arrived = [each for each in results if each.arrived]
        ways = [each.path_m / each.shortest_m for each in arrived if each.shortest_m]
        near = [each.min_clearance_m for each in results if each.min_clearance_m is not None]
        reasons = {reason: sum(each.reason == reason for each in results) for reason in _reasons(results)}
        errors = [error for each in self.outcomes for error in each.errors]
        cpu_s = sum(each.cpu_s for each in self.outcomes)
        told = [
            f"{self.name}: {count} trips, {100 * len(arrived) / max(count, 1):.1f} % arrived {reasons}",
            f"  contacts caused by the robot: {self.contacts}",
            f"  path / shortest: median {_median(ways):.3f}; "
            f"least clearance: {min(near, default=math.nan):.3f} m, median {_median(near):.3f} m",
            f"  recoveries: {sum(each.recoveries for each in results) / max(count, 1):.2f} a trip; "
            f"{sum(each.time_s for each in results) / max(cpu_s, 1e-9):.1f} × real time on one core",
        ]
        if errors:
            metres, turns = zip(*errors, strict=True)
            told.append(
                f"  localisation: median {_median(metres):.3f} m, {math.degrees(_median(turns)):.2f}°"
            )
        if self.unclean:
            told.append(f"  to look into, seeds: {self.unclean[:20]}")
        return told


def _reasons(results: Sequence[DriveResult]) -> list[str]:
    return sorted({each.reason for each in results})


def _median(values: Sequence[float]) -> float:
    return median(values) if values else math.nan
