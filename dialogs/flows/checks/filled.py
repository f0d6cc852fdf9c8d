"""Is every slot filled where it is used, whatever the way was?"""

from collections.abc import Iterator, Mapping

from dialogs.flows.checks.fault import Fault, Known, Path
from dialogs.flows.checks.graph import slots_on_arrival
from dialogs.flows.model import END, Flow, Step
from dialogs.flows.skills import SKILLS
from dialogs.flows.values import slot_in
from dialogs.flows.vocabulary import SCREENS, SOURCE_NEEDS, SUBJECT

Use = tuple[Path, str, str]  # where, the slot, by what


def filled_slots(flow: Flow, flows: Mapping[str, Flow], known: Known) -> Iterator[Fault]:
    """Uses of slots that may be empty."""
    on_arrival = slots_on_arrival(flow, flows)
    for name, step in flow.steps.items():
        if name not in on_arrival:
            continue
        for path, slot, what in _uses(name, step, flows, known):
            if slot not in on_arrival[name]:
                yield _fault(flow, path, slot, f"`{{{slot}}}`, which {what}, may be empty here")
    yield from _never_filled(flow, flows)
    for index, slot in enumerate(flow.gives):
        if END in on_arrival and slot not in on_arrival[END]:
            yield _fault(flow, ("gives", index), slot, f"`{slot}` may be empty when the flow ends")


def _never_filled(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[Fault]:
    """Slots that may be left out, or are looked at, and that nothing in the flow can fill."""
    ever = {*flow.needs, *flow.may_have, SUBJECT}
    for step in flow.steps.values():
        ever |= {step.ask}
        ever |= set(flows[step.flow].gives) if step.flow in flows else set()
        ever |= set(SKILLS[step.action].gives) if step.action in SKILLS else set()
    for name, step in flow.steps.items():
        for path, slot in _loose_uses(name, step, flows):
            if slot and slot not in ever:
                yield _fault(flow, path, slot, f"nothing in this flow fills `{slot}`")


def _loose_uses(name: str, step: Step, flows: Mapping[str, Flow]) -> Iterator[tuple[Path, str]]:
    needed = _needed(step, flows)
    for parameter, value in step.values.items():
        if parameter not in needed:
            yield ("steps", name, "with", parameter), (slot_in(value) or "").partition(".")[0]
    for index, case in enumerate(step.when):
        yield ("steps", name, "when", index, "slot"), case.slot


def _fault(flow: Flow, path: Path, slot: str, message: str) -> Fault:
    if slot == SUBJECT:
        hint = "nothing may have been talked about yet; use it for what may be left out"
    else:
        hint = f"ask for it before on every way (`ask: {slot}`), or put it into `needs: [{slot}]`"
    return Fault("unset-slot", flow.name, path, message, hint)


def _uses(name: str, step: Step, flows: Mapping[str, Flow], known: Known) -> Iterator[Use]:
    at: Path = ("steps", name)
    for path, key in _texts(at, step):
        for slot in sorted(known.texts.get(key, ())):
            yield path, slot, f"the text `{key}` says"
    if step.screen in SCREENS and SCREENS[step.screen].needs:
        yield (*at, "screen"), SCREENS[step.screen].needs, f"the screen `{step.screen}` shows"
    if step.choices_from in SOURCE_NEEDS:
        yield (*at, "choices_from"), SOURCE_NEEDS[step.choices_from], f"`{step.choices_from}` depends on"
    for parameter in _needed(step, flows):
        used = slot_in(step.values.get(parameter, ""))
        if used:
            yield (*at, "with", parameter), used.partition(".")[0], f"`{parameter}` needs"


def _texts(at: Path, step: Step) -> Iterator[tuple[Path, str]]:
    for index, key in enumerate(step.say):
        yield (*at, "say", index), key
    for kind, keys in (("no_match", step.reprompts.no_match), ("no_input", step.reprompts.no_input)):
        for index, key in enumerate(keys):
            yield (*at, "reprompts", kind, index), key


def _needed(step: Step, flows: Mapping[str, Flow]) -> tuple[str, ...]:
    if step.action in SKILLS:
        skill = SKILLS[step.action]
        return tuple(name for name in skill.parameters if name not in skill.optional)
    return flows[step.flow].needs if step.flow in flows else ()
