"""Which calls are new: those of this process are told by events, those of others stand on the board."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.desk.model import Board, Called, DeskEvent, TicketState
from state_machines.interfaces import Clock

STALE_S = 30.0  # a call older than this sends nobody to a counter any more
CALLS = frozenset({"called", "recalled"})


@dataclass(frozen=True, slots=True)
class Call:
    """A number called to a counter (its id), for the `calls`th time."""

    number: str
    counter: str
    calls: int
    at: datetime  # of a recall of this process: of the first call


def call_of(event: DeskEvent) -> Call | None:
    """The call that `event` tells of."""
    ticket = event.ticket
    if event.kind not in CALLS or ticket is None or ticket.called_at is None or event.counter is None:
        return None
    return Call(ticket.number, event.counter, ticket.calls, ticket.called_at)


def taken_back(event: DeskEvent) -> str | None:
    """The number that waits again after it was called."""
    ticket = event.ticket
    if ticket is None or event.counter is None or ticket.state is not TicketState.WAITING:
        return None
    return ticket.number


class KnownCalls:
    """Remembers the calls of the last moments, so that none is announced twice."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._begun = clock.now()
        self._known: dict[tuple[str, str, int], datetime] = {}  # until when calls that read so were known

    def is_new(self, call: Call) -> bool:
        """Whether it was not known; it is from now on."""
        now, key = self._clock.now(), (call.number, call.counter, call.calls)
        self._known = {k: at for k, at in self._known.items() if now - at < timedelta(seconds=2 * STALE_S)}
        new = key not in self._known or call.at > self._known[key]
        self._known[key] = now
        return new

    def forget(self, number: str) -> None:
        """Its next call may read as the one before."""
        self._known = {key: at for key, at in self._known.items() if key[0] != number}

    def foreign(self, board: Board) -> Iterator[Call]:
        """The calls on `board` that were not known and are not stale, in their order."""
        oldest = max(self._begun, self._clock.now() - timedelta(seconds=STALE_S))
        for called in sorted({*board.serving, *board.last}, key=_instant):
            call = Call(called.number, called.counter, called.calls, called.called_at)
            if called.called_at > oldest and self.is_new(call):
                yield call


def _instant(called: Called) -> datetime:
    return called.called_at
