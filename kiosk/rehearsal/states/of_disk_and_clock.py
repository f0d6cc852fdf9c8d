"""Rare states of the disk and the robot's clock."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.states.desk_history import WAITING
from kiosk.rehearsal.states.history import History
from kiosk.rehearsal.states.state import Recogniser, State, when

BAD = ("full", "broken")
REFUSED = ("disk_full", "disk_error")
LIMIT_S = 4.9  # so long the screen waits for a number
SOON_S = 3.0


def _no_number(state: str) -> Recogniser:
    """The screen says that there is no number, because of the disk."""

    def is_it(history: History, fact: Fact) -> bool:
        failed = fact["name"] == "trouble" and history.visit.shown.name == "issuing"
        return failed and history.scene.disk == state

    return is_it


def _too_slow(history: History, fact: Fact) -> bool:
    return _no_number("slow")(history, fact) and fact.at_s - history.visit.since_s >= LIMIT_S


def _amid_paper(history: History, fact: Fact) -> bool:
    return fact["state"] in BAD and bool(history.paper.phase)


def _back(history: History, fact: Fact) -> bool:
    return fact["state"] == "well" and history.scene.disk in BAD and bool(history.paper.planned)


def _written_later(history: History, fact: Fact) -> bool:
    """The disk was bad when the cut was proved, and is well again."""
    proof_s = history.paper.proof_s
    return fact["state"] == "done" and proof_s is not None and proof_s < history.scene.disk_since_s


def _refused(history: History, fact: Fact) -> bool:
    return fact["act"] == "call_next" and fact["how"] in REFUSED


def _repeated(history: History, fact: Fact) -> bool:
    act, how, _ = history.desk.acts.get(str(fact["counter"]), ("", "", 0.0))
    return act == fact["act"] and how in REFUSED and fact["how"] == "ok"


def _asked_again(history: History, fact: Fact) -> bool:
    return history.visit.unanswered.get(str(fact["citizen"])) in REFUSED


def _jump(history: History, fact: Fact) -> float:
    return float(fact["seconds"] or 0) - history.wrong.clock_s


def _jumped_back(history: History, fact: Fact) -> bool:
    return _jump(history, fact) < 0 and history.desk.anybody(WAITING)


def _jumped_on(history: History, fact: Fact) -> bool:
    return _jump(history, fact) > 0 and not history.visit.shown.is_quiet


def _mode_by_jump(history: History, fact: Fact) -> bool:
    jumped_s, before = history.wrong.jumped_s, history.wrong.mode
    soon = jumped_s is not None and fact.at_s - jumped_s < SOON_S
    return soon and "closed" in (fact["mode"], before) and bool(before)


STATES: tuple[State, ...] = (
    when("screen", "disk_full_while_issuing", "No number: the disk is full", _no_number("full")),
    when("screen", "disk_broken_while_issuing", "No number: the disk does not answer", _no_number("broken")),
    when("screen", "slow_disk_past_issue_limit", "No number in time: the disk is slow", _too_slow),
    when("disk", "disk_bad_between_intent_and_done", "The disk fails while a ticket is printed", _amid_paper),
    when("disk", "disk_back_while_paper_waits", "The disk is well again, papers wait", _back),
    when(
        "effect",
        "proof_written_when_disk_was_back",
        "Proved while the disk was bad, written later",
        _written_later,
    ),
    when("staff", "disk_bad_at_a_call", "Staff call next, the disk does not keep it", _refused),
    when("staff", "counter_repeats_request_after_disk_failure", "And again until it is kept", _repeated),
    when(
        "answered",
        "number_asked_again_after_disk_failure",
        "The request that the disk refused is repeated and gets a number",
        _asked_again,
    ),
    when(
        "trouble",
        "staff_told_of_disk",
        "Staff are told that numbers cannot be kept",
        lambda _, fact: fact["device"] == "desk" and fact["change"] == "raised",
    ),
    when(
        "clock_jumped", "clock_jumped_back_while_waiting", "The clock is set back, people wait", _jumped_back
    ),
    when("clock_jumped", "clock_jumped_forward_mid_visit", "The clock is set on during a visit", _jumped_on),
    when("mode", "opened_or_closed_by_a_wrong_clock", "The mode follows a clock that was set", _mode_by_jump),
)
