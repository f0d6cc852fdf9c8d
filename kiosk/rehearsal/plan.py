"""What a day will bring, as plain data: it can be shortened, and is the same whatever the robot does."""

from dataclasses import dataclass, field
from datetime import date

FAULT_LEVELS = ("none", "light", "heavy")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for; weeks are rehearsed one by one, each with a database of its own."""

    seed: int
    days: int = 5
    citizens: int = 300  # a day
    faults: str = "light"  # one of FAULT_LEVELS
    week: int = 0


@dataclass(frozen=True, slots=True)
class CitizenPlan:
    """One person who comes at `at_s`, seconds after midnight; `kind` is a key of people/kinds."""

    citizen: int
    at_s: float
    kind: str
    service: str
    priority: str | None


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """One counter's staff from `from_s` to `until_s`; `pace` 1.0 works as fast as usual."""

    counter: str
    from_s: float
    until_s: float
    pace: float


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """One thing that goes wrong at `at_s`; `fault` is a key of faults.FAULTS."""

    fault: str
    at_s: float
    lasts_s: float
    detail: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day; the robot is switched on at `on_s` and off at `off_s`, seconds after midnight."""

    day: date
    on_s: float
    off_s: float
    citizens: tuple[CitizenPlan, ...] = ()
    shifts: tuple[ShiftPlan, ...] = ()
    faults: tuple[FaultPlan, ...] = ()
