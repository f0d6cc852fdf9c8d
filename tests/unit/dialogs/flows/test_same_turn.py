"""Wherever somebody stands: saying a choice is touching it, and nothing breaks or happens unasked."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.flows.model import FlowSet
from dialogs.flows.skills import SKILLS
from dialogs.flows.state import Conversation
from dialogs.flows.talk import Talk

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STEPS = st.lists(st.tuples(st.sampled_from("cccssbn"), st.integers(0, 1000)), max_size=25)
SAYINGS = (
    "làm khai sinh cho con",
    "lệ phí bao nhiêu",
    "làm lại giấy khai sinh",
    "giấy gì đó",
    "gặp cán bộ",
    "lấy số",
    "lấy số chứng thực",
    "cho tôi xin nước",
    "nói tiếng anh",
    "thôi",
    "có",
    "không",
    "xyz",
    "đứng lại",
    "nhắc lại",
    "",
)
PICKING = ("gặp cán bộ", "lấy số", "lấy số chứng thực", "cho tôi xin nước", "có", "không")


def one_more(talk: Talk, now: Conversation, kind: str, number: int) -> Conversation:
    """One input of the kind: a choice, a saying, back, nothing; an action ends as it may."""
    if now.turn.ended:
        return talk.begin("vi")
    if now.turn.action:
        outcomes = SKILLS[now.turn.action.name].outcomes
        return talk.done(now, outcomes[number % len(outcomes)])
    if kind == "c" and now.turn.choices:
        return talk.chose(now, now.turn.choices[number % len(now.turn.choices)].value)
    if kind == "b":
        return talk.back(now)
    if kind == "s":
        return talk.said(now, SAYINGS[number % len(SAYINGS)])
    return talk.silent(now)


@QUIET
@given(STEPS)
def test_saying_a_choice_is_touching_it(hall: Any, steps: list[tuple[str, int]]) -> None:
    talk: Talk = hall(devices=frozenset(SKILLS))
    now = talk.begin("vi")
    for kind, number in steps:
        now = one_more(talk, now, kind, number)
        labels = [talk.label(choice, now.language) for choice in now.turn.choices]
        for choice, label in zip(now.turn.choices, labels, strict=True):
            if labels.count(label) == 1 and not now.turn.action:
                said = talk.said(now, label)
                assert replace(said, heard="") == talk.chose(now, choice.value)


def asks_for(shipped: FlowSet, now: Conversation, value: str) -> str:
    """The action that the choice `value` of the question names, as the flow's file has it."""
    choice = next(choice for choice in now.turn.choices if choice.value == value)
    if choice.group == "help":
        return shipped.everywhere.after_three[0].confirms
    step = shipped.flows[now.stack[-1].flow].steps[now.stack[-1].step]
    return {line.say: line.confirms for line in step.choices}.get(choice.say, step.confirms)


@QUIET
@given(STEPS)
def test_nothing_happens_that_nobody_chose_by_name(
    hall: Any, shipped: FlowSet, steps: list[tuple[str, int]]
) -> None:
    talk: Talk = hall(devices=frozenset(SKILLS))
    now = talk.begin("vi")
    asked: set[str] = set()
    for kind, number in steps:
        before = now
        if kind == "c" and now.turn.choices and not now.turn.action:
            asked.add(asks_for(shipped, now, now.turn.choices[number % len(now.turn.choices)].value))
        if kind == "s" and SAYINGS[number % len(SAYINGS)] in PICKING:
            continue
        now = one_more(talk, now, kind, number)
        action = now.turn.action
        if action and action is not before.turn.action and SKILLS[action.name].effect:
            assert action.name in asked
            asked.discard(action.name)


@QUIET
@given(STEPS, st.booleans())
def test_whatever_is_done_somebody_can_go_on(hall: Any, steps: list[tuple[str, int]], reasons: bool) -> None:
    talk: Talk = hall(reasons=reasons)
    now = talk.begin("vi")
    for kind, number in steps:
        now = one_more(talk, now, kind, number)
        assert len(now.stack) <= 12
        assert now.turn.ended or now.turn.action or now.turn.choices or now.turn.asks
        assert now.turn.ended or now.turn.says or now.turn.action
