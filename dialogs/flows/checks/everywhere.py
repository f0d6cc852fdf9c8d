"""Is every command answered in every step?"""

from collections.abc import Iterator

from dialogs.flows.checks.fault import Fault, Known, Path, unknown
from dialogs.flows.checks.names import line_faults, reprompt_faults, text_fault
from dialogs.flows.checks.parameters import flow_parameters, skill_parameters
from dialogs.flows.model import MAIN, FlowSet, Reaction, Reprompts
from dialogs.flows.skills import SKILLS
from dialogs.flows.values import slot_in
from dialogs.flows.vocabulary import BUILT_IN, ONLY_AS_ANSWER, QUESTIONS, REACTIONS


def everywhere(flows: FlowSet, known: Known) -> Iterator[Fault]:
    """What is wrong with the commands, the usual reprompts and the way out after three misses."""
    main = flows.flows.get(MAIN)
    if main is None:
        message = f"no flow is called `{MAIN}`, the one every visit begins with"
        yield Fault("unknown-flow", "", (), message, name=MAIN, known=tuple(flows.flows))
    elif main.needs:
        message = f"`{MAIN}` begins by itself, nobody gives it what it needs"
        yield Fault("missing-parameter", MAIN, ("needs",), message, "leave `needs` out", at_key=True)
    yield from _commands(flows, known)
    yield from _reprompts(flows, known)
    yield from _after_three(flows, known)


def _commands(flows: FlowSet, known: Known) -> Iterator[Fault]:
    commands = flows.everywhere.commands
    for name, reaction in commands.items():
        path: Path = ("commands", name)
        if name in (*BUILT_IN, *ONLY_AS_ANSWER):
            message = f"`{name}` is the same everywhere, nothing is set for it here"
            yield Fault("unknown-intent", "", path, message, "take it out", at_key=True)
        elif name not in REACTIONS:
            yield unknown("unknown-intent", "", path, "command", name, REACTIONS, at_key=True)
        yield from _reaction(path, reaction, flows, known)
    missing = [name for name in REACTIONS if name not in commands]
    for name in missing:
        message = f"nothing says what `{name}` does"
        yield Fault("missing-command", "", ("commands",), message, f"add `{name}: `", at_key=True)


def _reaction(path: Path, reaction: Reaction, flows: FlowSet, known: Known) -> Iterator[Fault]:
    for index, key in enumerate(reaction.say):
        yield from text_fault("", (*path, "say", index), key, known)
        if known.texts.get(key):
            message = f"the text `{key}` has slots, and nothing fills them here"
            yield Fault("unset-slot", "", (*path, "say", index), message, "say it in a flow, or by an action")
    if reaction.flow and reaction.action:
        yield Fault("mixed-step", "", path, "a flow or an action, not both", "take one out", at_key=True)
    if not (reaction.flow or reaction.action or reaction.say):
        message = f"nothing happens on `{path[-1]}`"
        yield Fault("empty-value", "", path, message, "add `say`, `action` or `flow`", at_key=True)
    if reaction.flow:
        yield from flow_parameters("", path, reaction.flow, reaction.values, flows.flows, known)
        target = flows.flows.get(reaction.flow)
        yield from _certain(path, reaction, target.needs if target else ())
    elif reaction.action:
        yield from _action(path, reaction, known)


def _certain(path: Path, reaction: Reaction, needed: tuple[str, ...]) -> Iterator[Fault]:
    """What is needed must come with every sentence of the kind; only a procedure and a topic do."""
    for name in needed:
        slot = slot_in(reaction.values.get(name, ""))
        if slot and not (slot == path[-1] and slot in QUESTIONS):
            message = f"`{{{slot}}}`, which `{name}` needs, does not come with every `{path[-1]}`"
            hint = f"let the flow take it under `may_have: [{name}]`"
            yield Fault("unset-slot", "", (*path, "with", name), message, hint)


def _action(path: Path, reaction: Reaction, known: Known) -> Iterator[Fault]:
    at_once = [skill.name for skill in SKILLS.values() if skill.manner != "do"]
    skill = SKILLS.get(reaction.action)
    if skill is None or skill.name not in at_once:
        what = "action that is done at once"
        yield unknown("unknown-action", "", (*path, "action"), what, reaction.action, at_once)
    else:
        yield from skill_parameters("", path, skill, reaction.values, known)
        needed = tuple(name for name in skill.parameters if name not in skill.optional)
        yield from _certain(path, reaction, needed)


def _reprompts(flows: FlowSet, known: Known) -> Iterator[Fault]:
    usual = flows.everywhere.reprompts
    for kind, keys in (("no_match", usual.no_match), ("no_input", usual.no_input)):
        if not keys:
            message = f"nothing is said on `{kind}`"
            yield Fault("few-reprompts", "", ("reprompts",), message, f"add `{kind}: ` with three texts")
    yield from _usual("reprompts", usual, known)
    yield from _usual("reprompts_of_choices", flows.everywhere.reprompts_of_choices, known)


def _usual(where: str, reprompts: Reprompts, known: Known) -> Iterator[Fault]:
    yield from reprompt_faults("", (where,), reprompts, known)
    for kind, keys in (("no_match", reprompts.no_match), ("no_input", reprompts.no_input)):
        for index, key in enumerate(keys):
            if known.texts.get(key):
                message = f"the text `{key}` has slots, and nothing fills them here"
                yield Fault("unset-slot", "", (where, kind, index), message, "choose another text")


def _after_three(flows: FlowSet, known: Known) -> Iterator[Fault]:
    if not flows.everywhere.after_three:
        message = "nothing is offered to somebody who was not understood three times"
        hint = "add `after_three: ` with a choice that calls staff"
        yield Fault("missing-key", "", ("after_three",), message, hint, at_key=True)
    for index, line in enumerate(flows.everywhere.after_three):
        path: Path = ("after_three", index)
        yield from line_faults("", path, line, known)
        if line.next or line.value or not line.flow:
            message = "what is offered after three misses runs a `flow`"
            yield Fault("mixed-step", "", path, message, "give it `flow: `, no `next` and no `value`")
        else:
            yield from flow_parameters("", path, line.flow, {}, flows.flows, known)
