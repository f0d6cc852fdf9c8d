"""Weeks side by side: the same results in the same order, and a clear end."""

import multiprocessing
import os
from contextlib import closing

import pytest

from kiosk.rehearsal.plan import Order
from kiosk.rehearsal.results import WeekResult
from kiosk.rehearsal.run import Run, orders_of, weeks_of
from kiosk.rehearsal.workers import WeekFailed, cores, rehearsed
from tests.rehearsal.fake_week import rehearse_fake_week, rehearse_nothing

ORDER = Order(seed=5, days=23, citizens=10)


def rehearse_until_killed(order: Order) -> WeekResult:
    os._exit(9)


def run_of(jobs: int) -> Run:
    run = Run(ORDER)
    with closing(rehearsed(orders_of(ORDER), rehearse_fake_week, jobs)) as weeks:
        for week in weeks:
            run.add(week)
    return run


def test_a_run_has_the_days_it_was_asked_for() -> None:
    assert weeks_of(ORDER) == 5
    assert [(order.week, order.days) for order in orders_of(ORDER)] == [
        (0, 5),
        (1, 5),
        (2, 5),
        (3, 5),
        (4, 3),
    ]


def test_side_by_side_is_the_same_as_one_after_another() -> None:
    one, three = run_of(1), run_of(3)
    assert one == three
    assert one.digest == three.digest
    assert (one.weeks, one.figures.totals["days"], len(one.violations)) == (5, 23, 1)
    assert (one.violations[0].week, one.violations[0].day, one.violations[0].day_s) == (3, 3, 36_000.5)
    assert multiprocessing.active_children() == []


def test_the_digest_depends_on_every_week_and_their_order() -> None:
    weeks = list(rehearsed(orders_of(ORDER), rehearse_fake_week, 1))

    def digest(*chosen: WeekResult) -> str:
        run = Run(ORDER)
        for week in chosen:
            run.add(week)
        return run.digest

    assert len({digest(*weeks), digest(*weeks[:4]), digest(*weeks[::-1])}) == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_rehearsal_itself_is_told_with_its_week(jobs: int) -> None:
    with pytest.raises(WeekFailed, match="ZeroDivisionError: in week 0") as failed:
        list(rehearsed(orders_of(ORDER), rehearse_nothing, jobs))
    assert failed.value.order.week == 0
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(WeekFailed, match="ended with code 9"):
        list(rehearsed(orders_of(ORDER), rehearse_until_killed, 2))


def test_who_closes_early_leaves_no_process_behind() -> None:
    with closing(rehearsed(orders_of(ORDER), rehearse_fake_week, 2)) as weeks:
        assert next(weeks).order.week == 0
    assert multiprocessing.active_children() == []


def test_there_is_a_processor_to_work_on() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
