"""What is told of a run: on the terminal, for programs, on a page."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from kiosk.rehearsal.counts.queue import QueueOverDay
from kiosk.rehearsal.counts.spread import Spread
from kiosk.rehearsal.figures import Figures, Outage
from kiosk.rehearsal.plan import CitizenPlan, DayPlan, FaultPlan, Order, ShiftPlan
from kiosk.rehearsal.report.data import data
from kiosk.rehearsal.report.html import Html, tag
from kiosk.rehearsal.report.page import page
from kiosk.rehearsal.report.plots.frame import Frame, tick_step
from kiosk.rehearsal.report.plots.outages import outage_plot
from kiosk.rehearsal.report.plots.queue import queue_plot
from kiosk.rehearsal.report.plots.waiting import HEADROOM, waiting_plot
from kiosk.rehearsal.report.story import Story
from kiosk.rehearsal.report.text import text
from kiosk.rehearsal.report.words import counted, duration, fact_line, time_of_day
from kiosk.rehearsal.results import Violation, WeekResult
from kiosk.rehearsal.run import Run, orders_of
from kiosk.rehearsal.shorten import Shortened
from tests.rehearsal.fake_week import STATES, fake_week, rehearse_fake_week

COMMAND = "kiosk rehearse --seed 5 --days 15 --citizens 40 --faults light"
PLAN = (
    DayPlan(
        date(2026, 11, 23),
        25_200,
        63_000,
        (CitizenPlan(7, 36_000.25, "taps_twice", "land", "elderly"),),
        (ShiftPlan("1", 27_000, 61_200, 1.2),),
        (FaultPlan("late", 36_001, 40, {"late_s": 2.5}),),
    ),
)


def run_of(order: Order) -> Run:
    run = Run(order)
    for each in orders_of(order):
        run.add(rehearse_fake_week(each))
    run.wall_s = 30.0
    return run


@pytest.fixture(scope="module")
def well() -> Story:
    return Story(run_of(Order(5, 10, 40)), {name: STATES[name] for name in list(STATES)[:2]}, COMMAND)


@pytest.fixture(scope="module")
def failed() -> Story:
    """The third week breaks a rule."""
    return Story(run_of(Order(5, 15, 40)), STATES, COMMAND, f"{COMMAND} --week 3")


@pytest.fixture(scope="module")
def shortened(failed: Story) -> Story:
    result = replace(failed.run.first_failed, trace=("36000.250 arrived citizen=7",))
    return replace(failed, shortened=Shortened(PLAN, result, 12))


class Elements(HTMLParser):
    """Raises unless every element that is opened is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_run_without_a_violation_says_so_at_the_end(well: Story) -> None:
    told = text(well)
    assert told.endswith("\n0 violations")
    assert f"digest  {well.run.digest}" in told
    assert "rare states reached  2 of 2" in told
    assert "never " not in told.split("rare states")[1]
    assert re.search(r"\n  citizens +400\n  numbers given +400\n", told)
    assert not well.failed


def test_a_violation_is_told_with_its_rule_its_time_the_command_and_the_last_facts(failed: Story) -> None:
    told = text(failed).split("\n1 violation\n")[1]
    assert "number_twice  week 3, day 3, 10:00:00.500  A007 was given to two people" in told
    assert f"It happens again with:\n  {COMMAND} --week 3\n" in told
    assert "day 5 17:30:00.000  day_ended" in told
    assert told.count("\n") < 60
    assert failed.failed


def test_a_shortened_failure_is_told_with_its_plan(shortened: Story) -> None:
    told = text(shortened).split("--week 3\n")[1]
    assert told == (
        "\nThe same rule is broken with 1 day, 1 fault, 1 citizen, 1 shift; the last 1 fact:\n"
        "  Monday 2026-11-23: switched on 07:00, off 17:30\n"
        "    counter 1 from 07:30 to 17:00, pace 1.2\n"
        "    10:00:00.250  citizen 7: taps twice for land, priority elderly\n"
        "    10:00:01.000  late, 40 s, late s 2.5\n"
        "  day 1 10:00:00.250  arrived citizen=7"
    )


def test_the_trace_ends_soon_after_the_violation(failed: Story) -> None:
    facts = [f"{at}.000 did citizen={at} act=x" for at in range(60)]
    facts[30:32] = ["30.000 violated rule=number_twice what=x", "30.000 violated rule=another what=x"]
    run = Run(failed.run.order)
    run.add(replace(failed.run.first_failed, trace=tuple(facts)))
    trace = replace(failed, run=run).trace
    assert (len(trace), trace[30][:28]) == (40, "day 1 00:00:30.000  violated")


def test_a_plan_of_many_people_is_not_told(shortened: Story) -> None:
    crowd = (replace(PLAN[0], citizens=PLAN[0].citizens * 21),)
    assert replace(shortened, shortened=replace(shortened.shortened, days=crowd)).plan == []


def test_more_violations_than_anybody_reads_are_counted(failed: Story) -> None:
    run = Run(failed.run.order)
    wrong = tuple(Violation(float(at), "rule", "what") for at in range(15))
    run.add(replace(fake_week(Order(1, 1, 3)), violations=wrong))
    assert "\n15 violations\n" in text(replace(failed, run=run))
    assert "  and 5 more" in text(replace(failed, run=run))


@pytest.mark.parametrize(
    ("days", "faults", "whole", "fails"),
    [
        (250, "heavy", True, True),
        (249, "heavy", True, False),
        (250, "light", True, False),
        (250, "heavy", False, False),
    ],
)
def test_a_long_run_fails_when_a_rare_state_was_never_reached(
    days: int, faults: str, whole: bool, fails: bool
) -> None:
    run = Run(Order(1, days, 3, faults))
    run.add(fake_week(Order(1, 5, 3, faults)))
    story = Story(run, STATES, COMMAND, whole=whole)
    assert story.never == ["never_seen"]
    assert story.failed == fails
    assert "never                never_seen" in text(story)
    assert text(story).endswith("0 violations, 1 rare state never reached" if fails else "0 violations")


def test_programs_get_plain_values(failed: Story) -> None:
    told = json.loads(json.dumps(data(failed)))
    assert (told["seed"], told["weeks"], told["failed"]) == (5, 3, True)
    assert told["digest"] == failed.run.digest
    assert told["violations"] == [
        {
            "week": 3,
            "day": 3,
            "day_s": 36_000.5,
            "at_s": 208_800.5,
            "rule": "number_twice",
            "what": "A007 was given to two people",
        }
    ]
    assert told["states"]["never_seen"] == 0
    assert told["never_reached"] == ["never_seen"]
    assert told["figures"]["totals"]["citizens"] == 600
    assert told["figures"]["waiting_s"]["all"]["times"] == 600
    assert {outage["device"] for outage in told["figures"]["outages"]} == {"desk", "printer", "robot"}
    assert told["replay"].endswith("--week 3")


@pytest.mark.parametrize("name", ["well", "failed", "shortened"])
def test_the_page_is_whole_and_has_no_script(name: str, request: pytest.FixtureRequest) -> None:
    html = page(request.getfixturevalue(name))
    elements = Elements(html)
    assert "script" not in elements.seen
    assert {"svg", "table", "style"} <= elements.seen
    assert not [
        name for name in elements.attributes if name.startswith("on") or name in ("style", "src", "href")
    ]


def test_the_pages_policy_lets_in_its_own_style_and_nothing_else(well: Story) -> None:
    html = page(well)
    style = re.search("<style>(.*)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in html


def test_the_page_answers_each_question(shortened: Story) -> None:
    html = page(shortened)
    for words in (
        "1 violation</h1>",
        "What went wrong",
        "week 3, day 3, 10:00:00.500",
        "How long people wait: 9 of 10 within",
        "How many wait: at most",
        "Out of order: ",
        "Rare states: 2 of 3 reached",
        "The smallest plan found",
        "citizen 7: taps twice for land",
    ):
        assert words in html
    assert '<tr class="unseen"><th scope="row">never seen</th>' in html


def test_the_page_of_a_long_run_begins_with_the_states_it_missed() -> None:
    run = Run(Order(1, 250, 3, "heavy"))
    run.add(fake_week(Order(1, 5, 3, "heavy")))
    rows = re.findall(
        r'<tr class="(never|unseen|seen)"><th scope="row">(.*?)</th>', page(Story(run, STATES, COMMAND))
    )
    assert rows == [("never", "never seen"), ("seen", "paper out mid ticket"), ("seen", "crash after commit")]


def test_what_others_have_written_is_escaped() -> None:
    run = Run(Order(1, 1, 0))
    figures = Figures()
    figures.left["<script>alert(1)</script>"] += 1
    run.add(WeekResult(Order(1), "d", 1, (Violation(1.0, "<b>", "&"),), {}, figures, 1.0, ("1.000 <i>",)))
    html = page(Story(run, {"<u>": "<s>"}, COMMAND))
    assert not {"script", "b", "u", "s", "i"} & Elements(html).seen


def test_a_run_of_nobody_is_still_told() -> None:
    run = Run(Order(1, 1, 0, "none"))
    run.add(fake_week(Order(1, 1, 0, "none")))
    story = Story(run, STATES, COMMAND)
    assert "Nothing was out of order." in page(story)
    assert re.search(r"\nOut of order\n  none\n", text(story))
    Elements(page(story))


def test_every_outage_of_the_drawn_days_has_its_bar() -> None:
    outages = [Outage(day, "printer", fault, 36_000.0, 60.0) for day in (1, 2, 3) for fault in ("a", "b")]
    drawn = outage_plot("printer", outages, 3)
    assert re.findall(r'<path d="([^"]*)"', drawn)[0].count("M") == 3
    assert drawn.count("<path") == 2
    assert "a, 3 times" in drawn


def test_days_beyond_the_drawn_ones_are_not_drawn() -> None:
    drawn = outage_plot("printer", [Outage(day, "printer", "a", 36_000.0, 60.0) for day in (1, 400)], 400)
    assert re.findall(r'<path d="([^"]*)"', drawn)[0].count("M") == 1


def test_an_outage_outside_the_usual_hours_is_drawn_within_the_axis() -> None:
    drawn = outage_plot("desk", [Outage(1, "desk", "a", 5 * 3600.0, 14.5 * 3600)], 1)
    assert ">5:00</text>" in drawn
    assert ">20:00</text>" in drawn


def test_the_columns_of_waiting_hold_everybody() -> None:
    waiting = Spread(1.0)
    for minutes in (0.5, 0.9, 3.0, 12.0):
        waiting.add(minutes * 60)
    frame = Frame(0, 13, 2 * HEADROOM)
    heights = [float(each) for each in re.findall(r'height="([\d.]+)" class="bar"', waiting_plot(waiting))]
    assert sum(heights) / (frame.y(0) - frame.y(1)) == pytest.approx(4, abs=0.01)


def test_the_queue_is_drawn_where_it_changes() -> None:
    queue = QueueOverDay()
    for minute in range(480, 1020):
        queue.add(minute, 3 if 600 <= minute < 660 else 0)
    points = re.findall(r'<polyline points="([^"]*)" class="median"', queue_plot(queue))[0].split()
    heights = [float(point.split(",")[1]) for point in points]
    assert heights[0] == heights[1] == heights[4] > heights[2] == heights[3]
    assert len(points) == 5


def test_a_plot_has_few_round_ticks() -> None:
    assert [tick_step(most) for most in (1, 6, 7, 40, 300, 10**9)] == [1, 1, 2, 10, 50, 100_000]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 s"),
        (0.0402, "40 ms"),
        (2.54, "2.5 s"),
        (48.4, "48 s"),
        (96.4, "1 min 36 s"),
        (119.6, "2 min 00 s"),
        (599.6, "10 min"),
        (3599, "1 h 00 min"),
        (3900, "1 h 05 min"),
        (360_000, "100 h 00 min"),
    ],
)
def test_durations_are_told_in_the_unit_that_fits(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_numbers_and_times_are_told_as_people_write_them() -> None:
    assert (counted(1, "day"), counted(2000, "day")) == ("1 day", "2,000 days")
    assert time_of_day(36_000.0004) == "10:00:00.000"
    assert fact_line("122400.25 did citizen=1 act=x") == "day 2 10:00:00.250  did citizen=1 act=x"


def test_elements_escape_all_but_elements() -> None:
    assert tag("p", "<", tag("b", "&"), title='"') == '<p title="&quot;">&lt;<b>&amp;</b></p>'
    assert tag("meta", http_equiv="x") == '<meta http-equiv="x">'
    assert tag("line", x1=1.25, class_="grid") == Html('<line x1="1.2" class="grid"></line>')
