"""Scenarios: steps in order, by time or event; problems told by line and column."""

import random

import pytest

from simulator.devices.events import Happened
from simulator.devices.printer.printer import TicketPrinter
from simulator.scenarios.load import ScenarioErrors, load_scenario, load_shipped, read_scenario
from simulator.scenarios.model import ScenarioRun
from simulator.wires.line import Line

ACTS = Line(TicketPrinter(), random.Random(1)).acts
HEAD = "title: {vi: a, en: a}\nabout: {vi: b, en: b}\nsteps:\n"


def read(steps: str):
    return read_scenario(HEAD + steps, "test", "test.yaml", ACTS)


def test_shipped_scenarios_are_right_and_speak_both_languages():
    shipped = load_shipped(ACTS)
    assert {"paper_out_mid_ticket", "cable_pulled", "cutter_jam", "power_cycle_mid_ticket"} < set(shipped)
    assert all(set(s.title) == set(s.about) == {"vi", "en"} and s.steps for s in shipped.values())


def test_steps_come_in_order_by_time_and_by_event():
    run = ScenarioRun(
        read("  - {at: 1, do: open_cover}\n  - {when: paper_end, after: 2, do: insert-roll}\n"), 10.0
    )
    assert run.take(10.9) is None
    assert run.take(11.0).act == "open_cover"
    assert run.take(99.0) is None and run.next_due() is None
    run.saw([Happened(20.0, "near_end"), Happened(21.0, "paper_end")])
    assert run.next_due() == 23.0
    step = run.take(23.0)
    assert (step.act, dict(step.parameters)) == ("insert_roll", {})
    assert run.finished


def test_a_scenario_plays_on_a_line_without_a_clock():
    line = Line(TicketPrinter(), random.Random(1))
    run, now, done = ScenarioRun(load_shipped(ACTS)["cutter_jam"], 0.0), 0.0, []
    line.feed(b"\x1dv0\x00\x01\x00\x01\x00\xff\x1dVB\x00", 0.0)
    while not run.finished and now < 60:
        run.saw(line.advance(now).events)
        while step := run.take(now):
            done.append(step.act)
            run.saw(line.act(step.act, step.parameters, now).events)
        now += 0.1
    assert done == ["jam_cutter", "clear_cutter"]


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        (
            "  - {at: 0, do: opne_cover}\n",
            "test.yaml:4:17: error: unknown act 'opne_cover'; did you mean open_cover?",
        ),
        (
            "  - {when: papr_end, do: ok}\n",
            "test.yaml:4:12: error: unknown event 'papr_end'; did you mean paper_end?",
        ),
        ("  - {do: ok}\n", "test.yaml:4:5: error: a step needs either at: seconds or when: event"),
        ("  - {at: soon, do: ok}\n", "test.yaml:4:10: error: 'soon' is not a number; write e.g. 2.5"),
        ("  - {at: .nan, do: ok}\n", "test.yaml:4:10: error: '.nan' is not a number; write e.g. 2.5"),
        ("  - {at: -1, do: ok}\n", "test.yaml:4:10: error: seconds cannot be negative; 0 is at once"),
        ("  - {at: 1}\n", "test.yaml:4:5: error: do is missing: which act? e.g. do: open_cover"),
        (
            "  - {at: 1, do: garble, with: {severity: 7}}\n",
            "test.yaml:4:31: error: garble: severity is 7, it must be 0 to 1",
        ),
        ("  - {at: 1, at: 2, do: ok}\n", "test.yaml:4:13: error: at is given twice in a step; keep one"),
        ("  - ok\n", "test.yaml:4:5: error: a step must be written as 'key: value' lines"),
        (
            "  {a: b\n",
            "test.yaml:5:1: error: expected ',' or '}', but got '<stream end>'; "
            "check indentation, colons and quotes",
        ),
    ],
)
def test_every_problem_is_one_line_with_its_place(steps, problem):
    with pytest.raises(ScenarioErrors) as caught:
        read(steps)
    assert caught.value.lines[0] == problem


@pytest.mark.parametrize("text", ["", "[]", "a", "title: x\n", "\x00", "steps: {}\n", "title: {vi: [1]}\n"])
def test_no_text_whatever_is_more_than_a_list_of_problems(text):
    with pytest.raises(ScenarioErrors) as caught:
        read_scenario(text, "test", "test.yaml", ACTS)
    assert all(line.startswith("test.yaml:") for line in caught.value.lines)


def test_a_missing_file_is_one_line_too(tmp_path):
    with pytest.raises(ScenarioErrors, match=r"nothing\.yaml:1:1: error: cannot be read"):
        load_scenario(tmp_path / "nothing.yaml", ACTS)
