"""Rare states around the ends and beginnings of the robot's process."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.states.desk_history import CALLED
from kiosk.rehearsal.states.history import OUTAGES, History
from kiosk.rehearsal.states.state import Recogniser, State, when

MINUTE_S = 60.0
DOUBT_S = 1.0


def _crash(is_it: Recogniser) -> Recogniser:
    """The process ends without being asked to, and so."""
    return lambda history, fact: fact["how"] in OUTAGES and is_it(history, fact)


def _amid(*phases: str) -> Recogniser:
    return _crash(lambda history, _: history.paper.phase in phases)


def _committed(history: History, _: Fact) -> bool:
    return history.desk.untold is not None


def _issuing(history: History, fact: Fact) -> bool:
    return history.visit.shown.name == "issuing" and not _committed(history, fact)


def _before_cut(history: History, _: Fact) -> bool:
    phase = history.paper.phase
    return phase == "printed" or (phase == "cutting" and history.paper.job not in history.paper.whole)


def _after_cut(history: History, _: Fact) -> bool:
    phase = history.paper.phase
    return phase == "cut" or (phase == "cutting" and history.paper.whole.get(history.paper.job) is True)


def _at_doubt(history: History, fact: Fact) -> bool:
    recent = fact.at_s - DOUBT_S
    effects = history.paper.effects.values()
    return any(effect.state == "uncertain" and effect.at_s >= recent for effect in effects)


def _second(history: History, fact: Fact) -> bool:
    return history.lives.has_ended_since(fact.at_s - MINUTE_S)


def _since_crash(history: History, fact: Fact) -> bool:
    return history.lives.has_ended_since(history.desk.ticket(fact).last_s)


def _kept_through_power_cut(history: History, fact: Fact) -> bool:
    power_s = history.lives.power_s
    return power_s is not None and history.desk.ticket(fact).issued_s < power_s


def _repeats(history: History, fact: Fact) -> bool:
    act, how, _ = history.desk.acts.get(str(fact["counter"]), ("", "", 0.0))
    return fact["how"] == "ok" and (act, how) == (fact["act"], "dark")


def _asked_again(history: History, fact: Fact) -> bool:
    return bool(fact["again"]) and history.visit.unanswered.get(str(fact["citizen"])) == "dark"


def _settled_later(history: History, fact: Fact) -> bool:
    effect = history.paper.of(fact)
    doubted = effect is not None and effect.state == "uncertain" and effect.life < history.lives.number
    return doubted and fact["state"] in ("moved", "not_moved")


def _printed_later(history: History, fact: Fact) -> bool:
    return fact["state"] == "sent" and history.paper.planned.get(
        str(fact["ticket"]), history.lives.number
    ) < (history.lives.number)


def _in_sight(name: str) -> Recogniser:
    return _crash(lambda history, _: history.visit.shown.name == name)


STATES: tuple[State, ...] = (
    when(
        "life_ended",
        "crash_after_commit_before_answer",
        "The number is durable, nobody has been told, the process ends",
        _crash(_committed),
    ),
    when("life_ended", "crash_while_issuing", "The process ends before the number is kept", _crash(_issuing)),
    when(
        "life_ended",
        "crash_between_intent_and_first_byte",
        "The intent to print is durable, nothing moves yet",
        _amid("intent"),
    ),
    when(
        "life_ended", "crash_mid_ticket", "The process ends while the picture is printed", _amid("printing")
    ),
    when(
        "life_ended",
        "crash_between_picture_and_cut",
        "The picture is proved, the cut is not made",
        _crash(_before_cut),
    ),
    when(
        "life_ended",
        "crash_between_cut_and_done",
        "The ticket is cut off, the journal does not know it yet",
        _crash(_after_cut),
    ),
    when(
        "life_ended",
        "crash_during_recovery",
        "The process ends again while it starts",
        _crash(lambda history, _: history.lives.starting and history.lives.after != "off"),
    ),
    when(
        "life_ended", "crash_at_doubt", "The process ends right after a doubt was written", _crash(_at_doubt)
    ),
    when("life_ended", "two_crashes_within_a_minute", "And again within a minute", _crash(_second)),
    when(
        "life_ended",
        "crash_while_printer_is_out",
        "The process ends while the printer is out of order",
        _crash(lambda history, _: not history.scene.printer_is_well and not history.lives.starting),
    ),
    when(
        "life_ended",
        "crash_while_somebody_is_called",
        "The process ends while somebody is at a counter",
        _crash(lambda history, _: history.desk.anybody(CALLED)),
    ),
    when("life_ended", "crash_while_somebody_chooses", "Amid the choice of a service", _in_sight("services")),
    when("life_ended", "crash_with_number_on_screen", "While a number is shown", _in_sight("ticket")),
    when(
        "life_ended",
        "power_cut_mid_ticket",
        "The power of robot and printer fails amid a ticket",
        lambda history, fact: fact["how"] == "power" and bool(history.paper.phase),
    ),
    when(
        "called", "power_cut_loses_nothing", "Called: a number of before a power cut", _kept_through_power_cut
    ),
    when("start_failed", "start_failed", "The robot cannot start, the disk does not let it", lambda *_: True),
    when("staff", "counter_repeats_request_after_crash", "Staff tap again what was not answered", _repeats),
    when(
        "answered",
        "number_asked_again_after_crash",
        "A request that a crash left unanswered is repeated and gets the number it has",
        _asked_again,
    ),
    when("recalled", "recall_after_crash", "Called again: somebody called before a crash", _since_crash),
    when("undone", "undo_after_crash", "A step of before a crash is taken back", _since_crash),
    when("finished", "served_across_a_crash", "Served: somebody called before a crash", _since_crash),
    when("effect", "doubt_settled_after_restart", "A doubt of an earlier life is closed", _settled_later),
    when("effect", "printed_in_the_next_life", "Paper of a number of an earlier life", _printed_later),
)
