"""The kinds of people who come: how many of them, how they get a number, and what they do with it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from kiosk.rehearsal.people import ways
from kiosk.rehearsal.people.at_screen import take_number
from kiosk.rehearsal.people.by_program import ask_at_checklist, ask_for_number
from kiosk.rehearsal.people.manners import CONTRAST, ENGLISH, LARGE, LARGER, ORDINARY, Manner, Setting
from kiosk.rehearsal.people.meddling import meddle
from kiosk.rehearsal.people.person import Number, Person
from kiosk.rehearsal.people.stays import (
    follow_on_phone,
    leave_at_once,
    leave_before_call,
    lose_paper,
    miss_and_return,
)
from kiosk.rehearsal.people.waiting import wait_for_call

Door = Callable[[Person, Manner], Awaitable[Number]]  # raises `Leaves`
Stay = Callable[[Person, Number], Awaitable[str]]  # why they left


@dataclass(frozen=True, slots=True)
class Kind:
    """`share` is in parts of all; who `comes_again` wants a second number the same day."""

    share: float
    manner: Manner = ORDINARY
    door: Door = take_number
    stay: Stay = wait_for_call
    comes_again: bool = False
    has_reason: bool = False  # always a priority reason; the others seldom


SLOW_S = (4.0, 20.0)
TALKS_S = (180.0, 600.0)  # the patience of people who talk


def _talks(way: ways.Way, *settings: Setting) -> Manner:
    return Manner(talks=way, settings=settings, patience_s=TALKS_S)


KINDS: dict[str, Kind] = {
    "ordinary": Kind(40),
    "slow": Kind(6, Manner(thinks_s=SLOW_S, hesitates=True)),
    "very_slow": Kind(1, Manner(thinks_s=(30.0, 70.0), patience_s=(300.0, 900.0))),
    "leaves_at_attract": Kind(1, Manner(leaves_at="attract")),
    "leaves_at_services": Kind(1.5, Manner(leaves_at="services")),
    "leaves_at_priority": Kind(1.5, Manner(leaves_at="priority")),
    "leaves_at_issuing": Kind(1, Manner(leaves_at="issuing")),
    "leaves_at_ticket": Kind(1.5, stay=leave_at_once),
    "taps_twice": Kind(5, Manner(taps=2)),
    "taps_again_late": Kind(3, Manner(taps_again_late=True)),
    "taps_wildly": Kind(1, Manner(thinks_s=(0.1, 0.6), taps=4, taps_again_late=True)),
    "changes_mind": Kind(4, Manner(changes_mind=True)),
    "priority": Kind(5, has_reason=True),
    "english": Kind(3, Manner(settings=(ENGLISH,))),
    "larger_text": Kind(2, Manner(settings=(LARGE, LARGER))),
    "high_contrast": Kind(1.5, Manner(settings=(CONTRAST, LARGER))),
    "calls_staff": Kind(1.5, Manner(calls_staff=True)),
    "leaves_before_call": Kind(3, stay=leave_before_call),
    "misses_call": Kind(4, stay=miss_and_return),
    "comes_again": Kind(2, comes_again=True),
    "asks_by_program": Kind(4.5, door=ask_for_number),
    "asks_at_checklist": Kind(0.5, door=ask_at_checklist),
    "follows_on_phone": Kind(4, stay=follow_on_phone),
    "loses_paper": Kind(2, stay=lose_paper),
    "asks": Kind(3, _talks(ways.asks)),
    "asks_in_english": Kind(0.7, _talks(ways.asks, ENGLISH)),
    "asks_vaguely": Kind(1.5, _talks(ways.asks_vaguely)),
    "looks_up": Kind(2, _talks(ways.looks_up)),
    "has_no_time": Kind(0.7, _talks(ways.has_no_time)),
    "walks_off": Kind(0.5, _talks(ways.walks_off)),
    "mumbles": Kind(1, _talks(ways.mumbles)),
    "goes_to_and_fro": Kind(1, _talks(ways.goes_to_and_fro)),
    "changes_language": Kind(1, _talks(ways.changes_language)),
    "meddles": Kind(2, Manner(thinks_s=(0.2, 2.0)), door=meddle),
}
