"""A short plan, a line for each who comes and each thing that goes wrong."""

from collections.abc import Iterator, Sequence

from kiosk.rehearsal.plan import CitizenPlan, DayPlan, FaultPlan, ShiftPlan
from kiosk.rehearsal.report.words import clock, duration, plain, time_of_day


def plan_lines(days: Sequence[DayPlan]) -> list[str]:
    """Every day's lines under its date."""
    return [line for day in days for line in _day(day)]


def _day(day: DayPlan) -> Iterator[str]:
    yield f"{day.day:%A %Y-%m-%d}: switched on {clock(day.on_s)}, off {clock(day.off_s)}"
    yield from map(_shift, day.shifts)
    yield from map(_citizen, day.citizens)
    yield from map(_fault, day.faults)


def _shift(shift: ShiftPlan) -> str:
    hours = f"from {clock(shift.from_s)} to {clock(shift.until_s)}"
    return f"  counter {shift.counter} {hours}, pace {shift.pace:g}"


def _citizen(citizen: CitizenPlan) -> str:
    priority = f", priority {citizen.priority}" if citizen.priority else ""
    who = f"{plain(citizen.kind)} for {citizen.service}{priority}"
    return f"  {time_of_day(citizen.at_s)}  citizen {citizen.citizen}: {who}"


def _fault(fault: FaultPlan) -> str:
    detail = "".join(f", {plain(name)} {value:g}" for name, value in fault.detail.items())
    return f"  {time_of_day(fault.at_s)}  {plain(fault.fault)}, {duration(fault.lasts_s)}{detail}"
