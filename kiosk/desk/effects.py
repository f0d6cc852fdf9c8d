"""The states of a physical effect and what may follow what; the table is checked at import."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kiosk.desk.model import NotAllowed


class EffectKind(StrEnum):
    """What moves: paper at least once, a treat at most once."""

    PAPER = "paper"
    TREAT = "treat"


class EffectState(StrEnum):
    """How far it came, as far as anybody knows."""

    PLANNED = "planned"
    SENT = "sent"
    DONE = "done"
    PRESENTED = "presented"
    TAKEN = "taken"
    RETRACTED = "retracted"
    LEFT = "left"
    UNCERTAIN = "uncertain"
    MOVED = "moved"
    NOT_MOVED = "not_moved"
    NOT_NEEDED = "not_needed"


S = EffectState
START = S.PLANNED
TABLE: dict[EffectState, frozenset[EffectState]] = {
    S.PLANNED: frozenset({S.SENT, S.NOT_NEEDED}),
    S.SENT: frozenset({S.DONE, S.UNCERTAIN, S.PLANNED}),  # planned again: the device refused the first byte
    S.DONE: frozenset({S.PRESENTED}),
    S.PRESENTED: frozenset({S.TAKEN, S.RETRACTED, S.LEFT}),
    S.UNCERTAIN: frozenset({S.MOVED, S.NOT_MOVED}),
    S.TAKEN: frozenset(),
    S.RETRACTED: frozenset(),
    S.LEFT: frozenset(),
    S.MOVED: frozenset(),
    S.NOT_MOVED: frozenset(),
    S.NOT_NEEDED: frozenset(),
}
BY_A_PERSON = frozenset({S.MOVED, S.NOT_MOVED})  # software never closes a doubt
NOTHING_MOVED = frozenset({S.NOT_MOVED, S.NOT_NEEDED})


@dataclass(frozen=True, slots=True)
class Effect:
    """One attempt at one physical effect; a reprint is another one with `copy` + 1."""

    effect_id: int
    kind: EffectKind
    ticket_id: str
    owner: str  # the robot it belongs to
    copy: int
    job_number: int
    state: EffectState
    planned_at: datetime
    changed_at: datetime
    note: str = ""  # the proof, or why it is uncertain


def moved(
    effect: Effect, state: EffectState, now: datetime, note: str = "", *, by_person: bool = False
) -> Effect:
    """The effect in its next state; raises `NotAllowed` naming what is allowed."""
    if state not in TABLE[effect.state] or (state in BY_A_PERSON and not by_person):
        allowed = ", ".join(sorted(TABLE[effect.state])) or "nothing"
        raise NotAllowed(
            "effect_state", f"effect {effect.effect_id} is {effect.state}, not {state}: allowed is {allowed}"
        )
    return replace(effect, state=state, changed_at=now, note=note or effect.note)


def check(table: dict[EffectState, frozenset[EffectState]]) -> None:
    """Raise `ValueError` unless every state has a row and can be reached from the start."""
    reached: set[EffectState] = set()
    ahead = [START]
    while ahead:
        state = ahead.pop()
        if state not in reached:
            reached.add(state)
            ahead.extend(table.get(state, ()))
    if lost := set(EffectState) - (reached & set(table)):
        raise ValueError(f"effect states that cannot be reached or have no row: {sorted(lost)}")


check(TABLE)
