"""Plans days as they are in an office: who comes when and for what, who works when, what goes wrong. Pure."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from kiosk.config.schema import Config
from kiosk.desk.calendar import Calendar
from kiosk.rehearsal.arrivals import Slots, arrivals
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.people.kinds import KINDS
from kiosk.rehearsal.people.scene import seconds
from kiosk.rehearsal.plan import CitizenPlan, DayPlan, FaultPlan, Order
from kiosk.rehearsal.shifts import shifts

FaultPlanner = Callable[[Chance, str], tuple[FaultPlan, ...]]

FIRST_DAY = date(2026, 11, 23)  # a Monday
WORKING_DAYS = 5
BUSY = (1.3, 1.0, 0.95, 0.9, 0.85)  # Monday to Friday, 1.0 on average
CLOSED_SHARE = 0.04  # of the usual people come on a holiday, to find it closed
CLOSED_DAY: Slots = ((7.5 * 3600, 17.0 * 3600),)  # when they come then
ON_BEFORE_S, OFF_AFTER_S = 2700.0, 2700.0
HAS_REASON = 0.07  # so many of all have a priority reason


def plan_week(order: Order, config: Config, plan_faults: FaultPlanner) -> tuple[DayPlan, ...]:
    """The days of the week of `order`; each day has chance of its own."""
    monday = FIRST_DAY + timedelta(weeks=order.week)
    days = (monday + timedelta(days=number) for number in range(min(order.days, WORKING_DAYS)))
    chance = Chance(order.seed, order.week)
    return tuple(plan_day(chance.of("plan", day), config, order, day, plan_faults) for day in days)


def plan_day(chance: Chance, config: Config, order: Order, day: date, plan_faults: FaultPlanner) -> DayPlan:
    """One day: the robot is on from before the opening until everybody has gone."""
    slots = opening_slots(config, day)
    hours = slots or CLOSED_DAY
    share = BUSY[day.weekday() % WORKING_DAYS] if slots else CLOSED_SHARE
    people = round(order.citizens * share)
    return DayPlan(
        day=day,
        on_s=hours[0][0] - ON_BEFORE_S,
        off_s=hours[-1][1] + OFF_AFTER_S,
        citizens=_citizens(chance, config, hours, people),
        shifts=shifts(chance.of("shifts"), config, slots, order.citizens),
        faults=plan_faults(chance.of("faults"), order.faults),
    )


def opening_slots(config: Config, day: date) -> Slots:
    """When numbers are issued, seconds after midnight; none on a closed day."""
    noon = datetime.combine(day, time(12), config.site.zone)
    slots = Calendar(config.hours, config.site.zone).today(noon)
    return tuple((seconds(slot.opens), seconds(slot.closes)) for slot in slots)


def _citizens(chance: Chance, config: Config, hours: Slots, people: int) -> tuple[CitizenPlan, ...]:
    times = sorted(arrivals(chance.stream("arrivals"), hours, people))
    return tuple(
        _citizen(chance.stream("citizen", number), config, number, at_s)
        for number, at_s in enumerate(times, start=1)
    )


def _citizen(chance: Random, config: Config, number: int, at_s: float) -> CitizenPlan:
    names = list(KINDS)
    kind = chance.choices(names, [KINDS[name].share for name in names])[0]
    services = [service.id for service in config.services]
    service = chance.choices(services, _wanted(config))[0]
    reasons = [reason.id for reason in config.desk.priority_reasons]
    has_reason = bool(reasons) and (KINDS[kind].has_reason or chance.random() < HAS_REASON)
    return CitizenPlan(number, at_s, kind, service, chance.choice(reasons) if has_reason else None)


def _wanted(config: Config) -> list[float]:
    """How much each service is wanted: those with many counters, and the first on the screen, most."""
    return [len(service.counters) / (place + 3) for place, service in enumerate(config.services)]
