"""What the engine does with flows the checks would refuse, and how results come back."""

from typing import Any

import pytest

from dialogs.flows.model import Everywhere, Flow, FlowSet, Line, Reprompts, Step
from dialogs.flows.walk import EndlessFlow

THREE = Reprompts(("a", "b", "c"), ("a", "b", "c"))


def flows(*some: Flow) -> FlowSet:
    """A set with nothing that holds everywhere."""
    return FlowSet({flow.name: flow for flow in some}, Everywhere({}, THREE))


def test_an_effect_nobody_asked_for_does_not_happen(hall: Any) -> None:
    call = Step(
        action="issue_ticket", values={"service": "civil_status"}, on={"failed": "no", "issued": "leave"}
    )
    asks = Step(say=("a",), choices=(Line("yes", "call"),))
    talk = hall(flows(Flow("visit", "ask", {"ask": asks, "call": call, "no": Step(("b",), next="ask")})))
    now = talk.chose(talk.begin("vi"), "yes")
    assert (now.turn.action, [say.key for say in now.turn.says]) == (None, ["b", "a"])


def test_going_round_without_waiting_is_an_error_and_not_a_hang(hall: Any) -> None:
    talk = hall(flows(Flow("visit", "a", {"a": Step(say=("a",), next="a")})))
    with pytest.raises(EndlessFlow, match="visit"):
        talk.begin("vi")


def test_a_flow_gives_slots_back_and_keeps_the_others(hall: Any) -> None:
    which = Step(say=("a",), ask="service", choices_from="services", next="why")
    why = Step(say=("a",), ask="reason", choices_from="priority_reasons", next="end")
    sub = Flow("sub", "which", {"which": which, "why": why}, gives=("service",))
    steps = {"one": Step(flow="sub", next="two"), "two": Step(say=("a",), choices=(Line("b", "leave"),))}
    talk = hall(flows(Flow("visit", "one", steps), sub))
    now = talk.chose(talk.chose(talk.begin("vi"), "civil_status"), "merit")
    assert now.turn.slots == {"service": "civil_status"}


def test_a_question_for_text_takes_what_was_said(hall: Any) -> None:
    steps = {
        "what": Step(say=("a",), ask="text", next="after"),
        "after": Step(say=("a",), choices=(Line("b", "leave"),)),
    }
    talk = hall(flows(Flow("visit", "what", steps)))
    assert talk.said(talk.begin("vi"), "một câu gì đó").turn.slots == {"text": "một câu gì đó"}


def test_the_value_of_a_choice_fills_the_slot(hall: Any) -> None:
    lines = (
        Line("choice_yes", "after", value="yes", means=("yes",)),
        Line("choice_no", "after", value="no", means=("no",)),
    )
    steps = {
        "sure": Step(say=("a",), ask="yes_no", choices=lines, next="after"),
        "after": Step(say=("a",), choices=(Line("b", "leave"),)),
    }
    talk = hall(flows(Flow("visit", "sure", steps)))
    now = talk.begin("vi")
    assert talk.said(now, "có").turn == talk.chose(now, "yes").turn
    assert talk.chose(now, "yes").turn.slots == {"yes_no": "yes"}
