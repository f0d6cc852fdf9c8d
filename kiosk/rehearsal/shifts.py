"""Who sits at which counter when: breaks, late starts, a counter that stays shut for a while. Pure."""

from collections.abc import Iterator
from random import Random

from kiosk.config.schema import Config
from kiosk.rehearsal.arrivals import Slots
from kiosk.rehearsal.chance import Chance
from kiosk.rehearsal.plan import ShiftPlan

OVERTIME_S = 1800.0  # after a slot, for those who still wait
EARLY_S, LATE_S = 300.0, 600.0
STAYS_SHUT, SHUT_S = 0.08, (1200.0, 5400.0)
TAKES_BREAK, BREAK_S = 0.7, (480.0, 1200.0)
BREAK_AT = (0.35, 0.7)  # of the slot has passed
LEAST_SLOT_S = 5400.0  # in a shorter one nobody takes a break
PACES = (0.8, 1.3)
USUAL_CITIZENS = 300  # a day; where more come, staff are quicker


def shifts(chance: Chance, config: Config, slots: Slots, citizens: int) -> tuple[ShiftPlan, ...]:
    """The shifts of a day, by counter and time."""
    quick = max(1.0, citizens / USUAL_CITIZENS)
    return tuple(
        shift
        for counter in config.counters
        for number, (opens, closes) in enumerate(slots)
        for shift in _of_slot(chance.stream(counter.id, number), counter.id, opens, closes, quick)
    )


def _of_slot(chance: Random, counter: str, opens: float, closes: float, quick: float) -> Iterator[ShiftPlan]:
    """One counter in one slot; a break makes two shifts of it."""
    pace = round(chance.uniform(*PACES) * quick, 3)
    begins = opens + _late_s(chance, closes - opens)
    ends = closes + OVERTIME_S
    pause_at = opens + chance.uniform(*BREAK_AT) * (closes - opens)
    pause_s = chance.uniform(*BREAK_S)
    takes_break = chance.random() < TAKES_BREAK and closes - opens > LEAST_SLOT_S
    if takes_break and begins < pause_at:
        yield ShiftPlan(counter, round(begins, 3), round(pause_at, 3), pace)
        begins = pause_at + pause_s
    yield ShiftPlan(counter, round(begins, 3), round(ends, 3), pace)


def _late_s(chance: Random, slot_s: float) -> float:
    """How long after the opening somebody sits down."""
    if chance.random() < STAYS_SHUT:
        return min(chance.uniform(*SHUT_S), slot_s / 2)
    return chance.uniform(-EARLY_S, LATE_S)
