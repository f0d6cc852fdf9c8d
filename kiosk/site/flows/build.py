"""The files of the flows as the values the engine walks."""

from typing import Any

from dialogs.flows.model import Case, Everywhere, Flow, Line, Reaction, Reprompts, Step
from kiosk.site.flows.schema import ChoiceLine, CommandsFile, FlowFile, RepromptTexts


def flow_of(file: FlowFile) -> Flow:
    """One flow."""
    return Flow(
        name=file.flow,
        start=file.start,
        steps={name: _step(step) for name, step in file.steps.items()},
        needs=tuple(file.needs),
        may_have=tuple(file.may_have),
        gives=tuple(file.gives),
    )


def everywhere_of(file: CommandsFile) -> Everywhere:
    """What holds in every step."""
    return Everywhere(
        commands={name: _reaction(reaction) for name, reaction in file.commands.items()},
        reprompts=_reprompts(file.reprompts),
        reprompts_of_choices=_reprompts(file.reprompts_of_choices),
        after_three=tuple(_line(line) for line in file.after_three),
    )


def _step(step: Any) -> Step:
    return Step(
        say=tuple(step.say),
        screen=step.screen or "",
        ask=step.ask or "",
        choices_from=step.choices_from or "",
        choices=tuple(_line(line) for line in step.choices),
        confirms=step.confirms or "",
        means=tuple(step.means),
        if_none=step.if_none or "",
        reprompts=_reprompts(step.reprompts),
        when=tuple(_case(case) for case in step.when),
        otherwise=step.otherwise or "",
        action=step.action or "",
        flow=step.flow or "",
        values=getattr(step, "with"),
        on=step.on,
        next=step.next or "",
    )


def _case(case: Any) -> Case:
    return Case(next=case.next, slot=case.slot or "", is_=getattr(case, "is"), skill=case.skill or "")


def _line(line: ChoiceLine) -> Line:
    return Line(
        say=line.say,
        next=line.next or "",
        flow=line.flow or "",
        value=line.value or "",
        means=tuple(line.means),
        confirms=line.confirms or "",
    )


def _reprompts(texts: RepromptTexts) -> Reprompts:
    return Reprompts(tuple(texts.no_match), tuple(texts.no_input))


def _reaction(reaction: Any) -> Reaction:
    return Reaction(
        say=tuple(reaction.say),
        action=reaction.action or "",
        flow=reaction.flow or "",
        values=getattr(reaction, "with"),
    )
