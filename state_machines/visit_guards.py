"""What the visit's rows ask before they are taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.interfaces import Conversation
from state_machines.screen import TEXT_SIZES

NUMBER = "issue_ticket"  # the action that leads to a number


@dataclass(frozen=True, slots=True)
class VisitContext:
    """What the guards look at."""

    office_open: bool = True
    languages: tuple[str, ...] = ("vi", "en")
    warned: bool = False
    staff_called: bool = False
    form: Mapping[str, str] = field(default_factory=dict)
    talk: Conversation | None = None  # what the conversation makes of the event, None where it cannot

    def given(self, name: str) -> str:
        """The field of the posted form, empty where it is missing."""
        return self.form.get(name, "")


def office_is_open(context: VisitContext) -> bool:
    """The next citizen may begin."""
    return context.office_open


def a_number_is_wished(context: VisitContext) -> bool:
    """The conversation has come to a number, and the page made a request id for it."""
    return _wishes_a_number(context) and bool(context.given("request_id"))


def the_conversation_is_over(context: VisitContext) -> bool:
    """Its last turn says so."""
    return context.talk is not None and context.talk.turn.ended


def over_while_open(context: VisitContext) -> bool:
    """The conversation is over and the next citizen may begin."""
    return the_conversation_is_over(context) and context.office_open


def the_conversation_goes_on(context: VisitContext) -> bool:
    """There is another turn, and it is not the number."""
    return context.talk is not None and not _wishes_a_number(context)


def somebody_was_warned(context: VisitContext) -> bool:
    """The countdown has been shown."""
    return context.warned


def warned_while_open(context: VisitContext) -> bool:
    """The countdown has been shown and the next citizen may begin."""
    return context.warned and context.office_open


def staff_are_called_already(context: VisitContext) -> bool:
    """A second call changes nothing."""
    return context.staff_called


def the_language_is_spoken(context: VisitContext) -> bool:
    """One of the site's languages."""
    return context.given("language") in context.languages


def the_size_is_known(context: VisitContext) -> bool:
    """One of the three text sizes."""
    return context.given("text_size") in TEXT_SIZES


def _wishes_a_number(context: VisitContext) -> bool:
    action = None if context.talk is None else context.talk.turn.action
    return action is not None and action.name == NUMBER
