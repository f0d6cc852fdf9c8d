"""What the visit's rows ask before they are taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from state_machines.screen import TEXT_SIZES


@dataclass(frozen=True, slots=True)
class VisitContext:
    """What the guards look at."""

    has_reasons: bool = False
    office_open: bool = True
    languages: tuple[str, ...] = ("vi", "en")
    warned: bool = False
    staff_called: bool = False
    form: Mapping[str, str] = field(default_factory=dict)

    def given(self, name: str) -> str:
        """The field of the posted form, empty where it is missing."""
        return self.form.get(name, "")


def office_is_open(context: VisitContext) -> bool:
    """The next citizen may begin."""
    return context.office_open


def reasons_are_asked(context: VisitContext) -> bool:
    """A service is chosen and the site has priority reasons."""
    return context.has_reasons and bool(context.given("service"))


def the_wish_is_complete(context: VisitContext) -> bool:
    """A service is chosen, the form bears its request id, and no reason is asked for."""
    return not context.has_reasons and bool(context.given("service") and context.given("request_id"))


def the_form_bears_a_request_id(context: VisitContext) -> bool:
    """The page made a request id."""
    return bool(context.given("request_id"))


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
