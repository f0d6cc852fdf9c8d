"""The controller's exchange with one host: it asks, and tells what it has; the host answers in time.

Source: VMC upper-computer protocol V3.0, "Communication". The controller is master.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.devices.dispenser.answer_times import AnswerTimes
from simulator.devices.dispenser.codes import Command, meaning
from simulator.devices.dispenser.frames import Frame, FrameReader, Lost
from simulator.devices.dispenser.options import DispenserOptions
from simulator.devices.dispenser.quirks import Quirks
from simulator.devices.events import Answered, AnswerSent, BytesLost, CommandRead, Event, FrameSent, Happened

POLL, ACK = Frame(Command.POLL).encoded(), Frame(Command.ACK).encoded()
MOST_WAITING = 256


@dataclass(slots=True)
class Told:
    """What the controller has to tell; `pack` None: it gets the controller's own number when it goes out."""

    command: Command
    data: bytes
    what: str
    pack: int | None
    tries: int = 0


@dataclass(slots=True)
class Asked:
    """What went out at `at` and is not answered yet; `told` None: a POLL."""

    at: float
    told: Told | None
    overdue: bool = False


class Session:
    """One connector. An answer counts as late when time had passed the window before it was heard."""

    def __init__(self, connector: str, options: DispenserOptions, quirks: Quirks) -> None:
        self.connector = connector
        self.times = AnswerTimes()
        self.connected = False
        self.poll_s = options.poll_s
        self._options = options
        self._quirks = quirks
        self.begin(0.0)

    def begin(self, now: float) -> None:
        """The controller has booted: nothing is left of what was to be told."""
        self._waiting: deque[Told] = deque(maxlen=MOST_WAITING)
        self._reader = FrameReader()
        self._asked: Asked | None = None
        self._ask_at = now
        self._pack = 1
        self._last_pack: int | None = None
        self._is_missed = False

    def connect(self, connected: bool, now: float) -> None:
        """A host came or went."""
        self.connected = connected
        self._asked, self._reader = None, FrameReader()
        self._ask_at = max(self._ask_at, now)

    def tell(self, command: Command, data: bytes, what: str = "", pack: int | None = None) -> None:
        """Let the host know at the next occasion."""
        self._waiting.append(Told(command, data, what or meaning(command), pack))

    def hear(self, data: bytes, now: float) -> Iterator[Frame | Event]:
        """Events, and the commands that are to be obeyed."""
        for found in self._reader.read(data, now):
            if isinstance(found, Lost):
                yield self._lose(found.data, found.reason, now)
            else:
                yield from self._hear(found, now)

    def advance(self, now: float) -> Iterator[Event]:
        """Ask when it is time to, and notice that no answer came."""
        if self._asked and now >= self._asked.at + self._options.answer_s:
            self._asked.overdue = True
        if self._is_awake and now >= self._ask_at:
            yield from self._miss(now)
            yield self._ask(now)
            late_s = now - self._ask_at
            self._ask_at = now + self.poll_s - (late_s if late_s < self.poll_s / 4 else 0.0)

    def next_due(self) -> float | None:
        """When it asks, or an answer is late."""
        due = [self._ask_at] if self._is_awake else []
        if self._asked and not self._asked.overdue:
            due.append(self._asked.at + self._options.answer_s)
        return min(due, default=None)

    @property
    def _is_awake(self) -> bool:
        return self._quirks.talks and (self.connected or bool(self._waiting))

    def _ask(self, now: float) -> Event:
        told = self._waiting[0] if self._waiting else None
        self._asked = Asked(now, told)
        if told is None:
            return FrameSent(now, POLL, connector=self.connector)
        told.tries += 1
        pack = self._pack if told.pack is None else told.pack
        frame = Frame(told.command, bytes((pack,)) + told.data).encoded()
        if not self.connected:  # it says so to nobody
            return Answered(now, frame, len(frame), told.what, connector=self.connector)
        return AnswerSent(now, frame, told.what, connector=self.connector)

    def _miss(self, now: float) -> Iterator[Event]:
        """Nothing came for what was asked last."""
        asked, self._asked = self._asked, None
        if asked is None:
            return
        if self.connected:
            self.times.missing += 1
            if not self._is_missed:
                yield Happened(now, "answer_missing", connector=self.connector)
            self._is_missed = True
        if asked.told and asked.told.tries > self._options.resends:
            self._waiting.popleft()
            yield Happened(now, "report_given_up", asked.told.what, connector=self.connector)

    def _hear(self, frame: Frame, now: float) -> Iterator[Frame | Event]:
        if not self._quirks.talks:
            yield self._lose(frame.encoded(), "the board is silent", now)
            return
        asked, self._asked = self._asked, None
        if asked is None:
            yield self._lose(frame.encoded(), "nothing was asked", now)
            return
        self.times.note(now - asked.at, late=asked.overdue)
        self._is_missed = False
        if asked.overdue:
            late = f"an answer after {(now - asked.at) * 1000:.0f} ms"
            yield self._lose(frame.encoded(), late, now)
        elif asked.told is not None:
            yield from self._hear_acknowledge(frame, now)
        elif frame.command != Command.ACK:
            yield from self._hear_command(frame, now)

    def _hear_acknowledge(self, frame: Frame, now: float) -> Iterator[Event]:
        if frame.command != Command.ACK:
            yield self._lose(frame.encoded(), "an acknowledge was due", now)
            return
        told = self._waiting.popleft()
        if told.pack is None and not self._quirks.holds_pack:
            self._pack = self._pack % 255 + 1
        yield CommandRead(now, ACK, len(ACK), "acknowledged", connector=self.connector)

    def _hear_command(self, frame: Frame, now: float) -> Iterator[Frame | Event]:
        encoded, known = frame.encoded(), frame.command in set(Command)
        if not frame.data:
            yield self._lose(encoded, "a command without PackNO", now)
            return
        yield CommandRead(
            now, encoded, len(encoded), meaning(frame.command), not known, connector=self.connector
        )
        if self._quirks.loses_ack():
            yield Happened(now, "acknowledge_lost", connector=self.connector)
        else:
            yield AnswerSent(now, ACK, "ack", connector=self.connector)
        is_repeated, self._last_pack = frame.data[0] == self._last_pack, frame.data[0]
        if is_repeated:
            yield Happened(now, "pack_repeated", str(frame.data[0]), connector=self.connector)
        if not (is_repeated and self._quirks.deduplicates):
            yield frame

    def _lose(self, data: bytes, reason: str, now: float) -> Event:
        return BytesLost(now, len(data), reason, connector=self.connector)
