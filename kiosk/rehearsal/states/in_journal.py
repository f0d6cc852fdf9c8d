"""Rare states of papers and the journal."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.states.desk_history import CALLED
from kiosk.rehearsal.states.history import History
from kiosk.rehearsal.states.state import Recogniser, State, when

LAST_COPY = 3  # the ticket and two reprints
ENDED = ("finished", "no_show")


def _comes(state: str, is_it: Recogniser) -> Recogniser:
    """An effect comes into `state`, and so."""
    return lambda history, fact: fact["state"] == state and is_it(history, fact)


def _copy(fact: Fact) -> int:
    return int(fact["copy"] or 0)


def _spared(history: History, fact: Fact) -> bool:
    """Another attempt for the ticket was found a moment ago."""
    attempts = history.paper.of_ticket(str(fact["ticket"]))
    return any(effect.state == "moved" and effect.at_s == fact.at_s for effect in attempts)


def _not_found(history: History, fact: Fact) -> bool:
    return any(effect.state == "not_moved" for effect in history.paper.of_ticket(str(fact["ticket"])))


def _refused(history: History, fact: Fact) -> bool:
    effect = history.paper.of(fact)
    return effect is not None and effect.state == "sent"


def _both_out(history: History, fact: Fact) -> bool:
    jobs = {effect.job: effect for effect in history.paper.effects.values()}
    for word in str(fact["jobs"] or "").split(","):
        effect = jobs.get(int(word)) if word else None
        if effect is not None and effect.copy > 1:
            attempts = history.paper.of_ticket(effect.ticket)
            return any(other.copy < effect.copy and history.paper.whole.get(other.job) for other in attempts)
    return False


def _wish(*hows: str) -> Recogniser:
    return lambda _, fact: fact["act"] == "reprint" and fact["how"] in hows


STATES: tuple[State, ...] = (
    when(
        "effect",
        "reprint_of_a_transferred_ticket",
        "A marked paper for a number that was sent on to another service",
        _comes("sent", lambda h, fact: _copy(fact) > 1 and h.desk.ticket(fact).was("transferred")),
    ),
    when(
        "effect",
        "reprint_of_a_called_ticket",
        "A marked paper for somebody who is at the counter",
        _comes("sent", lambda h, fact: _copy(fact) > 1 and h.desk.ticket(fact).state == CALLED),
    ),
    when(
        "effect",
        "reprint_spared_because_found",
        "The paper in doubt is found while its reprint is planned",
        _comes("not_needed", _spared),
    ),
    when(
        "effect",
        "second_reprint",
        "The first reprint is in doubt as well",
        _comes("sent", lambda _, fact: _copy(fact) == LAST_COPY),
    ),
    when(
        "effect",
        "reprints_exhausted",
        "The last reprint that the robot makes by itself is in doubt",
        _comes("uncertain", lambda _, fact: _copy(fact) >= LAST_COPY),
    ),
    when(
        "effect",
        "paper_not_needed_because_served",
        "The person was served before the paper came",
        _comes("not_needed", lambda history, fact: history.desk.ticket(fact).state in ENDED),
    ),
    when(
        "effect",
        "paper_done_after_call",
        "The paper comes when the person is called already",
        _comes("done", lambda history, fact: history.desk.ticket(fact).state == CALLED),
    ),
    when(
        "effect",
        "reprint_done",
        "A marked paper comes out, with proof",
        _comes("done", lambda _, fact: _copy(fact) > 1),
    ),
    when(
        "effect",
        "two_doubts_open",
        "A second paper of unknown fate",
        _comes("uncertain", lambda history, _: history.paper.open_doubts() > 0),
    ),
    when(
        "effect",
        "refused_after_intent",
        "The printer refuses before the first byte, the intent is taken back",
        _comes("planned", _refused),
    ),
    when(
        "effect",
        "not_found_and_printed_again",
        "Staff looked for the paper, did not find it, and print it again",
        _comes("planned", _not_found),
    ),
    when("paper", "ticket_and_reprint_both_out", "Both papers of one number came out", _both_out),
    when("staff", "reprint_wish_by_staff", "Staff print a ticket once more", _wish("ok")),
    when(
        "staff",
        "reprint_wish_refused",
        "The number needs no paper any more, or it is being printed",
        _wish("paper_not_needed", "paper_printing"),
    ),
    when(
        "day_began",
        "doubt_left_over_night",
        "A paper of unknown fate is still open the next morning",
        lambda history, _: history.paper.open_doubts() > 0,
    ),
)
