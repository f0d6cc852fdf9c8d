"""The visit of one citizen at the screen. What is asked, and in which order, is written in the flows."""

from state_machines import effects as do
from state_machines import visit_guards as guards
from state_machines.row import STAY, Row
from state_machines.table import Table
from state_machines.visit_guards import VisitContext

STATES = {
    "closed": "Outside the hours, paused, or a technician is at work",
    "attract": "Nobody is here; the screen invites",
    "talking": "The citizen and the robot talk, by touch or in words",
    "issuing": "The desk makes the number durable",
    "ticket": "The number is on the screen",
    "trouble": "There is no number, and the screen says why",
}

EVENTS = {
    "open": "numbers are issued from now on",
    "close": "no new visit from now on",
    "touch": "somebody touches the screen",
    "choose": "one of the choices is touched",
    "say": "a sentence is typed or spoken",
    "ask": "a procedure is picked from what a search has found",
    "silent": "no answer for a while",
    "acted": "what the conversation asked for has been done, or not",
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
    "repeat": "“say that again”",
    "read": "“read all of it to me”",
    "slower": "“speak more slowly”",
    "louder": "“speak louder”",
    "quieter": "“not so loud”",
    "sound": "the robot is to be silent, or to speak again",
    "keypad": "somebody uses the keypad",
    "stop_moving": "“stop there”",
}

QUIET = ("closed", "attract")  # nobody's visit
VISITING = ("talking", "ticket", "trouble")  # somebody's visit, waiting for a touch
EVERYWHERE = tuple(STATES)
INTERNAL = frozenset({"open", "close", "silent", "acted", "issued", "refused", "failed", "warn", "clear"})
PAGE_EVENTS = frozenset(EVENTS) - INTERNAL
TURNS = ("choose", "say", "ask", "back", "silent", "acted")  # what the conversation answers
OF_ONE_SCREEN = frozenset(  # mean nothing on another screen
    {"choose", "say", "ask", "back", "restart", "done"}
)


def _ends(source: str | tuple[str, ...], event: str, note: str) -> tuple[Row[VisitContext], ...]:
    """The visit is over: everything is cleared."""
    return (
        Row(source, event, "attract", note, guards.office_is_open, (do.EndVisit(),)),
        Row(source, event, "closed", f"{note}; the office has closed meanwhile", None, (do.EndVisit(),)),
    )


def _turn(event: str) -> tuple[Row[VisitContext], ...]:
    """The conversation has answered `event`."""
    return (
        Row(
            "talking",
            event,
            "issuing",
            "A number was agreed on",
            guards.a_number_is_wished,
            (do.TakeTurn(), do.IssueNumber()),
        ),
        Row(
            "talking",
            event,
            "attract",
            "There is nothing more to say",
            guards.over_while_open,
            (do.EndVisit(),),
        ),
        Row(
            "talking",
            event,
            "closed",
            "Nothing more to say; closed meanwhile",
            guards.the_conversation_is_over,
            (do.EndVisit(),),
        ),
        Row("talking", event, STAY, "It goes on", guards.the_conversation_goes_on, (do.TakeTurn(),)),
    )


BEGINNING: tuple[Row[VisitContext], ...] = (
    Row("closed", "open", "attract", "The office opens"),
    Row((*VISITING, "issuing"), "open", STAY, "Noted for the end of the visit"),
    Row("attract", "close", "closed", "The office closes", None, (do.EndVisit(),)),
    Row((*VISITING, "issuing"), "close", STAY, "Who has begun may finish"),
    Row("attract", "touch", "talking", "A visit begins", None, (do.BeginTalk(),)),
    Row((*VISITING, "issuing", "closed"), "touch", STAY, "Any touch says that somebody is here"),
    Row(VISITING, "stay", STAY, "More time"),
)

TO_THE_NUMBER: tuple[Row[VisitContext], ...] = (
    *(row for event in TURNS for row in _turn(event)),
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
    Row(("ticket", "trouble"), "back", "talking", "From the beginning", None, (do.BeginTalk(),)),
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
    Row(EVERYWHERE, "repeat", STAY, "The question only", None, (do.SayAgain(),)),
    Row(EVERYWHERE, "read", STAY, "Question, text and choices", None, (do.ReadAll(),)),
    Row(EVERYWHERE, "slower", STAY, "For this visit", None, (do.SpeakSlower(),)),
    Row(EVERYWHERE, "louder", STAY, "For this visit", None, (do.SpeakLouder(),)),
    Row(EVERYWHERE, "quieter", STAY, "For this visit", None, (do.SpeakSofter(),)),
    Row(EVERYWHERE, "sound", STAY, "For this visit", None, (do.ToggleSound(),)),
    Row(EVERYWHERE, "keypad", STAY, "Choices are read out, too", None, (do.ReadChoices(),)),
    Row(EVERYWHERE, "stop_moving", STAY, "At once, wherever it goes", None, (do.StopMoving(),)),
)

TABLE: Table[VisitContext] = Table(
    name="visit",
    initial="closed",
    states=STATES,
    events=EVENTS,
    rows=(*BEGINNING, *TO_THE_NUMBER, *BACK_AND_END, *ON_EVERY_SCREEN),
)
