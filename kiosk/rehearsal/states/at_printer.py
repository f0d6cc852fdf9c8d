"""Rare states at the printer and its cable."""

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.states.history import History
from kiosk.rehearsal.states.state import Recogniser, State, when

NOT_ENDED = ("intent", "printing", "printed", "cutting")


def _happens(what: str, *phases: str) -> Recogniser:
    """The printer says `what` while the job in hand is in one of `phases`."""
    return lambda history, fact: fact["what"] == what and history.paper.phase in phases


def _wire(fault: str) -> State:
    """A fault of the wire begins amid a ticket, or a ticket begins amid the fault."""
    what = f"wire_{fault}"

    def is_it(history: History, fact: Fact) -> bool:
        if fact.kind == "print_began":
            return what in history.scene.wrong and int(fact["job"] or 0) not in history.talk.jobs
        return fact["what"] == what and history.paper.phase in NOT_ENDED

    told = f"A ticket is printed over a wire with the simulator's fault `{fault}`"
    return State(f"printed_with_wire_{fault}", told, ("printer", "print_began"), is_it)


def _out_of_paper(history: History, fact: Fact) -> bool:
    return fact["what"] in ("paper_end", "roll_removed") and history.paper.phase == "printing"


def _restarted(history: History, fact: Fact) -> bool:
    return fact["act"] == "power_cycle" and history.paper.phase in NOT_ENDED


def _lost_after_cut(history: History, fact: Fact) -> bool:
    return fact["state"] == "uncertain" and history.paper.whole.get(int(fact["job"] or 0)) is True


def _back_in_pieces(history: History, fact: Fact) -> bool:
    told = history.paper.told.get(str(fact["fault"]), 0)
    return fact["device"] == "printer" and fact["change"] == "cleared" and told >= 2


def _printed_near_end(history: History, fact: Fact) -> bool:
    return fact["state"] == "done" and history.paper.low


def _waited(history: History, fact: Fact) -> bool:
    """Its printer was out of order when the number was given."""
    return str(fact["ticket"]) in history.paper.planned and not history.paper.usable


def _two_faults(history: History, fact: Fact) -> bool:
    return bool(history.wrong.faults)


def _unclogged(history: History, fact: Fact) -> bool:
    """The one that ends did not begin first."""
    clogs = history.wrong.clogs
    ending = f"wire_{fact['detail']}" if fact.kind == "printer" else "disk"
    over = fact["what"] == "fault_over" if fact.kind == "printer" else fact["state"] == "well"
    return over and ending in clogs[1:]


def _everything_lost(history: History, fact: Fact) -> bool:
    bad_disk = history.scene.disk in ("full", "broken")
    if fact.kind == "disk":
        return fact["state"] in ("full", "broken") and history.scene.printer_is_gone
    return fact["what"] in ("cable_pulled", "powered_off") and bad_disk


def _papers_queue(history: History, fact: Fact) -> bool:
    return len(history.paper.planned) >= 3


STATES: tuple[State, ...] = (
    when("printer", "paper_out_mid_ticket", "The paper ends or is taken out amid a ticket", _out_of_paper),
    when(
        "printer",
        "cover_opened_mid_ticket",
        "Somebody opens the cover amid a ticket",
        _happens("cover_opened", *NOT_ENDED),
    ),
    when(
        "printer",
        "cutter_jammed_at_ticket",
        "The blade jams at the cut of a ticket",
        _happens("cutter_jammed", "cutting"),
    ),
    when(
        "printer",
        "head_hot_mid_ticket",
        "The head is too hot amid a ticket",
        _happens("head_hot", *NOT_ENDED),
    ),
    when(
        "printer",
        "printer_off_mid_ticket",
        "The printer loses power amid a ticket",
        _happens("powered_off", *NOT_ENDED),
    ),
    when("hands", "printer_restarted_mid_ticket", "Switched off and on amid a ticket", _restarted),
    when(
        "printer",
        "cable_pulled_between_intent_and_first_byte",
        "The intent is durable, nothing moves yet, the cable comes out",
        _happens("cable_pulled", "intent"),
    ),
    when(
        "printer",
        "cable_pulled_mid_ticket",
        "The cable comes out while the picture is printed",
        _happens("cable_pulled", "printing"),
    ),
    when(
        "printer",
        "cable_pulled_between_picture_and_cut",
        "The picture is proved, the cut is not, the cable comes out",
        _happens("cable_pulled", "printed", "cutting"),
    ),
    when(
        "hands",
        "cable_in_another_port",
        "The cable is put into another port",
        lambda _, fact: fact["act"] == "reconnect_elsewhere",
    ),
    when("hands", "feed_pressed", "Somebody presses the feed button", lambda _, f: f["act"] == "press_feed"),
    *map(_wire, ("silent", "garble", "noise", "slow", "delay", "intermittent")),
    *map(_wire, ("half_frame", "duplicate_frame", "back_pressure", "wrong_baud")),
    when(
        "printer",
        "speeds_differ",
        "Robot and printer speak at different speeds",
        lambda _, fact: fact["what"] == "baud_mismatch",
    ),
    when(
        "effect",
        "proof_lost_after_cut",
        "The ticket came out whole and cut, and the proof did not arrive",
        _lost_after_cut,
    ),
    when(
        "trouble",
        "outage_in_pieces_told_once",
        "A fault came and went several times, staff were told once",
        _back_in_pieces,
    ),
    when(
        "effect", "near_end_of_roll_printed", "A ticket is printed on the end of the roll", _printed_near_end
    ),
    when(
        "called", "called_while_printer_is_out", "Called, and the paper still waits for the printer", _waited
    ),
    when("fault_began", "two_faults_at_once", "A fault begins while another is there", _two_faults),
    State(
        "clogged_together_released_in_another_order",
        "Wire faults and a bad disk end in another order than they began",
        ("printer", "disk"),
        _unclogged,
    ),
    State("all_devices_lost", "Neither printer nor disk", ("disk", "printer"), _everything_lost),
    when(
        "life_up",
        "start_without_printer",
        "The robot starts, and nothing is heard of the printer",
        lambda history, _: history.scene.printer_is_gone,
    ),
    when("print_began", "papers_queue_up", "Three more papers wait when one begins", _papers_queue),
)
