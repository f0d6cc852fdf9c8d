"""Makes a plan that breaks a rule smaller, as long as it breaks the same rule (delta debugging).

Bounded by runs and by time: then the smallest plan found so far is the answer.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

from kiosk.rehearsal.counts.totals import DAY_S
from kiosk.rehearsal.plan import DayPlan
from kiosk.rehearsal.results import WeekResult

T = TypeVar("T")
Days = tuple[DayPlan, ...]

EARLIER_S = (600.0, 3600.0)  # tried first: what led to it did not begin long before
AFTERWARDS_S = 300.0  # what breaks late in its day may need the rest of it: first tried with so much
PARTS: dict[str, Callable[[DayPlan, tuple[Any, ...]], DayPlan]] = {
    "faults": lambda day, items: replace(day, faults=items),
    "citizens": lambda day, items: replace(day, citizens=items),
    "shifts": lambda day, items: replace(day, shifts=items),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be tried."""

    runs: int = 200
    wall_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Shortened:
    """The smallest plan found and how it went; `runs` were needed."""

    days: Days
    result: WeekResult
    runs: int


class _Enough(Exception):
    """The bound is reached."""


def shorten(
    days: Sequence[DayPlan],
    failed: WeekResult,
    rehearse: Callable[[Days], WeekResult],
    now_s: Callable[[], float],
    bounds: Bounds | None = None,
) -> Shortened | None:
    """A smaller plan than `days` that breaks the first rule that `failed` broke; None when none was found."""
    trials = _Trials(tuple(days), failed, rehearse, now_s, bounds or Bounds())
    with suppress(_Enough):
        _shorten(trials)
    if trials.days == tuple(days):
        return None
    return Shortened(trials.days, trials.result, trials.runs)


def fewest(items: Sequence[T], still: Callable[[tuple[T, ...]], bool]) -> tuple[T, ...]:
    """Leaves out ever smaller pieces of `items` where `still` holds without them."""
    left = _last_ones(tuple(items), still)
    piece = (len(left) + 1) // 2
    while piece:
        at = 0
        while at < len(left):
            without = left[:at] + left[at + piece :]
            if still(without):
                left = without
            else:
                at += piece
        piece //= 2
    return left


def _last_ones(items: tuple[T, ...], still: Callable[[tuple[T, ...]], bool]) -> tuple[T, ...]:
    """Mostly it is the last ones that matter: none, one, two, four …"""
    keep = 0
    while keep < len(items):
        last = items[len(items) - keep :]
        if still(last):
            return last
        keep = 2 * keep or 1
    return items


def size(days: Sequence[DayPlan], part: str) -> int:
    """How many of `part` all days have together."""
    return sum(len(getattr(day, part)) for day in days)


class _Trials:
    """Tries plans; keeps the last one that still breaks the rule."""

    def __init__(
        self,
        days: Days,
        failed: WeekResult,
        rehearse: Callable[[Days], WeekResult],
        now_s: Callable[[], float],
        bounds: Bounds,
    ) -> None:
        self.days = days
        self.result = failed
        self.runs = 0
        self.rule = failed.violations[0].rule
        self._rehearse = rehearse
        self._now_s = now_s
        self._runs_left = bounds.runs
        self._until_s = now_s() + bounds.wall_s

    @property
    def at_s(self) -> float:
        """When the rule was broken first."""
        return next(each.at_s for each in self.result.violations if each.rule == self.rule)

    @property
    def broken_day(self) -> int:
        """The position of its day among the days; the last one when it broke in the night."""
        day = self.days[0].day + timedelta(days=self.at_s // DAY_S)
        return max(at for at, plan in enumerate(self.days) if plan.day <= day)

    def __call__(self, days: Days) -> bool:
        """Whether `days` still break the rule. Raises `_Enough`."""
        if days == self.days:
            return False
        if self.runs >= self._runs_left or self._now_s() >= self._until_s:
            raise _Enough
        self.runs += 1
        result = self._rehearse(days)
        if all(each.rule != self.rule for each in result.violations):
            return False
        self.days, self.result = days, result
        return True


def _shorten(trials: _Trials) -> None:
    _drop_the_rest(trials)
    before = None
    while before != trials.days:
        before = trials.days
        _drop_days(trials)
        for part in PARTS:
            _drop_part(trials, part)
        _end_early(trials)


def _drop_the_rest(trials: _Trials) -> None:
    """Whatever is not of its day, or not shortly before: a short day is also rehearsed sooner."""
    at = trials.broken_day
    before, day, until_s = trials.days[:at], trials.days[at], trials.at_s % DAY_S
    for earlier_s in EARLIER_S:
        part = _between(day, until_s - earlier_s, until_s)
        if trials((replace(part, off_s=min(day.off_s, float(round(until_s + AFTERWARDS_S)))),)):
            return
    day = _between(day, day.on_s, until_s)
    if not trials((day,)):
        trials((*before, day))


def _between(day: DayPlan, from_s: float, until_s: float) -> DayPlan:
    """Who comes and what goes wrong in this time; the robot is switched on when it begins."""
    return replace(
        day,
        on_s=max(day.on_s, float(round(from_s))),
        citizens=tuple(each for each in day.citizens if from_s <= each.at_s <= until_s),
        faults=tuple(each for each in day.faults if from_s <= each.at_s <= until_s),
    )


def _drop_days(trials: _Trials) -> None:
    if len(trials.days) > 1:
        fewest(trials.days, lambda days: bool(days) and trials(days))


def _drop_part(trials: _Trials, part: str) -> None:
    days = trials.days
    items = [(at, item) for at, day in enumerate(days) for item in getattr(day, part)]
    fewest(items, lambda left: trials(_with(days, part, left)))


def _with(days: Days, part: str, left: Sequence[tuple[int, Any]]) -> Days:
    return tuple(
        PARTS[part](day, tuple(item for where, item in left if where == at)) for at, day in enumerate(days)
    )


def _end_early(trials: _Trials) -> None:
    """The robot is switched off soon after it broke."""
    until_s = round(trials.at_s % DAY_S + AFTERWARDS_S)
    last = trials.days[-1]
    if until_s < last.off_s and trials.broken_day == len(trials.days) - 1:
        trials((*trials.days[:-1], replace(last, off_s=float(until_s))))
