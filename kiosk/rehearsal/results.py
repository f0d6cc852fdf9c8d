"""How a week went."""

from dataclasses import dataclass

from kiosk.rehearsal.figures import Figures
from kiosk.rehearsal.plan import Order


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule was broken at virtual second `at_s`."""

    at_s: float
    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class WeekResult:
    """One week; `sightings` counts the named states, `trace` has the last facts of a week that went wrong."""

    order: Order
    digest: str
    facts: int
    violations: tuple[Violation, ...]
    sightings: dict[str, int]
    figures: Figures
    simulated_s: float
    trace: tuple[str, ...] = ()
