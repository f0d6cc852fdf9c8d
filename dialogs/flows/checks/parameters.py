"""Do actions and flows get the parameters they take, of the right kind, and is every outcome seen to?"""

from collections.abc import Iterator, Mapping

from dialogs.flows.checks.fault import Fault, Known, Path, unknown
from dialogs.flows.model import Flow, Step
from dialogs.flows.skills import SKILLS, Skill
from dialogs.flows.values import slot_in
from dialogs.flows.vocabulary import FIXED_VALUES, PROPERTIES, SLOTS, SUBJECT


def action_parameters(flow: str, name: str, step: Step, known: Known) -> Iterator[Fault]:
    """What is wrong with the action of a step."""
    at: Path = ("steps", name)
    skill = SKILLS.get(step.action)
    if skill is None:
        yield unknown("unknown-action", flow, (*at, "action"), "action", step.action, SKILLS)
        return
    yield from skill_parameters(flow, at, skill, step.values, known)
    yield from _outcomes(flow, at, step, skill)


def skill_parameters(
    flow: str, at: Path, skill: Skill, values: Mapping[str, str], known: Known
) -> Iterator[Fault]:
    """What is wrong with the parameters of a skill."""
    needed = [name for name in skill.parameters if name not in skill.optional]
    yield from _parameters(flow, at, f"`{skill.name}`", values, (needed, skill.parameters), known)


def flow_parameters(
    flow: str, at: Path, called: str, values: Mapping[str, str], flows: Mapping[str, Flow], known: Known
) -> Iterator[Fault]:
    """What is wrong with the call of a flow."""
    target = flows.get(called)
    if target is None:
        yield unknown("unknown-flow", flow, (*at, "flow"), "flow", called, flows)
        return
    takes = {slot: slot for slot in (*target.needs, *target.may_have)}
    yield from _parameters(flow, at, f"the flow `{called}`", values, (list(target.needs), takes), known)


def _parameters(
    flow: str,
    at: Path,
    what: str,
    values: Mapping[str, str],
    takes: tuple[list[str], Mapping[str, str]],
    known: Known,
) -> Iterator[Fault]:
    needed, types = takes
    for name in needed:
        if name not in values:
            hint = f'add `with: {{{name}: "{{{types[name]}}}"}}`'
            yield Fault("missing-parameter", flow, at, f"{what} needs `{name}`", hint, at_key=True)
    for name, value in values.items():
        path = (*at, "with", name)
        if name not in types:
            message = f"{what} takes no `{name}`"
            yield Fault("unknown-parameter", flow, path, message, name=name, known=tuple(types), at_key=True)
        else:
            yield from _value(flow, path, types[name], value, known)


def _value(flow: str, path: Path, type_: str, value: str, known: Known) -> Iterator[Fault]:
    slot = slot_in(value)
    if slot is None:
        fixed = FIXED_VALUES.get(type_) or known.values.get(type_)
        if "{" in value or "}" in value:
            message = f"`{value}` is neither a value nor one slot"
            yield Fault("bad-value", flow, path, message, f'write "{{{type_}}}"')
        elif fixed and value not in fixed:
            yield unknown("bad-value", flow, path, type_, value, fixed)
        return
    types = {**{name: name for name in SLOTS}, **PROPERTIES, SUBJECT: "procedure"}
    if slot not in types:
        yield unknown("unknown-slot", flow, path, "slot", slot, types)
    elif types[slot] != type_:
        message = f"`{{{slot}}}` is a {types[slot]}, not a {type_}"
        yield Fault("wrong-slot", flow, path, message, f'write "{{{type_}}}"')


def _outcomes(flow: str, at: Path, step: Step, skill: Skill) -> Iterator[Fault]:
    for outcome in step.on:
        if outcome not in skill.outcomes:
            message = f"`{skill.name}` never ends with `{outcome}`"
            path = (*at, "on", outcome)
            yield Fault(
                "unknown-outcome", flow, path, message, name=outcome, known=skill.outcomes, at_key=True
            )
    for outcome in skill.outcomes:
        if outcome not in step.on:
            message = f"`{skill.name}` can end with `{outcome}`, and nothing says what then"
            hint = f"add `{outcome}: ` with a step under `on`"
            yield Fault(
                "missing-outcome", flow, (*at, "on" if step.on else "action"), message, hint, at_key=True
            )
    if skill.outcomes and step.next:
        message = f"`{skill.name}` goes on by its outcomes, not by `next`"
        yield Fault("mixed-step", flow, (*at, "next"), message, "leave it out, and use `on`", at_key=True)
