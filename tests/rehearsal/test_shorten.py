"""A plan that breaks a rule is made smaller, as long as it breaks the same rule."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.rehearsal.figures import Figures
from kiosk.rehearsal.plan import CitizenPlan, DayPlan, FaultPlan, Order, ShiftPlan
from kiosk.rehearsal.results import Violation, WeekResult
from kiosk.rehearsal.shorten import PARTS, Bounds, Shortened, fewest, shorten, size

DAY_S = 86_400.0
BROKEN_S = 40_000.0
Breaks = Callable[[Sequence[DayPlan]], str | None]


def plan(days: int = 5, citizens: int = 30) -> tuple[DayPlan, ...]:
    return tuple(
        DayPlan(
            day=date(2026, 11, 23) + timedelta(days=at),
            on_s=25_000,
            off_s=63_000,
            citizens=tuple(
                CitizenPlan(each, 26_000 + 1000 * each, "quick", "land", None) for each in range(citizens)
            ),
            shifts=tuple(ShiftPlan(str(each), 27_000, 60_000, 1.0) for each in range(4)),
            faults=tuple(FaultPlan(f"fault{each}", 30_000 + 1000 * each, 60) for each in range(8)),
        )
        for at in range(days)
    )


def has(days: Sequence[DayPlan], citizen: int, fault: str, on: date) -> bool:
    """The day of `on` with this citizen and this fault."""
    return any(
        day.day == on
        and citizen in [each.citizen for each in day.citizens]
        and fault in [each.fault for each in day.faults]
        for day in days
    )


class Rehearsals:
    """Fakes: a rule is broken on the third day when `breaks` says so. Counts what is asked for."""

    def __init__(self, breaks: Breaks) -> None:
        self._breaks = breaks
        self.asked = 0

    def __call__(self, days: Sequence[DayPlan]) -> WeekResult:
        self.asked += 1
        rule = self._breaks(days)
        at_s = (THURSDAY - days[0].day) / timedelta(days=1) * DAY_S + BROKEN_S if days else 0
        wrong = (Violation(at_s, rule, "what"),) if rule else ()
        return WeekResult(Order(1), "digest", 1, wrong, {}, Figures(), 1.0, ("1.000 fact",))


THURSDAY = date(2026, 11, 26)


def left(found: Shortened) -> dict[str, int]:
    return {"days": len(found.days), **{part: size(found.days, part) for part in PARTS}}


def one_citizen_and_one_fault(days: Sequence[DayPlan]) -> str | None:
    return "rule" if has(days, 11, "fault3", THURSDAY) else None


def shortened(breaks: Breaks, bounds: Bounds | None = None) -> tuple[Shortened | None, int]:
    rehearse = Rehearsals(breaks)
    found = shorten(plan(), rehearse(plan()), rehearse, lambda: 0.0, bounds)
    return found, rehearse.asked - 1


def test_what_is_not_needed_is_left_out() -> None:
    found, runs = shortened(one_citizen_and_one_fault)
    assert found is not None
    assert left(found) == {"days": 1, "faults": 1, "citizens": 1, "shifts": 0}
    assert has(found.days, 11, "fault3", THURSDAY)
    assert found.days[0].off_s == BROKEN_S + 300
    assert found.result.violations[0].rule == "rule"
    assert found.runs == runs < 60


def test_what_began_shortly_before_needs_no_long_day() -> None:
    """The last citizen and nobody else: some 10 minutes of the day are enough."""
    found, runs = shortened(
        lambda days: "rule" if 14 in [each.citizen for each in days[-1].citizens] else None
    )
    assert found is not None
    assert left(found) == {"days": 1, "faults": 0, "citizens": 1, "shifts": 0}
    assert (found.days[0].on_s, found.days[0].off_s) == (BROKEN_S - 600, BROKEN_S + 300)
    assert runs < 10


def test_days_before_are_kept_when_they_are_needed() -> None:
    def breaks(days: Sequence[DayPlan]) -> str | None:
        first = has(days, 2, "fault1", date(2026, 11, 23))
        return "rule" if first and one_citizen_and_one_fault(days) else None

    found, _ = shortened(breaks)
    assert found is not None
    assert [day.day.day for day in found.days] == [23, 26]
    assert left(found) == {"days": 2, "faults": 2, "citizens": 2, "shifts": 0}


def test_another_rule_is_not_the_same() -> None:
    def breaks(days: Sequence[DayPlan]) -> str | None:
        whole = len(days) >= 4 and all(len(day.citizens) > 10 for day in days)
        return "rule" if whole else "another rule"

    found, _ = shortened(breaks)
    assert found is not None
    assert len(found.days) == 4
    assert found.result.violations[0].rule == "rule"


def test_nothing_smaller_is_nothing() -> None:
    assert shortened(lambda days: "rule" if tuple(days) == plan() else None)[0] is None


@pytest.mark.parametrize(("runs", "is_found"), [(0, False), (2, False), (3, True), (7, True)])
def test_no_more_is_tried_than_allowed(runs: int, is_found: bool) -> None:
    found, asked = shortened(one_citizen_and_one_fault, Bounds(runs=runs))
    assert asked == runs
    assert (found is not None) == is_found


def test_no_longer_is_tried_than_allowed() -> None:
    rehearse = Rehearsals(one_citizen_and_one_fault)
    times = iter(range(0, 1000, 10))
    shorten(plan(), rehearse(plan()), rehearse, lambda: next(times), Bounds(wall_s=35))
    assert rehearse.asked - 1 == 3


def test_the_same_failure_is_shortened_the_same() -> None:
    assert shortened(one_citizen_and_one_fault) == shortened(one_citizen_and_one_fault)


def test_who_is_switched_off_too_early_is_left_on() -> None:
    def breaks(days: Sequence[DayPlan]) -> str | None:
        return "rule" if days[-1].off_s == 63_000 and one_citizen_and_one_fault(days) else None

    found, _ = shortened(breaks)
    assert found is not None
    assert found.days[-1] == replace(found.days[-1], off_s=63_000)


@pytest.mark.parametrize("needed", [set(), {0}, {9}, {3, 4}, {0, 5, 9}, set(range(10))])
def test_fewest_keeps_exactly_what_is_needed(needed: set[int]) -> None:
    assert set(fewest(range(10), lambda left: needed <= set(left))) == needed
