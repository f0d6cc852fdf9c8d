"""A flow as a value: named steps, each of one kind, and what holds in every step of every flow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

MAIN = "visit"  # the flow every visit begins with

END = "end"  # this flow is done: back to where it was called
START = "start"  # everything from the beginning
LEAVE = "leave"  # the conversation is over
TARGETS = (END, START, LEAVE)  # where a `next` may lead besides the steps of its flow

Kind = Literal["question", "condition", "action", "call", "say"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to choose; the words of its text are its button."""

    say: str
    next: str = ""
    flow: str = ""  # only after three misses: a flow to run, then the question again
    value: str = ""  # what the asked slot becomes
    means: tuple[str, ...] = ()  # commands that choose it as well, such as yes
    confirms: str = ""  # the action it asks for by name


@dataclass(frozen=True, slots=True)
class Reprompts:
    """Texts for the first, second and third time that nothing came, or nothing that was understood."""

    no_match: tuple[str, ...] = ()
    no_input: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a condition: a slot `is` known, unknown or a value; or the robot has a skill."""

    next: str
    slot: str = ""
    is_: str = ""
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `say` is said on arrival, the other fields make its kind."""

    say: tuple[str, ...] = ()
    screen: str = ""
    ask: str = ""  # the slot the answer goes into
    choices_from: str = ""
    choices: tuple[Line, ...] = ()
    confirms: str = ""  # the action that a choice of `choices_from` asks for
    means: tuple[str, ...] = ()  # commands whose slot answers the question
    if_none: str = ""  # where to go when `choices_from` has nothing
    reprompts: Reprompts = Reprompts()
    when: tuple[Case, ...] = ()
    otherwise: str = ""
    action: str = ""
    flow: str = ""
    values: Mapping[str, str] = field(default_factory=dict)  # parameters of the action or the flow
    on: Mapping[str, str] = field(default_factory=dict)  # outcome of the action → target
    next: str = ""

    @property
    def kind(self) -> Kind:
        """What the step does after it has said its texts."""
        if self.ask or self.choices_from or self.choices:
            return "question"
        if self.when:
            return "condition"
        if self.action:
            return "action"
        return "call" if self.flow else "say"


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow; slots it `needs` or `may_have` come from its caller, slots it `gives` go back there."""

    name: str
    start: str
    steps: Mapping[str, Step]
    needs: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a command does in every step: say, act or run a flow; then the question stands again."""

    say: tuple[str, ...] = ()
    action: str = ""
    flow: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What holds in every step: commands, the usual reprompts, the way out after three misses."""

    commands: Mapping[str, Reaction]
    reprompts: Reprompts
    reprompts_of_choices: Reprompts = Reprompts()  # for questions that can only be answered by a choice
    after_three: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowSet:
    """Every flow of the site, by name."""

    flows: Mapping[str, Flow]
    everywhere: Everywhere
