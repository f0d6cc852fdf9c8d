"""What is counted of a week's facts."""

import pickle
from dataclasses import replace
from random import Random

import pytest

from kiosk.rehearsal.counts.queue import QueueOverDay
from kiosk.rehearsal.counts.spread import Spread, Spreads, nearest_rank
from kiosk.rehearsal.figures import Counting, Figures, Outage
from kiosk.rehearsal.plan import Order
from tests.rehearsal.fake_week import DAY_S, Script, fake_week

NINE_S = 9 * 3600.0


class Day:
    """One scripted day from 9:00 to 17:00."""

    def __init__(self) -> None:
        self.script = Script()
        self.counting = Counting(self.script.witness)
        self.script.at(NINE_S, "day_began", day="2026-11-23")

    def figures(self) -> Figures:
        self.script.at(NINE_S + 8 * 3600, "day_ended", day="2026-11-23")
        self.script.play()
        return self.counting.figures()

    def tell(self, after_s: float, kind: str, /, **values: str | float | bool | None) -> None:
        self.script.at(NINE_S + after_s, kind, **values)

    def ticket(self, after_s: float, kind: str, ticket: str = "A", service: str = "land") -> None:
        self.script.ticket(NINE_S + after_s, kind, ticket, service)


@pytest.fixture
def day() -> Day:
    return Day()


def test_a_ticket_waits_from_its_number_to_its_first_call_and_is_served_until_it_is_finished(
    day: Day,
) -> None:
    day.ticket(10, "issued")
    day.ticket(310, "called")
    day.ticket(370, "recalled")
    day.ticket(430, "finished")
    figures = day.figures()
    assert figures.waiting["land"].counts == {300: 1}
    assert figures.serving["land"].counts == {120: 1}
    assert (figures.totals["numbers"], figures.totals["never_called"]) == (1, 0)


def test_a_call_that_was_undone_does_not_end_the_waiting(day: Day) -> None:
    day.ticket(0, "issued")
    day.ticket(100, "called")
    day.ticket(105, "undone")
    day.ticket(600, "called")
    day.ticket(640, "finished")
    figures = day.figures()
    assert figures.waiting["land"].counts == {600: 1}
    assert figures.serving["land"].counts == {40: 1}


def test_a_finish_that_was_undone_ends_nothing(day: Day) -> None:
    day.ticket(0, "issued")
    day.ticket(100, "called")
    day.ticket(150, "finished")
    day.ticket(155, "undone")
    assert day.figures().serving.together().times == 0


def test_a_transferred_ticket_counts_for_the_service_it_was_issued_for(day: Day) -> None:
    day.ticket(0, "issued")
    day.ticket(60, "called")
    day.ticket(90, "transferred", service="social")
    day.ticket(990, "called", service="social")
    day.ticket(1000, "finished", service="social")
    figures = day.figures()
    assert {name: dict(figures.waiting[name].counts) for name in figures.waiting} == {"land": {60: 1}}
    assert figures.serving["land"].counts == {10: 1}


def test_a_number_nobody_told_of_before_the_crash_is_counted_without_its_waiting(day: Day) -> None:
    day.ticket(60, "called")
    day.ticket(90, "finished")
    figures = day.figures()
    assert figures.totals["numbers"] == 1
    assert figures.waiting.together().times == 0
    assert figures.queue.longest == 0


def test_who_is_not_called_until_the_end_was_never_called(day: Day) -> None:
    day.ticket(0, "issued")
    assert day.figures().totals["never_called"] == 1


def test_the_queue_is_written_down_every_minute(day: Day) -> None:
    day.ticket(30, "issued", "A")
    day.ticket(70, "issued", "B")
    day.ticket(130, "called", "A")
    day.ticket(200, "no_show", "A")
    day.ticket(250, "back", "A")
    day.ticket(400, "called", "B")
    day.ticket(401, "undone", "B")
    minutes = {at - 540: max(lengths) for at, lengths in day.figures().queue.minutes.items()}
    assert [minutes[at] for at in range(8)] == [0, 1, 2, 1, 1, 2, 2, 2]
    assert len(minutes) == 8 * 60 + 1


def test_a_queue_over_days_has_a_median_and_a_band_from_the_first_to_the_last_who_waits() -> None:
    queue = QueueOverDay()
    for lengths in ([0, 0, 1, 4, 0, 0], [0, 0, 3, 6, 0, 0], [0, 0, 2, 5, 0, 0]):
        for minute, length in enumerate(lengths):
            queue.add(480 + minute, length)
    assert queue.band((50, 90)) == [(481, (0, 0)), (482, (2, 3)), (483, (5, 6)), (484, (0, 0))]
    assert QueueOverDay().band((50,)) == []


def test_paper_is_counted_by_its_state_and_timed_to_the_first_proof(day: Day) -> None:
    day.ticket(0, "issued", "A")
    for after_s, copy, state in ((1, 1, "sent"), (4, 1, "uncertain"), (9.5, 2, "done"), (20, 3, "done")):
        day.tell(after_s, "effect", effect=copy, ticket="A", copy=copy, job=copy, state=state, note="")
    day.tell(30, "effect", effect=9, ticket="B", copy=1, job=9, state="not_needed", note="")
    figures = day.figures()
    assert dict(figures.papers) == {"uncertain": 1, "reprinted": 2, "not_needed": 1}
    assert figures.paper.counts == {95: 1}


def test_pieces_of_paper_are_whole_or_several_or_without_a_ticket(day: Day) -> None:
    for jobs in ("7", "7,8", "", "9"):
        day.tell(1, "paper", jobs=jobs, cut=True, reason="cut", rest=0)
    assert day.figures().pieces == {"whole": 2, "several": 1, "without": 1}


def test_checklists_are_counted_apart_from_tickets(day: Day) -> None:
    for state in ("planned", "sent", "planned", "sent", "done"):
        day.tell(1, "leaflet", leaflet=-1, job=70_000_001, state=state)
    day.tell(1, "paper", jobs="70000001", cut=True, reason="cut", rest=0)
    figures = day.figures()
    assert figures.leaflets == {"planned": 1, "sent": 2, "done": 1, "refused": 1}
    assert figures.pieces == {"leaflet": 1}


def test_after_a_crash_the_time_until_it_is_up_is_an_outage_of_the_robot(day: Day) -> None:
    day.tell(0, "life_began", life=1, after="off")
    day.tell(1, "life_up", life=1, uncertain=0)
    day.tell(100, "life_ended", life=1, how="crash")
    day.tell(102.7, "life_began", life=2, after="crash")
    day.tell(102.9, "start_failed", life=2, error="store")
    day.tell(108, "life_began", life=3, after="crash")
    day.tell(108.5, "life_up", life=3, uncertain=1)
    figures = day.figures()
    assert figures.lives == {"off": 1, "crash": 2, "failed": 1}
    assert figures.restart.counts == {85: 1}
    assert figures.totals["down_ms"] == 8500
    assert figures.outages == [Outage(1, "robot", "crash", NINE_S + 100, 8.5)]


def test_an_ordinary_stop_is_no_outage(day: Day) -> None:
    day.tell(0, "life_began", life=1, after="off")
    day.tell(1, "life_up", life=1, uncertain=0)
    day.tell(8 * 3600 - 1, "life_ended", life=1, how="stop")
    figures = day.figures()
    assert (figures.outages, figures.totals["down_ms"], figures.restart.times) == ([], 0, 0)


@pytest.mark.parametrize(
    ("end", "values", "length_s"),
    [
        ("trouble", {"change": "cleared", "device": "printer", "fault": "paper_out"}, 50.0),
        ("life_ended", {"life": 1, "how": "stop"}, 50.0),
        (None, {}, 8 * 3600 - 10.0),
    ],
)
def test_an_outage_ends_when_it_is_cleared_or_with_the_life_or_the_day(
    day: Day, end: str | None, values: dict[str, str], length_s: float
) -> None:
    day.tell(10, "trouble", change="raised", device="printer", fault="paper_out")
    if end:
        day.tell(60, end, **values)
    figures = day.figures()
    assert figures.outages == [Outage(1, "printer", "paper_out", NINE_S + 10, length_s)]
    assert figures.troubles == {"printer paper_out": 1}


def test_the_robots_answer_is_timed_at_its_screen_unless_it_dies(day: Day) -> None:
    screen = {"visit": 1, "revision": 1, "ticket": None, "number": None, "service": None, "paper": None}
    for after_s, name in ((1, "issuing"), (1.05, "issuing"), (1.25, "ticket"), (5, "issuing"), (8, "closed")):
        if name == "closed":
            day.tell(7, "life_began", life=2, after="crash")
        day.tell(after_s, "screen", name=name, **screen, trouble=None, overlays="")
    assert day.figures().answer.counts == {25: 1}


def test_people_and_what_was_put_in_their_way_are_counted_by_name(day: Day) -> None:
    day.tell(1, "arrived", citizen=1, kind="slow", service="land")
    for request, again in (("program-1", False), ("program-1", True), ("9-1", False)):
        day.tell(2, "answered", citizen=1, request=request, ticket="A", number="A", ahead=0, again=again)
    day.tell(3, "left", citizen=1, why="gave_up")
    day.tell(4, "staff", counter="1", act="call", how="ok", ticket="A", number="A")
    day.tell(5, "fault_began", fault="silent", detail="")
    figures = day.figures()
    assert figures.totals["citizens"] == 1
    assert figures.kinds == {"slow": 1}
    assert figures.answered == {"program": 2, "screen": 1, "again": 1}
    assert figures.left == {"gave_up": 1}
    assert figures.staff == {"call ok": 1}
    assert figures.faults == {"silent": 1}


def test_only_the_hours_of_the_days_are_rehearsed_time() -> None:
    script = Script()
    counting = Counting(script.witness)
    for day in range(2):
        script.at(day * DAY_S + 100, "day_began", day="d")
        script.at(day * DAY_S + 400, "day_ended", day="d")
    script.play()
    assert counting.simulated_s == 600


def test_weeks_add_up_whatever_is_added_first() -> None:
    orders = [Order(3, 2, 20, "heavy", week) for week in range(3)]
    weeks = [fake_week(order).figures for order in orders]
    whole = Figures()
    for week in weeks:
        whole.update(week)
    later = pickle.loads(pickle.dumps(weeks[1]))
    later.update(weeks[2])
    first = weeks[0]
    first.update(later)
    assert first == whole
    assert whole.totals["days"] == 6
    assert {outage.day for outage in whole.outages} == {1, 2, 3, 4, 5, 6}
    assert whole.waiting.together().times == 120


def test_a_percentile_is_the_nearest_rank_of_the_sorted_list() -> None:
    chance = Random(5)
    for size in (1, 2, 9, 10, 11, 250):
        values = [chance.randrange(100) for _ in range(size)]
        spread = Spread(0.1)
        for value in values:
            spread.add(value * 0.1)
        for percent in (1, 50, 90, 99, 100):
            rank = -(-size * percent // 100)
            assert spread.percentile_s(percent) == pytest.approx(sorted(values)[rank - 1] * 0.1)
        assert spread.longest_s == pytest.approx(max(values) * 0.1)
    assert nearest_rank(Spread(1).counts, 50) == 0


def test_an_empty_spread_has_no_times() -> None:
    assert (Spreads().together().times, Spread(1).longest_s) == (0, 0)


def test_the_same_order_is_counted_the_same() -> None:
    order = Order(11, 1, 50)
    assert fake_week(order).figures == fake_week(order).figures
    assert fake_week(order).figures != fake_week(replace(order, seed=12)).figures
