"""Days as planned: like days in an office, and the same for the same order."""

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest

from kiosk.config.schema import Config
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.people.kinds import KINDS
from kiosk.rehearsal.plan import DayPlan, FaultPlan, Order
from kiosk.rehearsal.planning import FIRST_DAY, plan_week
from kiosk.site.load import load_config
from kiosk.site.places import SHIPPED

ORDER = Order(seed=7)
HOUR_S = 3600.0


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(SHIPPED)


def no_faults(chance: Chance, level: str) -> tuple[FaultPlan, ...]:
    return ()


def one_fault(chance: Chance, level: str) -> tuple[FaultPlan, ...]:
    return (FaultPlan(level, round(chance.stream("at").uniform(0, 100), 3), 1.0),)


def week(config: Config, order: Order = ORDER) -> tuple[DayPlan, ...]:
    return plan_week(order, config, no_faults)


def test_the_same_order_gives_the_same_week(config: Config) -> None:
    assert week(config) == week(config)


@pytest.mark.parametrize("other", [replace(ORDER, seed=8), replace(ORDER, week=1)])
def test_another_seed_or_week_gives_another_week(config: Config, other: Order) -> None:
    def times(days: tuple[DayPlan, ...]) -> list[float]:
        return [citizen.at_s for day in days for citizen in day.citizens]

    assert times(week(config)) != times(week(config, other))


def test_a_week_has_the_working_days_of_its_number(config: Config) -> None:
    days = [plan.day for plan in week(config, replace(ORDER, week=2))]
    assert days == [date(2026, 12, 7 + number) for number in range(5)]
    assert FIRST_DAY.weekday() == 0


def test_a_short_order_has_its_days_only(config: Config) -> None:
    assert week(config, replace(ORDER, days=2)) == week(config)[:2]


def test_about_as_many_come_as_were_ordered_and_most_on_monday(config: Config) -> None:
    people = [len(plan.citizens) for plan in week(config)]
    assert sum(people) == pytest.approx(5 * ORDER.citizens, abs=5)
    assert people == sorted(people, reverse=True)
    assert people[0] > people[1]


def test_most_come_after_the_openings(config: Config) -> None:
    at = [citizen.at_s / HOUR_S for plan in week(config) for citizen in plan.citizens]

    def between(begin: float, end: float) -> int:
        return sum(begin <= hour < end for hour in at)

    assert between(7.5, 9.5) > between(9.5, 11.5)
    assert between(13.5, 15.25) > between(15.25, 17.0)
    assert between(0, 7.5) and between(11.5, 13.5) and between(16.9, 17.0) and between(17.0, 24)


def test_every_kind_of_people_comes_within_a_week(config: Config) -> None:
    assert {citizen.kind for plan in week(config) for citizen in plan.citizens} == set(KINDS)


def test_who_has_a_reason_names_one_of_the_site(config: Config) -> None:
    reasons = {reason.id for reason in config.desk.priority_reasons}
    citizens = [citizen for plan in week(config) for citizen in plan.citizens]
    assert {citizen.priority for citizen in citizens} <= {None, *reasons}
    assert all(citizen.priority for citizen in citizens if KINDS[citizen.kind].has_reason)
    assert any(citizen.priority for citizen in citizens if citizen.kind == "ordinary")


def test_a_site_without_reasons_has_nobody_with_one(config: Config) -> None:
    desk = config.desk.model_copy(update={"priority_reasons": []})
    plans = week(config.model_copy(update={"desk": desk}))
    assert not any(citizen.priority for plan in plans for citizen in plan.citizens)


def test_every_counter_is_worked_at_in_every_slot_by_one_at_a_time(config: Config) -> None:
    for plan in week(config):
        for counter in config.counters:
            shifts = [shift for shift in plan.shifts if shift.counter == counter.id]
            assert all(shift.from_s < shift.until_s for shift in shifts)
            assert all(one.until_s < next_.from_s for one, next_ in pairwise(shifts))
            assert any(shift.from_s < 10.5 * HOUR_S for shift in shifts)
            assert any(shift.from_s > 13.4 * HOUR_S for shift in shifts)


def test_there_are_breaks_late_starts_and_counters_that_stay_shut_a_while(config: Config) -> None:
    plans = week(config)
    assert any(len(plan.shifts) > 2 * len(config.counters) for plan in plans)
    first = [
        min(shift.from_s for shift in plan.shifts if shift.counter == counter.id)
        for plan in plans
        for counter in config.counters
    ]
    opens = 7.5 * HOUR_S
    assert any(at_s < opens for at_s in first)
    assert any(opens < at_s < opens + 600 for at_s in first)
    assert any(at_s > opens + 1200 for at_s in first)


def test_the_robot_is_on_while_anybody_can_be_there(config: Config) -> None:
    for plan in week(config):
        assert plan.on_s < min(citizen.at_s for citizen in plan.citizens)
        assert plan.off_s > max(citizen.at_s for citizen in plan.citizens)
        assert plan.off_s > max(shift.until_s for shift in plan.shifts)


def test_on_a_closed_day_a_few_come_and_nobody_works(config: Config) -> None:
    new_year = week(config, replace(ORDER, week=5))[4]
    assert new_year.day == date(2027, 1, 1)
    assert not new_year.shifts
    assert 0 < len(new_year.citizens) < ORDER.citizens / 10


def test_an_office_without_a_lunch_break_is_planned_too(config: Config) -> None:
    slot = config.hours.monday[0].model_copy(update={"opens": time(8), "closes": time(12)})
    hours = config.hours.model_copy(update={"monday": [slot]})
    monday = week(config.model_copy(update={"hours": hours}))[0]
    assert len(monday.citizens) > ORDER.citizens
    assert all(shift.from_s < 12 * HOUR_S for shift in monday.shifts)


def test_staff_are_quicker_where_more_people_come(config: Config) -> None:
    def pace(citizens: int) -> float:
        return week(config, replace(ORDER, citizens=citizens))[0].shifts[0].pace

    assert pace(900) == pytest.approx(3 * pace(300), abs=0.01)
    assert pace(30) == pace(300)


def test_faults_are_those_of_the_planner_with_chance_of_each_day(config: Config) -> None:
    faults = [plan.faults for plan in plan_week(replace(ORDER, faults="heavy"), config, one_fault)]
    assert {fault.fault for day in faults for fault in day} == {"heavy"}
    assert len({day[0].at_s for day in faults}) == 5


def test_times_are_whole_milliseconds(config: Config) -> None:
    plan = week(config)[0]
    times = [citizen.at_s for citizen in plan.citizens] + [shift.from_s for shift in plan.shifts]
    assert all(at_s == round(at_s, 3) for at_s in times)
