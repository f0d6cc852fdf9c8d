"""Rare states of talks, and of the checklists they lead to."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.states.history import OUTAGES, History
from kiosk.rehearsal.states.state import Recogniser, State, when

SILENCES = 3


def _chosen(history: History, fact: Fact) -> bool:
    """The robot had asked back, and now it speaks of one of them."""
    before = history.talk.talk
    same = before.visit == fact["visit"] and bool(before.near) and not fact["near"]
    return same and bool(fact["subject"]) and fact["subject"] != before.subject


def _staff_after_misses(history: History, fact: Fact) -> bool:
    called = "staff_called" in str(fact["overlays"]).split(",")
    return called and "staff_called" not in history.visit.shown.overlays and _missed(history, fact)


def _missed(history: History, fact: Fact) -> bool:
    return history.talk.missed == fact["visit"]


def _number(is_it: Recogniser) -> Recogniser:
    """A number comes up on the screen, and so."""

    def number(history: History, fact: Fact) -> bool:
        fresh = fact["name"] == "ticket" and history.visit.shown.name == "issuing"
        return fresh and history.talk.talk.visit == fact["visit"] and is_it(history, fact)

    return number


def _amid_advice(history: History, fact: Fact) -> bool:
    advised = history.talk.talk.subject and not history.visit.shown.is_quiet
    return fact["act"] == "language" and fact["how"] == "ok" and bool(advised)


def _silent(history: History, fact: Fact) -> bool:
    return int(fact["silences"] or 0) == SILENCES and history.talk.talk.silences < SILENCES


def _leaflet(state: str, is_it: Recogniser = lambda *_: True) -> Recogniser:
    return lambda history, fact: fact["state"] == state and is_it(history, fact)


def _amid(*whats: str) -> Recogniser:
    """The printer says this amid a leaflet."""
    return lambda history, fact: fact["what"] in whats and history.talk.is_printing


def _crashed(history: History, fact: Fact) -> bool:
    return fact["how"] in OUTAGES and history.talk.is_printing


def _not_printed(_: History, fact: Fact) -> bool:
    return "checklist_failed" in str(fact["says"]).split(",")


def _behind_tickets(history: History, _: Fact) -> bool:
    return bool(history.paper.planned or history.paper.phase)


STATES: tuple[State, ...] = (
    when("talk", "asked_back_and_chosen", "Several procedures came near, one was chosen", _chosen),
    when(
        "screen",
        "staff_after_three_misses",
        "Not understood three times, then staff by the button",
        _staff_after_misses,
    ),
    when(
        "screen",
        "number_after_misses",
        "Not understood three times, and a number all the same",
        _number(_missed),
    ),
    when(
        "screen",
        "number_after_advice",
        "A number for the procedure that was asked about",
        _number(lambda history, _: bool(history.talk.talk.subject)),
    ),
    when("did", "language_changed_amid_advice", "Asked in one language, goes on in another", _amid_advice),
    when("talk", "question_put_three_times", "Nobody answers, the question is put again to the end", _silent),
    when(
        "leaflet",
        "leaflet_behind_tickets",
        "A checklist is wanted while tickets wait or are printed",
        _leaflet("planned", _behind_tickets),
    ),
    when(
        "issued",
        "number_issued_amid_leaflet",
        "A number is given while a checklist is printed",
        lambda history, _: history.talk.is_printing,
    ),
    when(
        "leaflet",
        "leaflet_wanted_without_paper",
        "A checklist is wanted, and there is no paper",
        _leaflet("planned", lambda history, _: "paper" in history.scene.wrong),
    ),
    when(
        "leaflet",
        "visit_over_while_leaflet_waits",
        "Gone while the checklist waits for the printer: it is not printed",
        _leaflet("not_needed"),
    ),
    when("talk", "told_that_leaflet_failed", "“I could not print it”: the code is there", _not_printed),
    when(
        "printer",
        "paper_out_amid_leaflet",
        "The paper ends or is taken out amid a checklist",
        _amid("paper_end", "roll_removed"),
    ),
    when(
        "printer",
        "cover_opened_amid_leaflet",
        "Somebody opens the cover amid a checklist",
        _amid("cover_opened"),
    ),
    when(
        "printer", "cable_pulled_amid_leaflet", "The cable comes out amid a checklist", _amid("cable_pulled")
    ),
    when("leaflet", "leaflet_in_doubt", "Nobody knows what became of a checklist", _leaflet("uncertain")),
    when("life_ended", "crash_amid_leaflet", "The process ends while a checklist is printed", _crashed),
    when(
        "effect",
        "ticket_after_crash_amid_leaflet",
        "The first ticket after that",
        lambda history, fact: fact["state"] == "done" and history.talk.crashed,
    ),
)
