"""The schema of the files in `dialogs/flows/`: one flow each, and `commands.yaml`."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, create_model

from kiosk.config.base import Name, Settings


def _as_list(value: object) -> object:
    """A single entry counts as a list of one."""
    return [value] if isinstance(value, str) else value


NamesOf = Annotated[list[Name], BeforeValidator(_as_list, json_schema_input_type=Name | list[Name])]
Values = dict[str, str]


class ChoiceLine(Settings):
    """One thing to choose; its text is the button."""

    say: Name = Field(description="Text on the button", examples=["choice_yes"])
    next: Name | None = Field(default=None, description="Where to go on", examples=["number"])
    flow: Name | None = Field(
        default=None, description="Only in after_three: the flow to run", examples=["staff_comes"]
    )
    value: str | None = Field(default=None, description="What the asked slot becomes", examples=["yes"])
    means: NamesOf = Field(default=[], description="Commands that choose it too", examples=["[yes]"])
    confirms: Name | None = Field(
        default=None, description="The action it asks for by name", examples=["issue_ticket"]
    )


class RepromptTexts(Settings):
    """Three texts each: short, then with an example, then with the choices and staff."""

    no_match: list[Name] = Field(
        default=[], description="Nothing was understood", examples=["[short, example, staff]"]
    )
    no_input: list[Name] = Field(
        default=[], description="Nothing was said or touched", examples=["[short, example, staff]"]
    )


class _Case(Settings):
    """One case of a condition: about a slot, or about a skill of the robot."""

    slot: Name | None = Field(default=None, description="The slot to look at", examples=["service"])
    skill: Name | None = Field(
        default=None, description="What the robot must be able to do", examples=["dispense"]
    )
    next: Name = Field(description="Where to go on", examples=["confirm"])


class _Step(Settings):
    """One step: a question, a condition, an action, the call of a flow, or just something said."""

    say: NamesOf = Field(default=[], description="Texts to be said", examples=["offer_number"])
    screen: Name | None = Field(default=None, description="The picture of the page", examples=["answer"])
    ask: Name | None = Field(default=None, description="The slot for the answer", examples=["service"])
    choices_from: Name | None = Field(
        default=None, description="A list of the site to choose from", examples=["services"]
    )
    choices: list[ChoiceLine] = Field(
        default=[], description="Choices", examples=["[{say: choice_yes, next: number}]"]
    )
    confirms: Name | None = Field(
        default=None, description="The action that every listed choice asks for", examples=["issue_ticket"]
    )
    means: NamesOf = Field(
        default=[], description="Commands whose slot is the answer", examples=["[take_number]"]
    )
    if_none: Name | None = Field(
        default=None, description="Where to go when the list is empty", examples=["issue"]
    )
    reprompts: RepromptTexts = Field(
        default=RepromptTexts(),
        description="Texts of its own for no answer",
        examples=["{no_match: [a, b, c]}"],
    )
    when: list[_Case] = Field(
        default=[],
        description="Cases, the first that holds counts",
        examples=["[{slot: service, is: known, next: a}]"],
    )
    otherwise: Name | None = Field(default=None, description="Where to go else", examples=["which"])
    action: Name | None = Field(default=None, description="What the robot does", examples=["issue_ticket"])
    flow: Name | None = Field(default=None, description="The flow to run", examples=["take_number"])
    on: dict[str, Name] = Field(
        default={}, description="Where each outcome leads", examples=["{issued: leave, failed: start}"]
    )
    next: Name | None = Field(default=None, description="Where to go on", examples=["offer"])


# `with` and `is` are words of Python's own, so a class cannot name them.
_WITH: dict[str, Any] = {
    "with": (Values, Field(default={}, description="Parameters", examples=['{service: "{service}"}']))
}
_IS: dict[str, Any] = {
    "is": (str, Field(default="known", description="known, unknown, or a value", examples=["known"]))
}
Case: Any = create_model("Case", __base__=_Case, __doc__=_Case.__doc__, **_IS)
_WHEN: dict[str, Any] = {"when": (list[Case], _Step.model_fields["when"])}
Step: Any = create_model("Step", __base__=_Step, __doc__=_Step.__doc__, **_WITH, **_WHEN)


class FlowFile(Settings):
    """One flow."""

    flow: Name = Field(description="Its name, the same as the file's", examples=["advice"])
    needs: NamesOf = Field(default=[], description="Slots its caller must give", examples=["[procedure]"])
    may_have: NamesOf = Field(default=[], description="Slots its caller may give", examples=["[topic]"])
    gives: NamesOf = Field(default=[], description="Slots its caller gets back", examples=["[service]"])
    start: Name = Field(description="The first step", examples=["answer"])
    steps: dict[Name, Step] = Field(min_length=1, description="The steps by name")


class _Reaction(Settings):
    """What a command does in every step."""

    say: NamesOf = Field(default=[], description="Texts to be said", examples=["say_thanks"])
    action: Name | None = Field(default=None, description="What is done at once", examples=["speak_slower"])
    flow: Name | None = Field(default=None, description="The flow to run", examples=["call_staff"])


Reaction: Any = create_model("Reaction", __base__=_Reaction, __doc__=_Reaction.__doc__, **_WITH)


class CommandsFile(Settings):
    """What holds in every step of every flow."""

    commands: dict[Name, Reaction] = Field(description="What each command does")
    reprompts: RepromptTexts = Field(description="The usual texts for no answer")
    reprompts_of_choices: RepromptTexts = Field(
        default=RepromptTexts(), description="The same for questions without `ask`"
    )
    after_three: list[ChoiceLine] = Field(default=[], description="Offered after the third time")
