"""The mode of the robot; the technician's handshake is that of XFS VendorMode: a visit ends first."""

from dataclasses import dataclass

from state_machines import effects as do
from state_machines.row import STAY, Row
from state_machines.table import Table


@dataclass(frozen=True, slots=True)
class ModeContext:
    """What the guards look at."""

    hours_open: bool = False
    paused: bool = False
    in_trouble: bool = False
    visit_running: bool = False


def staff_have_paused(context: ModeContext) -> bool:
    """Only staff end a pause."""
    return context.paused


def open_in_trouble(context: ModeContext) -> bool:
    """Within the hours, with a device out of order."""
    return context.hours_open and context.in_trouble


def within_the_hours(context: ModeContext) -> bool:
    """The site is open."""
    return context.hours_open


def a_visit_is_running(context: ModeContext) -> bool:
    """Somebody is at the screen."""
    return context.visit_running


STATES = {
    "starting": "Devices and desk are being brought up",
    "open": "Numbers are issued",
    "limited": "Numbers are issued; a device is out of order",
    "closed": "Outside the hours",
    "paused": "Staff have paused the robot",
    "enter_pending": "A technician waits for the visit to end",
    "maintenance": "A technician is at work",
    "exit_pending": "The technician leaves; every part confirms",
    "stopping": "The program comes to its end; the visit ends first",
    "stopped": "Nothing runs",
}

EVENTS = {
    "started": "everything is up",
    "hours": "the site opens or closes",
    "trouble": "a device fails or is back",
    "pause": "staff pause the robot",
    "resume": "staff end the pause",
    "enter_request": "a technician wants in",
    "exit_request": "the technician is done",
    "acknowledge": "every part agrees",
    "visit_ended": "nobody is at the screen any more",
    "stop": "the program is asked to stop",
}

SERVING = ("open", "limited")
IN_HALL = (*SERVING, "closed", "paused")
STOPPABLE = ("starting", *IN_HALL, "enter_pending", "maintenance", "exit_pending")
NOTED = ("paused", "enter_pending", "maintenance", "exit_pending", "stopping")  # looked at again at the end
LET_IN = (do.LetPeopleIn(),)
KEEP_OUT = (do.KeepPeopleOut(),)


def _by_circumstances(source: str | tuple[str, ...], event: str, note: str) -> tuple[Row[ModeContext], ...]:
    """A pause outranks the hours."""
    paused = Row(source, event, "paused", note, staff_have_paused, KEEP_OUT)
    return (paused, *_by_hours(source, event, note))


def _by_hours(source: str | tuple[str, ...], event: str, note: str) -> tuple[Row[ModeContext], ...]:
    """Limited or open within the hours, else closed."""
    return (
        Row(source, event, "limited", note, open_in_trouble, LET_IN),
        Row(source, event, "open", note, within_the_hours, LET_IN),
        Row(source, event, "closed", note, None, KEEP_OUT),
    )


TABLE: Table[ModeContext] = Table(
    name="mode",
    initial="starting",
    states=STATES,
    events=EVENTS,
    final=("stopped",),
    rows=(
        *_by_circumstances("starting", "started", "The robot is up"),
        *_by_hours((*SERVING, "closed"), "hours", "By the site's hours"),
        *_by_hours((*SERVING, "closed"), "trouble", "A lost device never stops the numbers"),
        *_by_hours("paused", "resume", "Only staff end a pause"),
        Row((*SERVING, "closed"), "pause", "paused", "A running visit comes to its end", None, KEEP_OUT),
        Row(IN_HALL, "enter_request", "enter_pending", "The visit ends first", a_visit_is_running, KEEP_OUT),
        Row(IN_HALL, "enter_request", "maintenance", "Nobody is at the screen", None, KEEP_OUT),
        Row("enter_pending", "visit_ended", "maintenance", "Now the technician may begin"),
        Row("maintenance", "exit_request", "exit_pending", "Asked to leave", None, (do.AcknowledgeExit(),)),
        *_by_circumstances("enter_pending", "exit_request", "The technician changed their mind"),
        *_by_circumstances("exit_pending", "acknowledge", "Back in the hall"),
        Row(STOPPABLE, "stop", "stopping", "The visit ends first", a_visit_is_running, KEEP_OUT),
        Row(STOPPABLE, "stop", "stopped", "Nobody is at the screen", None, KEEP_OUT),
        Row("stopping", "visit_ended", "stopped", "Who has begun may finish"),
        Row(NOTED, "hours", STAY, "Looked at again at the end"),
        Row(NOTED, "trouble", STAY, "Looked at again at the end"),
    ),
)
