"""The visit of one citizen at the screen."""

from state_machines import effects as do
from state_machines import visit_guards as guards
from state_machines.row import STAY, Row
from state_machines.table import Table
from state_machines.visit_guards import VisitContext

STATES = {
    "closed": "Outside the hours, paused, or a technician is at work",
    "attract": "Nobody is here; the screen invites",
    "services": "The citizen chooses what they came for",
    "priority": "The citizen may name a reason to be called earlier",
    "issuing": "The desk makes the number durable",
    "ticket": "The number is on the screen",
    "trouble": "There is no number, and the screen says why",
}

EVENTS = {
    "open": "numbers are issued from now on",
    "close": "no new visit from now on",
    "touch": "somebody touches the screen",
    "choose": "a service is chosen",
    "reason": "a reason, or none, is chosen",
    "back": "one step back",
    "restart": "start again",
    "done": "the citizen has finished",
    "stay": "“I am still here”",
    "issued": "the desk has issued the number",
    "refused": "the desk does not issue, and says why",
    "failed": "the desk did not answer, or in time",
    "warn": "nobody has touched anything for a while",
    "clear": "still nobody",
    "call_staff": "help is wanted",
    "staff_done": "staff have come, or are not needed any more",
    "language": "another language",
    "text_size": "another text size",
    "contrast": "high contrast on or off",
}

QUIET = ("closed", "attract")  # nobody's visit
VISITING = ("services", "priority", "ticket", "trouble")  # somebody's visit, waiting for a touch
EVERYWHERE = tuple(STATES)
PAGE_EVENTS = frozenset(EVENTS) - {"open", "close", "issued", "refused", "failed", "warn", "clear"}
OF_ONE_SCREEN = frozenset({"choose", "reason", "back", "restart", "done"})  # mean nothing on another screen


def _ends(source: str | tuple[str, ...], event: str, note: str) -> tuple[Row[VisitContext], ...]:
    """The visit is over: everything is cleared."""
    return (
        Row(source, event, "attract", note, guards.office_is_open, (do.EndVisit(),)),
        Row(source, event, "closed", f"{note}; the office has closed meanwhile", None, (do.EndVisit(),)),
    )


BEGINNING: tuple[Row[VisitContext], ...] = (
    Row("closed", "open", "attract", "The office opens"),
    Row((*VISITING, "issuing"), "open", STAY, "Noted for the end of the visit"),
    Row("attract", "close", "closed", "The office closes", None, (do.EndVisit(),)),
    Row((*VISITING, "issuing"), "close", STAY, "Who has begun may finish"),
    Row("attract", "touch", "services", "A visit begins"),
    Row((*VISITING, "issuing", "closed"), "touch", STAY, "Any touch says that somebody is here"),
    Row(VISITING, "stay", STAY, "More time"),
)

TO_THE_NUMBER: tuple[Row[VisitContext], ...] = (
    Row(
        "services",
        "choose",
        "priority",
        "Asked before the number",
        guards.reasons_are_asked,
        (do.RememberService(),),
    ),
    Row(
        "services",
        "choose",
        "issuing",
        "The last step where no reasons are asked",
        guards.the_wish_is_complete,
        (do.RememberService(), do.IssueNumber()),
    ),
    Row(
        "priority",
        "reason",
        "issuing",
        "The last step",
        guards.the_form_bears_a_request_id,
        (do.IssueNumber(),),
    ),
    Row("issuing", "issued", "ticket", "The number is durable", None, (do.ShowTicket(),)),
    Row("issuing", "refused", "trouble", "Closed, or an unknown service", None, (do.ShowTrouble(),)),
    Row(
        "issuing",
        "failed",
        "trouble",
        "The same wish again keeps its request id",
        None,
        (do.ShowTrouble(), do.ReportFailure()),
    ),
)

BACK_AND_END: tuple[Row[VisitContext], ...] = (
    Row(("priority", "ticket", "trouble"), "back", "services", "Choose again", None, (do.ForgetChoice(),)),
    *_ends("services", "back", "Before the first choice lies the welcome"),
    *_ends(VISITING, "restart", "Everything is cleared"),
    *_ends(VISITING, "done", "The visit is over"),
    Row(VISITING, "warn", STAY, "The countdown is shown", None, (do.ShowWarning(),)),
    Row(VISITING, "clear", "attract", "They have left", guards.warned_while_open, (do.EndVisit(),)),
    Row(
        VISITING,
        "clear",
        "closed",
        "They have left; closed meanwhile",
        guards.somebody_was_warned,
        (do.EndVisit(),),
    ),
    Row(QUIET, "clear", STAY, "A language or size somebody left behind", None, (do.EndVisit(),)),
)

ON_EVERY_SCREEN: tuple[Row[VisitContext], ...] = (
    Row(EVERYWHERE, "call_staff", STAY, "Told once", guards.staff_are_called_already),
    Row(EVERYWHERE, "call_staff", STAY, "Staff are told", None, (do.CallStaff(),)),
    Row(EVERYWHERE, "staff_done", STAY, "The call is over", None, (do.EndStaffCall(),)),
    Row(
        EVERYWHERE, "language", STAY, "The place is kept", guards.the_language_is_spoken, (do.SetLanguage(),)
    ),
    Row(EVERYWHERE, "text_size", STAY, "The place is kept", guards.the_size_is_known, (do.SetTextSize(),)),
    Row(EVERYWHERE, "contrast", STAY, "The place is kept", None, (do.ToggleContrast(),)),
)

TABLE: Table[VisitContext] = Table(
    name="visit",
    initial="closed",
    states=STATES,
    events=EVENTS,
    rows=(*BEGINNING, *TO_THE_NUMBER, *BACK_AND_END, *ON_EVERY_SCREEN),
)
