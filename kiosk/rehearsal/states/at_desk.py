"""Rare states of numbers and counters."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.states.desk_history import WAITING
from kiosk.rehearsal.states.history import History
from kiosk.rehearsal.states.state import Recogniser, State, when

LAST_MINUTES_S = 300.0
MANY = 10


def _undo_of(step: str) -> Recogniser:
    return lambda history, fact: history.desk.ticket(fact).last == step


def _gave_way(history: History, fact: Fact) -> bool:
    """A priority ticket waited, and one of the others was called."""
    ticket = history.desk.ticket(fact)
    return not ticket.priority and any(history.desk.waiting(ticket.service, priority=True))


def _overtook(history: History, fact: Fact) -> bool:
    ticket = history.desk.ticket(fact)
    others = history.desk.waiting(ticket.service, priority=False)
    return ticket.priority and any(other.issued_s < ticket.issued_s for other in others)


def _crowded(history: History, fact: Fact) -> bool:
    service = str(fact["service"])
    return sum(1 for _ in history.desk.waiting(service, priority=False)) >= MANY


def _after(step: str) -> Recogniser:
    return lambda history, fact: history.desk.ticket(fact).was(step)


def _twice(history: History, fact: Fact) -> bool:
    act, how, at_s = history.desk.acts.get(str(fact["counter"]), ("", "", -1.0))
    return (act, how, at_s) == (fact["act"], "ok", fact.at_s) and fact["how"] == "ok"


def _in_last_minutes(history: History, fact: Fact) -> bool:
    issued_s = history.desk.issued_s
    return fact["mode"] == "closed" and issued_s is not None and fact.at_s - issued_s < LAST_MINUTES_S


def _act(act: str, *hows: str) -> Recogniser:
    return lambda _, fact: fact["act"] == act and fact["how"] in hows


def _undo_refused(_: History, fact: Fact) -> bool:
    return str(fact["act"]).startswith("undo") and fact["how"] == "nothing_to_undo"


STATES: tuple[State, ...] = (
    when(
        "issued",
        "first_ticket_of_the_day",
        "The first number of a day",
        lambda history, _: history.desk.issued_s is None,
    ),
    when("mode", "last_minutes_ticket", "A number in the last minutes before closing", _in_last_minutes),
    when("issued", "crowded_service", "Ten people wait for the service before the new one", _crowded),
    when(
        "day_began",
        "waiting_over_night",
        "A ticket of yesterday was left waiting",
        lambda history, _: history.desk.anybody(WAITING),
    ),
    when("undone", "undo_of_a_call", "A call is taken back", _undo_of("called")),
    when("undone", "undo_of_a_finish", "“Served” is taken back", _undo_of("finished")),
    when("undone", "undo_of_a_no_show", "“Nobody came” is taken back", _undo_of("no_show")),
    when("undone", "transfer_then_undo", "A transfer is taken back", _undo_of("transferred")),
    when(
        "undone",
        "undo_of_two_tickets_together",
        "Calling next finished the one before: both are taken back",
        lambda history, fact: history.desk.undone_s == fact.at_s,
    ),
    when("staff", "undo_too_late", "Staff wanted to take a step back, and it was too late", _undo_refused),
    when("back", "back_to_waiting_after_no_show", "Missed the call, waits again", _undo_of("no_show")),
    when(
        "called",
        "called_twice_after_back",
        "Called again after having missed the first call",
        _after("back"),
    ),
    when("staff", "back_refused", "The missed number cannot wait again", _act("back", "not_missed")),
    when("called", "transferred_ticket_called", "Called at the second service", _after("transferred")),
    when(
        "called",
        "priority_limit_forced_a_normal_call",
        "After so many priority calls in a row one of the others is called",
        _gave_way,
    ),
    when("called", "priority_overtakes", "A priority ticket is called before an earlier one", _overtook),
    when(
        "staff",
        "nobody_waits_call",
        "Staff call next, and nobody waits",
        lambda _, fact: fact["act"] == "call_next" and fact["how"] == "ok" and fact["ticket"] is None,
    ),
    when("recalled", "recalled_again", "Called for the third time", _after("recalled")),
    when("staff", "double_tap_at_counter", "Staff tap the same step twice at once", _twice),
    when(
        "no_show",
        "no_show_after_back",
        "Missed the second call as well",
        _after("back"),
    ),
    when(
        "finished",
        "served_after_undo",
        "Served although something went wrong at the counter",
        _after("undone"),
    ),
)
