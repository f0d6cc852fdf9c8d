"""Rare states of visits at the screen."""

from dialogs.flows.vocabulary import SCREENS
from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.states.history import History
from kiosk.rehearsal.states.state import Recogniser, State, when

STAY_S = 25.0
AGAIN = "_again"


def _left(why: str) -> Recogniser:
    return lambda _, fact: fact["why"] == why


def _did(act: str, how: str, is_it: Recogniser) -> Recogniser:
    return lambda history, fact: fact["act"] == act and fact["how"] == how and is_it(history, fact)


def _visiting(history: History, _: Fact) -> bool:
    return not history.visit.shown.is_quiet


def _double_tap(history: History, fact: Fact) -> bool:
    last = history.visit.touches.get(str(fact["citizen"]))
    same = last is not None and last.at_s == fact.at_s and last.act == fact["act"] == "choose"
    return same and last is not None and last.how == fact["how"] == "ok"


def _late_tap(_: History, fact: Fact) -> bool:
    return str(fact["act"]).endswith(AGAIN) and fact["how"] == "not_allowed"


def _earlier_visit(history: History, fact: Fact) -> bool:
    return _late_tap(history, fact) and fact["visit"] != history.visit.shown.visit


def _stayed(history: History, fact: Fact) -> bool:
    warned_s = history.visit.warned_s
    return warned_s is not None and fact.at_s - warned_s < STAY_S


def _cleared(*names: str) -> Recogniser:
    """The countdown ran out."""

    def is_it(history: History, fact: Fact) -> bool:
        shown = history.visit.shown
        over = fact["visit"] != shown.visit and fact["name"] in ("attract", "closed")
        return over and shown.name in names and "warning" in shown.overlays

    return is_it


def _mode(mode: str) -> Recogniser:
    return lambda history, fact: fact["mode"] == mode and not history.visit.shown.is_quiet


def _english(history: History, fact: Fact) -> bool:
    return fact["state"] == "done" and str(fact["ticket"]) in history.visit.english


def _somebody_else(history: History, fact: Fact) -> bool:
    visit = history.visit
    touched = fact["how"] == "ok" and not visit.shown.is_quiet
    return touched and visit.toucher not in ("", str(fact["citizen"]))


def _number_after_trouble(history: History, fact: Fact) -> bool:
    visit = history.visit
    fresh = fact["name"] == "ticket" and visit.shown.name == "issuing"
    return fresh and visit.in_trouble == fact["visit"]


def _kept_though_told_failed(history: History, fact: Fact) -> bool:
    """The number was kept after the visit had given up: nobody told of it."""
    unknown = fact["ticket"] is not None and str(fact["ticket"]) not in history.desk.tickets
    return unknown and fact["name"] == "ticket" and _number_after_trouble(history, fact)


def _back_from_number(history: History, fact: Fact) -> bool:
    same = fact["visit"] == history.visit.shown.visit
    return same and fact["name"] == "services" and history.visit.shown.name == "ticket"


STATES: tuple[State, ...] = (
    when("did", "double_tap_on_last_step", "Two quick taps, one number", _double_tap),
    when("did", "late_tap_of_an_old_screen", "A tap that means nothing any more is refused", _late_tap),
    when("did", "tap_of_an_earlier_visit", "A tap for a visit that is over is refused", _earlier_visit),
    when("left", "walked_away_while_issuing", "Gone before the number came", _left("walked_away_issuing")),
    when(
        "left", "walked_away_from_number", "Gone with the number on the screen", _left("walked_away_ticket")
    ),
    when("left", "walked_away_amid_choice", "Gone amid the choice", _left("walked_away_services")),
    when("left", "gave_up_waiting_for_screen", "Gone without a number: no patience", _left("no_patience")),
    when("did", "warned_and_stayed", "“I am still here” within the countdown", _did("stay", "ok", _stayed)),
    when(
        "did", "stayed_too_late", "“I am still here”, too late", _did("stay", "not_allowed", lambda *_: True)
    ),
    when(
        "screen",
        "warned_and_cleared_with_ticket_on_screen",
        "The countdown ran out with a number on the screen",
        _cleared("ticket"),
    ),
    when(
        "screen",
        "warned_and_cleared_amid_choice",
        "The countdown ran out amid the choice",
        _cleared(*SCREENS),
    ),
    when("mode", "closing_during_a_visit", "The office closes, who has begun may finish", _mode("closed")),
    when("mode", "paused_during_a_visit", "Staff pause the robot during a visit", _mode("paused")),
    when("mode", "technician_waits_for_a_visit", "A technician waits for the end", _mode("enter_pending")),
    when(
        "did",
        "language_changed_mid_visit",
        "Another language amid a visit",
        _did("language", "ok", _visiting),
    ),
    when(
        "did", "text_size_changed_mid_visit", "Larger text amid a visit", _did("text_size", "ok", _visiting)
    ),
    when("effect", "visit_in_english_printed", "The paper of a visit in English", _english),
    when(
        "did",
        "staff_called_in_trouble",
        "Help is wanted where there is no number",
        _did("call_staff", "ok", lambda history, _: history.visit.shown.trouble != ""),
    ),
    when(
        "staff",
        "staff_came_when_called",
        "Help has come",
        lambda _, fact: fact["act"] == "staff_done" and fact["how"] == "ok",
    ),
    when("did", "somebody_else_touches", "Another person touches amid a visit", _somebody_else),
    when("did", "restarted_by_hand", "“Start again”", _did("restart", "ok", lambda *_: True)),
    when("screen", "another_number_wanted", "Back from a number to the services", _back_from_number),
    when(
        "screen",
        "number_after_trouble",
        "Trouble first, then a number in the same visit",
        _number_after_trouble,
    ),
    when(
        "screen",
        "number_kept_though_given_up",
        "The first try was kept after the visit gave up; asked again, the same number comes",
        _kept_though_told_failed,
    ),
    when(
        "did",
        "program_asks_while_screen_is_busy",
        "A program takes a number while somebody stands at the screen",
        _did("asks", "ok", _visiting),
    ),
    when(
        "did",
        "program_asks_again",
        "A program repeats an answered request and gets the same number",
        _did("asks_again", "same", lambda *_: True),
    ),
)
