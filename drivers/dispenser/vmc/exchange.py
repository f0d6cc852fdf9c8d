"""The turn of a controller's poll: what it is answered, and which of our commands goes when. Pure.

Responsible for: one answer to each frame, in the same call; communication numbers; repeating what is safe to
repeat; a command that moves something leaves once.
Not responsible for: what is said (protocol/), and what a lost command means (driver.py).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from drivers.dispenser.vmc.protocol.commands import ACKNOWLEDGE, Command, Told
from drivers.dispenser.vmc.protocol.frames import ACK, POLL, Frame

TRIES = 5
LAST_PACK = 255
REPEATED_S = 3.0  # between one resend of a controller and the next


class Way(StrEnum):
    """Where a command is."""

    WAITING = "waiting"  # for a poll
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    LOST = "lost"  # sent, and not acknowledged
    WITHDRAWN = "withdrawn"  # never sent


@dataclass(eq=False, slots=True)
class Errand:
    """One command on its way."""

    told: Told
    way: Way = Way.WAITING
    tries: int = 0
    pack: int = 0

    @property
    def is_over(self) -> bool:
        """True when nothing more becomes of it."""
        return self.way in (Way.ACKNOWLEDGED, Way.LOST, Way.WITHDRAWN)

    def withdraw(self) -> bool:
        """Do not send it any more; False: it has been sent."""
        if self.way is Way.WAITING:
            self.way = Way.WITHDRAWN
        return self.way is Way.WITHDRAWN


@dataclass(slots=True)
class Turn:
    """What came of one reading: the answer to be written now, if any, and the frames that say something."""

    answer: bytes = b""
    said: list[Frame] = field(default_factory=list)


class Exchange:
    """One controller's; it asks, we answer."""

    def __init__(self) -> None:
        self._waiting: deque[Errand] = deque()
        self._current: Errand | None = None
        self._pack = 1
        self._ends: dict[Frame, float] = {}
        self.polls = self.repeated_frames = self.resends = self.lost = 0

    @property
    def is_idle(self) -> bool:
        """True when nothing waits for a poll or for its acknowledgement."""
        return self._current is None and not self._waiting

    def add(self, told: Told) -> Errand:
        """Send it when it is its turn."""
        errand = Errand(told)
        self._waiting.append(errand)
        return errand

    def hear(self, frames: Sequence[Frame], now: float) -> Turn:
        """Take the frames of one reading; only the last one still waits for its answer."""
        turn = Turn()
        polls = sum(frame.command == POLL for frame in frames)
        for number, frame in enumerate(frames, start=1):
            answer = self._hear_one(frame, now, turn, number == len(frames), late=polls > 1)
            if number == len(frames):
                turn.answer = answer
        return turn

    def begin(self) -> None:
        """The connection is gone: what was sent is lost, what waited never goes."""
        self._end_current(Way.LOST)
        for errand in self._waiting:
            errand.withdraw()
        self._waiting.clear()

    def _hear_one(self, frame: Frame, now: float, turn: Turn, is_last: bool, late: bool) -> bytes:
        if frame.command == ACK:
            self._end_current(Way.ACKNOWLEDGED)
            return b""
        if frame.command == POLL:
            self.polls += 1
            return self._polled(late) if is_last else b""
        if self._is_repeated(frame, now):
            self.repeated_frames += 1
        else:
            turn.said.append(frame)
        return ACKNOWLEDGE

    def _polled(self, late: bool) -> bytes:
        """Our turn. What was sent last has not been acknowledged, or it would not be current."""
        current = self._current
        if current is not None and (current.told.moves or current.tries >= TRIES):
            self._end_current(Way.LOST)
        if late:  # its patience with us may be over
            return ACKNOWLEDGE
        if self._current is None:
            self._next()
        else:
            self.resends += 1
        if self._current is None:
            return ACKNOWLEDGE
        self._current.tries += 1
        return self._current.told.numbered(self._current.pack)

    def _next(self) -> None:
        while self._waiting:
            errand = self._waiting.popleft()
            if errand.way is Way.WAITING:
                errand.way, errand.pack = Way.SENT, self._pack
                self._current = errand
                return

    def _end_current(self, way: Way) -> None:
        """The number is used up also when the command was lost: it may have been taken."""
        if self._current is not None:
            self._current.way = way
            self.lost += way is Way.LOST
            self._current = None
            self._pack = self._pack % LAST_PACK + 1

    def _is_repeated(self, frame: Frame, now: float) -> bool:
        """True for what a drive was said to be, once more: it must not be taken for the end of the next."""
        if frame.command != Command.DISPENSING_STATUS:
            return False
        before, self._ends[frame] = self._ends.get(frame), now
        self._ends = {said: at for said, at in self._ends.items() if now - at < REPEATED_S}
        return before is not None and now - before < REPEATED_S
