"""Is every step of one kind, and does it say where it goes on?"""

from collections.abc import Iterator

from dialogs.flows.checks.fault import Fault
from dialogs.flows.model import Flow, Kind, Step
from dialogs.flows.skills import SKILLS
from dialogs.flows.vocabulary import MAY_BE_EMPTY

_BELONGS: dict[Kind, frozenset[str]] = {
    "question": frozenset(
        {"screen", "ask", "choices_from", "choices", "confirms", "means", "if_none", "reprompts", "next"}
    ),
    "condition": frozenset({"when", "otherwise"}),
    "action": frozenset({"screen", "action", "with", "on", "next"}),
    "call": frozenset({"flow", "with", "next"}),
    "say": frozenset({"next"}),
}
_CALLED: dict[Kind, str] = {
    "question": "a question",
    "condition": "a condition",
    "action": "an action",
    "call": "the call of a flow",
    "say": "a step that only says something",
}
_NEEDS = {"if_none": "choices_from", "confirms": "choices_from", "means": "ask"}
_WHERE_TO = "add `next: ` with a step of this flow, `end`, `start` or `leave`"


def shape(flow: Flow) -> Iterator[Fault]:
    """Every step that is of two kinds or leads nowhere."""
    for name, step in flow.steps.items():
        for key in sorted(_written(step) - _BELONGS[step.kind]):
            message = f"`{key}` does not belong to {_CALLED[step.kind]}"
            yield Fault(
                "mixed-step", flow.name, ("steps", name, key), message, _advice(step, key), at_key=True
            )
        yield from _way_on(flow.name, name, step)
        if step.kind == "question":
            yield from _complete(flow.name, name, step)


def _written(step: Step) -> set[str]:
    """The keys of the file that were written, besides `say`."""
    written = {
        "screen": step.screen,
        "ask": step.ask,
        "choices_from": step.choices_from,
        "choices": step.choices,
        "confirms": step.confirms,
        "means": step.means,
        "if_none": step.if_none,
        "reprompts": step.reprompts.no_match or step.reprompts.no_input,
        "when": step.when,
        "otherwise": step.otherwise,
        "action": step.action,
        "flow": step.flow,
        "with": step.values,
        "on": step.on,
        "next": step.next,
    }
    return {key for key, value in written.items() if value}


def _advice(step: Step, key: str) -> str:
    belongs = ", ".join(f"`{name}`" for name in ("say", *sorted(_BELONGS[step.kind])))
    return f"make it a step of its own; here can stand {belongs}"


def _way_on(flow: str, name: str, step: Step) -> Iterator[Fault]:
    at = ("steps", name)
    if step.kind == "condition" and not step.otherwise:
        message = f"the condition `{name}` does not say where to go when no case holds"
        yield Fault("missing-next", flow, at, message, "add `otherwise: ` with a step", at_key=True)
    elif not step.next and _needs_next(step):
        yield Fault("missing-next", flow, at, f"`{name}` does not say where to go on", _WHERE_TO, at_key=True)
    if step.kind == "say" and not step.say:
        message = f"nothing happens in `{name}`"
        yield Fault("empty-value", flow, at, message, "take it out, or add `say: `", at_key=True)
    for index, line in enumerate(step.choices):
        if not line.next:
            message = f"the choice `{line.say}` does not say where to go on"
            yield Fault("missing-next", flow, (*at, "choices", index), message, _WHERE_TO)


def _complete(flow: str, name: str, step: Step) -> Iterator[Fault]:
    """What a question lacks."""
    at = ("steps", name)
    if step.next and not step.ask:
        message = "every choice has its own `next`; one for the whole question needs `ask`"
        yield Fault("mixed-step", flow, (*at, "next"), message, "leave it out", at_key=True)
    if not step.say and step.choices_from != "candidates":
        yield Fault("missing-key", flow, at, f"`{name}` asks nothing", "add `say: `", at_key=True)
    if step.choices_from and not step.ask:
        message = f"`{name}` does not say which slot the choice goes into"
        yield Fault("missing-key", flow, (*at, "choices_from"), message, "add `ask: `", at_key=True)
    if step.choices_from in MAY_BE_EMPTY and not (step.choices or step.if_none):
        message = f"`{step.choices_from}` may be empty, and then there is nothing to choose"
        yield Fault("missing-next", flow, (*at, "choices_from"), message, "add `if_none: `", at_key=True)
    for key, needed in _NEEDS.items():
        if getattr(step, key) and not getattr(step, needed):
            message = f"`{key}` means nothing without `{needed}`"
            yield Fault("mixed-step", flow, (*at, key), message, f"add `{needed}: `", at_key=True)


def _needs_next(step: Step) -> bool:
    if step.kind == "question":
        return bool(step.ask)
    if step.kind == "action":
        skill = SKILLS.get(step.action)
        return not step.on and (skill is None or skill.manner != "do")
    return step.kind in ("call", "say")
