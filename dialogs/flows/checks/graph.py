"""A flow as a graph: where each step can lead, and what is certain when it is reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dialogs.flows.checks.fault import Path
from dialogs.flows.model import TARGETS, Flow, Step
from dialogs.flows.skills import SKILLS


@dataclass(frozen=True, slots=True)
class Edge:
    """One way out of a step; `waits` when somebody or something must come first."""

    target: str
    path: Path  # where the target is written
    slots: frozenset[str] = frozenset()  # filled on the way
    confirms: str = ""
    waits: bool = False


def edges(flow: Flow, name: str, flows: Mapping[str, Flow]) -> tuple[Edge, ...]:
    """Every way out of the step `name`; those without a target are left out."""
    step = flow.steps[name]
    ways = {
        "question": _of_question,
        "condition": _of_condition,
        "action": _of_action,
        "call": _of_call,
        "say": _of_say,
    }
    return tuple(edge for edge in ways[step.kind](step, ("steps", name), flows) if edge.target)


def _of_question(step: Step, at: Path, _: Mapping[str, Flow]) -> Iterator[Edge]:
    asked = frozenset({step.ask}) if step.ask else frozenset[str]()
    for index, line in enumerate(step.choices):
        filled = asked if line.value else frozenset[str]()
        yield Edge(line.next, (*at, "choices", index, "next"), filled, line.confirms, waits=True)
    yield Edge(step.next, (*at, "next"), asked, step.confirms, waits=True)
    yield Edge(step.if_none, (*at, "if_none"))


def _of_condition(step: Step, at: Path, _: Mapping[str, Flow]) -> Iterator[Edge]:
    for index, case in enumerate(step.when):
        known = frozenset({case.slot}) if case.slot and case.is_ != "unknown" else frozenset[str]()
        yield Edge(case.next, (*at, "when", index, "next"), known)
    yield Edge(step.otherwise, (*at, "otherwise"))


def _of_action(step: Step, at: Path, _: Mapping[str, Flow]) -> Iterator[Edge]:
    skill = SKILLS.get(step.action)
    for outcome, target in step.on.items():
        given = frozenset(skill.gives) if skill else frozenset[str]()
        at_once = skill is not None and outcome == skill.without  # without the device nothing is waited for
        yield Edge(target, (*at, "on", outcome), given, waits=not at_once)
    yield Edge(step.next, (*at, "next"))


def _of_call(step: Step, at: Path, flows: Mapping[str, Flow]) -> Iterator[Edge]:
    called = flows.get(step.flow)
    yield Edge(step.next, (*at, "next"), frozenset(called.gives if called else ()))


def _of_say(step: Step, at: Path, _: Mapping[str, Flow]) -> Iterator[Edge]:
    yield Edge(step.next, (*at, "next"))


def reachable(flow: Flow, flows: Mapping[str, Flow]) -> set[str]:
    """The steps and targets that a way leads to from the start."""
    found, todo = {flow.start}, [flow.start]
    while todo:
        name = todo.pop()
        if name in flow.steps:
            new = {edge.target for edge in edges(flow, name, flows)} - found
            found |= new
            todo += new
    return found


def leads_out(flow: Flow, flows: Mapping[str, Flow]) -> set[str]:
    """The steps from which a way leads to the end of the flow."""
    out = set(TARGETS)
    while True:
        more = {
            name
            for name in flow.steps
            if name not in out and any(edge.target in out for edge in edges(flow, name, flows))
        }
        if not more:
            return out - set(TARGETS)
        out |= more


def slots_on_arrival(flow: Flow, flows: Mapping[str, Flow]) -> dict[str, frozenset[str]]:
    """For each step and target reached, the slots that are filled whatever the way was."""
    known = {flow.start: frozenset(flow.needs)}
    todo = [flow.start]
    while todo:
        name = todo.pop()
        if name not in flow.steps:
            continue
        for edge in edges(flow, name, flows):
            here = known[name] | edge.slots
            before = known.get(edge.target)
            now = here if before is None else here & before
            if now != before:
                known[edge.target] = now
                todo.append(edge.target)
    return known
