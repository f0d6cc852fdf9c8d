"""Can every step be reached, can every step be left, and does somebody get a word in?"""

from collections.abc import Iterator, Mapping

from dialogs.flows.checks.fault import Fault
from dialogs.flows.checks.graph import edges, leads_out, reachable
from dialogs.flows.model import END, MAIN, START, Flow


def ways(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Fault]:
    """Steps nobody comes to, and steps nobody comes out of."""
    reached = reachable(flow, flows)
    out = leads_out(flow, flows)
    for name in flow.steps:
        if name not in reached:
            yield _unreachable(flow.name, name)
        elif name not in out:
            message = f"from `{name}` no way leads out of the flow"
            hint = "let one of the steps after it lead to `end`, `start` or `leave`"
            yield Fault("no-way-out", flow.name, ("steps", name), message, hint, at_key=True)


def unnamed(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Fault]:
    """Steps that no `next` names; for a flow with slips of the hand, where `ways` would see too much."""
    named = {flow.start} | {edge.target for name in flow.steps for edge in edges(flow, name, flows)}
    for name in flow.steps:
        if name not in named:
            yield _unreachable(flow.name, name)


def _unreachable(flow: str, name: str) -> Fault:
    hint = "name it in a `next`, or take it out"
    return Fault("unreachable-step", flow, ("steps", name), f"no step leads to `{name}`", hint, at_key=True)


def calls_in_circles(flows: Mapping[str, Flow]) -> Iterator[Fault]:
    """Flows that call themselves, directly or by way of others."""
    for flow in flows.values():
        for name, step in flow.steps.items():
            if step.kind == "call" and flow.name in _called_by(step.flow, flows):
                message = (
                    f"`{flow.name}` calls `{step.flow}`, which comes back to `{flow.name}`: it never ends"
                )
                hint = "use `next`, or move the common steps into a flow of their own"
                yield Fault("endless-sub-flow", flow.name, ("steps", name, "flow"), message, hint)


def _called_by(name: str, flows: Mapping[str, Flow]) -> set[str]:
    """`name` and every flow that is run by it."""
    found, todo = {name}, [name]
    while todo:
        flow = flows.get(todo.pop())
        called = {step.flow for step in flow.steps.values() if step.kind == "call"} if flow else set()
        todo += called - found
        found |= called
    return found


def rounds(flows: Mapping[str, Flow]) -> Iterator[Fault]:
    """Rounds of steps in which nobody is waited for. The flows must not call in circles."""
    for flow in flows.values():
        for name in flow.steps:
            if name in _silently_from(flow, name, flows):
                message = f"the way from `{name}` comes back to it without waiting for anybody"
                hint = "put a question on the way"
                yield Fault("endless-loop", flow.name, ("steps", name), message, hint, at_key=True)


def _silently_from(flow: Flow, name: str, flows: Mapping[str, Flow]) -> set[str]:
    """The steps and targets that follow `name` while nobody is waited for."""
    found: set[str] = set()
    todo = [name]
    while todo:
        new = {target for target in _next_silently(flow, todo.pop(), flows) if target not in found}
        found |= new
        todo += [target for target in new if target in flow.steps]
    return found


def _next_silently(flow: Flow, name: str, flows: Mapping[str, Flow]) -> Iterator[str]:
    step = flow.steps[name]
    exits = {END}
    if step.kind == "call" and step.flow in flows:
        called = flows[step.flow]
        exits = _silently_from(called, called.start, flows)
    targets = [edge.target for edge in edges(flow, name, flows) if not edge.waits and END in exits]
    if START in exits and step.kind == "call":
        targets.append(START)
    for target in targets:
        yield flow.start if target == START and flow.name == MAIN else target
