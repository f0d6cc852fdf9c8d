"""Is there everything a flow names?"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from dialogs.flows.asking import line_value
from dialogs.flows.checks.fault import Fault, Known, Path, unknown
from dialogs.flows.checks.parameters import action_parameters, flow_parameters
from dialogs.flows.model import TARGETS, Case, Flow, Line, Reprompts, Step
from dialogs.flows.skills import SKILLS
from dialogs.flows.vocabulary import FIXED_VALUES, SCREENS, SLOTS, SOURCES
from dialogs.understood import COMMANDS

KNOWN_OR_NOT = ("known", "unknown")
TIMES = 3  # reprompts: short, with an example, with buttons and staff


def names(flow: Flow, flows: Mapping[str, Flow], known: Known) -> Iterator[Fault]:
    """Every name in `flow` that nothing has."""
    yield from _head(flow)
    for name, step in flow.steps.items():
        if name in TARGETS:
            message = f"a step cannot be called `{name}`: `next: {name}` has a meaning of its own"
            yield Fault("bad-value", flow.name, ("steps", name), message, "choose another name", at_key=True)
        yield from _targets(flow, name, step)
        yield from _texts(flow.name, name, step, known)
        yield from _question(flow.name, name, step)
        yield from _condition(flow.name, name, step, known)
        if step.kind == "action":
            yield from action_parameters(flow.name, name, step, known)
        elif step.kind == "call":
            yield from flow_parameters(flow.name, ("steps", name), step.flow, step.values, flows, known)


def slot_fault(flow: str, path: Path, name: str) -> Iterator[Fault]:
    """`name` is not a slot."""
    if name and name not in SLOTS:
        hint = "names are never asked aloud" if name in ("name", "full_name", "person") else ""
        fault = unknown("unknown-slot", flow, path, "slot", name, SLOTS)
        yield Fault(fault.code, flow, path, fault.message, hint) if hint else fault


def text_fault(flow: str, path: Path, key: str, known: Known) -> Iterator[Fault]:
    """`key` is not a text."""
    if key not in known.texts:
        yield unknown("unknown-text", flow, path, "text", key, known.texts)


def command_faults(flow: str, path: Path, commands: tuple[str, ...]) -> Iterator[Fault]:
    """Commands that there are not."""
    for index, command in enumerate(commands):
        if command not in COMMANDS:
            yield unknown("unknown-intent", flow, (*path, index), "command", command, COMMANDS)


def line_faults(flow: str, path: Path, line: Line, known: Known) -> Iterator[Fault]:
    """Unknown texts, commands and actions of one choice; the words of a choice have no slots."""
    yield from text_fault(flow, (*path, "say"), line.say, known)
    if known.texts.get(line.say):
        message = f"the text `{line.say}` of a choice has slots to be filled"
        yield Fault("unset-slot", flow, (*path, "say"), message, "choose a text without {slots}")
    yield from command_faults(flow, (*path, "means"), line.means)
    yield from confirms_fault(flow, (*path, "confirms"), line.confirms)


def confirms_fault(flow: str, path: Path, action: str) -> Iterator[Fault]:
    """`confirms` names an action with an effect."""
    effects = [skill.name for skill in SKILLS.values() if skill.effect]
    if action and action not in effects:
        yield unknown("unknown-action", flow, path, "action with an effect", action, effects)


def reprompt_faults(flow: str, path: Path, reprompts: Reprompts, known: Known) -> Iterator[Fault]:
    """Three texts each, no two alike."""
    for kind, texts in (("no_match", reprompts.no_match), ("no_input", reprompts.no_input)):
        for index, key in enumerate(texts):
            yield from text_fault(flow, (*path, kind, index), key, known)
        if texts and len(set(texts)) != TIMES:
            message = f"`{kind}` must have {TIMES} texts, no two alike"
            hint = "short, then with an example, then with the choices and staff"
            yield Fault("few-reprompts", flow, (*path, kind), message, hint)


def _head(flow: Flow) -> Iterator[Fault]:
    if flow.start not in flow.steps:
        yield unknown("unknown-step", flow.name, ("start",), "step", flow.start, flow.steps)
    for key, slots in (("needs", flow.needs), ("may_have", flow.may_have), ("gives", flow.gives)):
        for index, slot in enumerate(slots):
            yield from slot_fault(flow.name, (key, index), slot)


def _targets(flow: Flow, name: str, step: Step) -> Iterator[Fault]:
    at = ("steps", name)
    targets: list[tuple[Path, str]] = [
        ((*at, "next"), step.next),
        ((*at, "otherwise"), step.otherwise),
        ((*at, "if_none"), step.if_none),
        *(((*at, "on", outcome), target) for outcome, target in step.on.items()),
        *(((*at, "choices", index, "next"), line.next) for index, line in enumerate(step.choices)),
        *(((*at, "when", index, "next"), case.next) for index, case in enumerate(step.when)),
    ]
    for path, target in targets:
        if target and target not in flow.steps and target not in TARGETS:
            yield unknown("unknown-step", flow.name, path, "step", target, (*flow.steps, *TARGETS))


def _texts(flow: str, name: str, step: Step, known: Known) -> Iterator[Fault]:
    for index, key in enumerate(step.say):
        yield from text_fault(flow, ("steps", name, "say", index), key, known)
    yield from reprompt_faults(flow, ("steps", name, "reprompts"), step.reprompts, known)
    for index, line in enumerate(step.choices):
        yield from line_faults(flow, ("steps", name, "choices", index), line, known)


def _question(flow: str, name: str, step: Step) -> Iterator[Fault]:
    at = ("steps", name)
    if step.screen and step.screen not in SCREENS:
        yield unknown("unknown-id", flow, (*at, "screen"), "screen", step.screen, SCREENS)
    yield from slot_fault(flow, (*at, "ask"), step.ask)
    yield from command_faults(flow, (*at, "means"), step.means)
    yield from confirms_fault(flow, (*at, "confirms"), step.confirms)
    if step.choices_from:
        yield from _source(flow, at, step)
    yield from _choices(flow, at, step)


def _source(flow: str, at: Path, step: Step) -> Iterator[Fault]:
    slot = SOURCES.get(step.choices_from)
    if slot is None:
        yield unknown(
            "unknown-id", flow, (*at, "choices_from"), "list of choices", step.choices_from, SOURCES
        )
    elif step.ask in SLOTS and step.ask != slot:
        message = f"`choices_from: {step.choices_from}` does not give a {step.ask}"
        yield Fault("wrong-slot", flow, (*at, "ask"), message, f"write `ask: {slot}`")


def _choices(flow: str, at: Path, step: Step) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for index, line in enumerate(step.choices):
        path = (*at, "choices", index)
        if line_value(line) in seen:
            message = f"the choice `{line_value(line)}` stands here twice"
            yield Fault("duplicate-id", flow, path, message, "take one out, or give it another text")
        seen[line_value(line)] = index
        if line.flow:
            message = "`flow` stands in a choice of `after_three` only"
            yield Fault("mixed-step", flow, (*path, "flow"), message, "use `next`", at_key=True)
        if line.value and not step.ask:
            message = f"no slot takes the value `{line.value}`"
            yield Fault("missing-key", flow, (*path, "value"), message, "add `ask: ` to the step")
        fixed = FIXED_VALUES.get(step.ask)
        if line.value and fixed and line.value not in fixed:
            yield unknown("bad-value", flow, (*path, "value"), step.ask, line.value, fixed)


def _condition(flow: str, name: str, step: Step, known: Known) -> Iterator[Fault]:
    for index, case in enumerate(step.when):
        path = ("steps", name, "when", index)
        if bool(case.slot) == bool(case.skill):
            message = "a case looks at one `slot`, or at one `skill`"
            yield Fault("mixed-step", flow, path, message, "write `{slot: …, is: …, next: …}`")
            continue
        yield from slot_fault(flow, (*path, "slot"), case.slot)
        if case.skill and case.skill not in SKILLS:
            yield unknown("unknown-action", flow, (*path, "skill"), "action", case.skill, SKILLS)
        yield from _compared(flow, path, case, known)


def _compared(flow: str, path: Path, case: Case, known: Known) -> Iterator[Fault]:
    """What a slot is compared with must be possible; where anything is, a slip of the hand is told."""
    values = FIXED_VALUES.get(case.slot) or known.values.get(case.slot)
    is_wrong = bool(get_close_matches(case.is_, KNOWN_OR_NOT)) if values is None else case.is_ not in values
    if is_wrong and case.slot and case.is_ not in KNOWN_OR_NOT:
        possible = (*KNOWN_OR_NOT, *(values or ()))
        yield unknown("bad-value", flow, (*path, "is"), case.slot, case.is_, possible)
