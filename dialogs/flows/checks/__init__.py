"""What is wrong in a set of flows, found before anybody stands in front of it."""

from collections.abc import Iterator

from dialogs.flows.checks.confirmations import Confirmations
from dialogs.flows.checks.everywhere import everywhere
from dialogs.flows.checks.fault import Fault, Known
from dialogs.flows.checks.filled import filled_slots
from dialogs.flows.checks.names import names
from dialogs.flows.checks.shape import shape
from dialogs.flows.checks.ways import calls_in_circles, rounds, unnamed, ways
from dialogs.flows.model import MAIN, FlowSet

__all__ = ["Fault", "Known", "faults_of"]


def faults_of(flows: FlowSet, known: Known) -> list[Fault]:
    """Everything wrong in `flows`; what depends on sound parts is looked at when those are sound."""
    all_flows = flows.flows
    found = [*everywhere(flows, known), *calls_in_circles(all_flows), *_unused(flows)]
    bad = set[str]()
    for flow in all_flows.values():
        first = [*shape(flow), *names(flow, all_flows, known)]
        found += first
        if first:
            found += unnamed(flow, all_flows)
            bad.add(flow.name)
            continue
        found += ways(flow, all_flows)
        found += filled_slots(flow, all_flows, known)
    if not bad and not any(fault.code == "endless-sub-flow" for fault in found):
        found += rounds(all_flows)
        found += Confirmations(flows).faults()
    return found


def _unused(flows: FlowSet) -> Iterator[Fault]:
    used = {MAIN}
    used |= {step.flow for flow in flows.flows.values() for step in flow.steps.values()}
    used |= {reaction.flow for reaction in flows.everywhere.commands.values()}
    used |= {line.flow for line in flows.everywhere.after_three}
    for name in flows.flows:
        if name not in used:
            hint = "call it in a step with `flow: `, or in commands.yaml"
            yield Fault("unused-flow", name, ("flow",), f"nothing runs `{name}`", hint, severity="warning")
