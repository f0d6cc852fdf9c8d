"""The figures the reference settles (docs/reference/desk.md), typed from it and worked out by hand."""

from datetime import timedelta

import pytest

from kiosk.config.schema import Counter, Service, Text
from kiosk.desk import estimate
from kiosk.desk.assignment import Assignment
from kiosk.desk.estimate import ServiceTimes, wait_range
from kiosk.desk.model import NotAllowed, WaitRange

NAME = Text(vi="tên", en="name")


def times(*seconds):
    return ServiceTimes(len(seconds), sum(seconds), sum(one * one for one in seconds))


def test_the_figures_of_the_estimate_are_those_of_the_reference():
    assert (estimate.LEAST_SAMPLES, estimate.LATEST_SAMPLES, estimate.LONGEST_S) == (5, 200, 7200)
    assert (estimate.TODAY_WEIGHT, estimate.SPREAD) == (3, 1.28)
    assert timedelta(minutes=45) == estimate.AT_WORK


@pytest.mark.parametrize(
    ("people", "counters", "low", "high"),
    [
        (0, 1, 0, 7),  # 0 … (300 + 1.28 · 60) / 60 = 6.28
        (4, 1, 17, 28),  # (1200 ∓ 1.28 · 60 · 2) / 60 = 17.44, (1500 + 1.28 · 60 · √5) / 60 = 27.86
        (40, 1, 191, 214),  # (12000 - 1.28 · 60 · √40) / 60 = 191.9, (12300 + 1.28 · 60 · √41) / 60 = 213.2
        (40, 2, 95, 107),
    ],
)
def test_the_range_is_the_one_worked_out_by_hand(people, counters, low, high):
    today = times(240, 360, 240, 360, 240, 360)  # mean 300, deviation 60
    assert wait_range(people, today, ServiceTimes(), counters) == WaitRange(low, high)


def test_a_service_time_of_today_counts_as_three():
    # (3 · 600 + 4 · 100) / (3 + 4) = 314.3; with no spread between the ends but the deviation
    today, earlier = times(600), times(100, 100, 100, 100)
    assert wait_range(30, today, earlier, 1) == WaitRange(128, 192)


async def test_a_ticket_of_two_hours_teaches_and_a_longer_one_does_not(desk, asks, clock):
    for seconds in (7200, 7200, 7200, 7200, 7201):
        await desk.issue("papers", asks())
        await desk.call_next("1", actor="an")
        clock.pass_s(seconds)
        await desk.finish("1", actor="an")
    assert (await desk.loads())[0].wait is None
    await desk.issue("papers", asks())
    await desk.call_next("1", actor="an")
    clock.pass_s(60)
    await desk.finish("1", actor="an")
    assert (await desk.loads())[0].wait is not None


def test_a_service_of_a_counter_nobody_built_competes_with_itself_only():
    lonely = Service(id="lonely", prefix="L", name=NAME, counters=["9"])
    assignment = Assignment([lonely], [Counter(id="1", name=NAME)])
    assert assignment.pool("lonely") == ("lonely",)
    assert assignment.pool("gone since") == ("gone since",)
    assert assignment.counters_of("gone since") == ()


async def test_the_request_id_of_a_number_is_refused_elsewhere_in_words(desk):
    await desk.issue("papers", "r")
    with pytest.raises(NotAllowed, match=r"used for issue$"):
        await desk.call_next("1", request_id="r", actor="an")


async def test_the_load_tells_the_wait_of_somebody_without_priority(desk, asks, clock):
    for _ in range(5):
        await desk.issue("papers", asks())
        await desk.call_next("1", actor="an")
        clock.pass_s(600)
        await desk.finish("1", actor="an")
    for _ in range(9):
        await desk.issue("papers", asks(), priority="elderly")
    load = (await desk.loads())[0]
    assert (await desk.issue("papers", asks())).place.wait == load.wait
