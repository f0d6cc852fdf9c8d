"""What is tried when a trip does not get on, one thing after another, before somebody is called. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from drivers.motion import Notice

PROGRESS_M = 0.15
LONGER_WAY_M = 1.0  # a new plan that is longer by this begins anew
MOVES_S = 9.0  # so long it may move freely without getting on: it turns to a way that begins beside it


class Deed(StrEnum):
    """What is tried."""

    GO_ON = "go_on"
    ASK = "ask"
    LOOK_AGAIN = "look_again"  # forget what was seen, and plan around what is there now
    BACK_UP = "back_up"
    TURN = "turn"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class Rung:
    """`deed` is due this long after the trip last got on."""

    after_s: float
    deed: Deed
    notice: Notice | None = None


BY_PERSON = (
    Rung(3.0, Deed.ASK, Notice.ASKS_FOR_WAY),
    Rung(9.0, Deed.LOOK_AGAIN),
    Rung(14.0, Deed.BACK_UP, Notice.BACKS_UP),
    Rung(19.0, Deed.TURN),
    Rung(26.0, Deed.ASK, Notice.ASKS_FOR_WAY),
    Rung(34.0, Deed.BACK_UP, Notice.BACKS_UP),
    Rung(39.0, Deed.TURN),
    Rung(48.0, Deed.ASK, Notice.ASKS_FOR_WAY),
    Rung(60.0, Deed.GIVE_UP, Notice.CALLS_STAFF),
)
BY_OBSTACLE = (
    Rung(2.5, Deed.LOOK_AGAIN),
    Rung(4.0, Deed.BACK_UP, Notice.BACKS_UP),
    Rung(8.0, Deed.TURN),
    Rung(13.0, Deed.ASK, Notice.ASKS_FOR_WAY),
    Rung(16.0, Deed.LOOK_AGAIN),
    Rung(18.0, Deed.BACK_UP, Notice.BACKS_UP),
    Rung(22.0, Deed.TURN),
    Rung(30.0, Deed.LOOK_AGAIN),
    Rung(32.0, Deed.BACK_UP, Notice.BACKS_UP),
    Rung(36.0, Deed.TURN),
    Rung(44.0, Deed.ASK, Notice.ASKS_FOR_WAY),
    Rung(60.0, Deed.GIVE_UP, Notice.CALLS_STAFF),
)
COUNTED = frozenset({Deed.BACK_UP, Deed.TURN})  # looking again counts where it leads another way


class Recovery:
    """One trip's; `begun` counts what was tried."""

    def __init__(self, now: float) -> None:
        self.begun = 0
        self._best_m = float("inf")
        self._since_s = now
        self._done_s = self._moved_s = 0.0

    def planned(self, remaining_m: float, now: float) -> None:
        """There is a new way this long; one that is much longer is progress of its own kind."""
        if remaining_m > self._best_m + LONGER_WAY_M:
            self._gets_on(remaining_m, now)

    def moves(self, seconds: float) -> None:
        """It moved, and nothing was in its way; that long is no waiting, for a while."""
        self._moved_s += seconds
        if self._moved_s <= MOVES_S:
            self._since_s += seconds

    def step(self, now: float, remaining_m: float, by_person: bool) -> Rung | None:
        """What is due now, once each; `by_person`: somebody is in the way, who may go."""
        if remaining_m < self._best_m - PROGRESS_M:
            self._gets_on(remaining_m, now)
            return None
        waited_s = now - self._since_s
        rungs = BY_PERSON if by_person else BY_OBSTACLE
        due = [rung for rung in rungs if self._done_s < rung.after_s <= waited_s]
        if not due:
            return None
        self._done_s = due[-1].after_s
        self.begun += due[-1].deed in COUNTED
        return due[-1]

    def waited_s(self, now: float) -> float:
        """Since it last got on."""
        return now - self._since_s

    def paused(self, seconds: float) -> None:
        """Time in which it was not to get on does not count."""
        self._since_s += seconds

    def _gets_on(self, remaining_m: float, now: float) -> None:
        self._best_m, self._since_s = remaining_m, now
        self._done_s = self._moved_s = 0.0
