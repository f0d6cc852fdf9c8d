"""A conversation as short as can be, for tests of what runs it: a service, a reason, the number."""

from collections.abc import Mapping

from dialogs.flows.model import END, LEAVE, MAIN, Everywhere, Flow, FlowSet, Line, Reaction, Reprompts, Step
from dialogs.flows.site_lists import SiteLists
from dialogs.flows.state import Choice
from dialogs.flows.talk import Talk
from dialogs.procedures import ProcedureBook
from dialogs.understood import Understood

NUMBER = "issue_ticket"
STEPS = {
    "service": Step(
        say=("services_title",),
        screen="services",
        ask="service",
        choices_from="services",
        choices=(Line("choice_call_staff", next="help", confirms="call_staff"),),
        confirms=NUMBER,
        next="reason",
    ),
    "reason": Step(
        say=("priority_title",),
        screen="priority",
        ask="reason",
        choices_from="priority_reasons",
        choices=(Line("priority_none", next="issue", confirms=NUMBER),),
        confirms=NUMBER,
        if_none="issue",
        next="issue",
    ),
    "issue": Step(
        action=NUMBER,
        values={"service": "{service}", "reason": "{reason}"},
        on={"issued": LEAVE, "refused": LEAVE, "failed": LEAVE},
    ),
    "help": Step(action="call_staff", on={"called": "print"}),
    "print": Step(
        say=("ask_need",),
        screen="choose",
        choices=(Line("choice_print_checklist", next="printing", confirms="print_checklist"),),
    ),
    "printing": Step(
        action="print_checklist",
        values={"procedure": "1"},
        on={"printed": "service", "failed": "service"},
    ),
}
ABOUT = {"about": Step(say=("about",), screen="card", choices=(Line("choice_done", next=END),))}
REACTIONS = {"procedure": Reaction(flow="advice", values={"procedure": "{procedure}"})}
FLOWS = FlowSet(
    {
        MAIN: Flow(MAIN, "service", STEPS),
        "advice": Flow("advice", "about", ABOUT, needs=("procedure",)),
    },
    Everywhere(REACTIONS, Reprompts(no_match=("no_match",), no_input=("no_input",))),
)
SKILLS = frozenset({NUMBER, "call_staff", "print_checklist"})


class Deaf:
    """Understands nothing."""

    def understand(self, text: str, **_: object) -> Understood:
        return Understood("no_match")


class Keys:
    """Choices are labelled by their values."""

    def label(self, choice: Choice, language: str) -> str:
        return choice.value


def short_talk(reasons: Mapping[str, Mapping[str, str]] | None = None) -> Talk:
    """The services are birth and marriage."""
    names = {"birth": {"vi": "Khai sinh"}, "marriage": {"vi": "Kết hôn"}}
    reasons = {"elderly": {"vi": "Từ 80 tuổi"}} if reasons is None else reasons
    lists = SiteLists(ProcedureBook({}, ()), services=names, reasons=reasons)
    return Talk(FLOWS, lists, {"vi": Deaf(), "en": Deaf()}, Keys(), SKILLS)
