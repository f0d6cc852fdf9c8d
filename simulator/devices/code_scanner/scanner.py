"""The scanner as a device: reads what is held to it, when it looks, and sends the text at its speed.

Responsible for: looking always or on command, one reading of a code that stays, bytes in step with time.
Not responsible for: what codes say (simulator/card_holders.py), what a wire does to the bytes.
"""

import math
from collections.abc import Mapping

from simulator.devices.code_scanner.commands import REFUSED, Command, CommandReader
from simulator.devices.code_scanner.hands import ACTS, Hands
from simulator.devices.code_scanner.options import CodeScannerOptions
from simulator.devices.code_scanner.setup import COMMAND, CONTINUOUS, Setup
from simulator.devices.code_scanner.window import Held, Window
from simulator.devices.events import AnswerSent, BytesLost, CommandRead, Event, Happened
from simulator.devices.interfaces import PUBLIC, Act, Step

BITS_PER_BYTE = 10
READ_BYTES = 256


class CodeScanner:
    """A `simulator.devices.interfaces.Device`. Every host at its connectors gets the same text."""

    name = "code_scanner"
    acts: tuple[Act, ...] = ACTS
    listening = True

    def __init__(self, options: CodeScannerOptions | None = None) -> None:
        self.options = options or CodeScannerOptions()
        self.baud = self.options.baud
        self.setup = Setup()
        self.window = Window()
        self.codes_read = 0
        self._hands = Hands(self.window, self.setup)
        self._readers = {name: CommandReader() for name in self.options.connectors}
        self._hosts: set[str] = set()
        self._now = 0.0
        self._looks_since: float | None = 0.0
        self._looks_until = math.inf
        self._done: Held | None = None  # what was read and is still there

    @property
    def connectors(self) -> tuple[str, ...]:
        """Where hosts can come in."""
        return self.options.connectors

    def room(self, connector: str = PUBLIC) -> int:
        """It always takes commands."""
        return READ_BYTES

    def feed(self, data: bytes, now: float, connector: str = PUBLIC) -> Step:
        """Bytes from the host there."""
        step = self.advance(now)
        for code, command in self._readers[connector].read(data, now):
            step = step.then(self._obey(code, command, now, connector))
        return step

    def advance(self, now: float) -> Step:
        """Let time pass until `now`."""
        events: list[Event] = []
        while (due := self.next_due()) is not None and due <= now:
            self._now = max(self._now, due)
            events += self._happens(self._now)
        self._now = max(self._now, now)
        return _step(events)

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do; raises `ActRefused`."""
        before = self.advance(now)
        mode = self.setup.mode
        told = Happened(now, self._hands.act(name, parameters, now))
        if self.setup.mode != mode:
            self._look(now if self.setup.mode == CONTINUOUS else None, math.inf)
        return before.then(Step(events=(told,)))

    def hold(self, text: str, now: float, seconds: float) -> Step:
        """Hold a code with any text to it."""
        before = self.advance(now)
        self.window.hold(text, "a text", now, seconds)
        return before.then(Step(events=(Happened(now, "code_held"),)))

    def connect(self, connected: bool, now: float, connector: str = PUBLIC) -> None:
        """A host can receive there from now on, or no longer."""
        (self._hosts.add if connected else self._hosts.discard)(connector)

    def cut_wire(self, now: float, connector: str = PUBLIC) -> None:
        """The cable is pulled there."""
        self.connect(False, now, connector)
        self._readers[connector] = CommandReader()

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        due = [self._reads_at(), self.window.next_due(self._now)]
        due += [self._looks_until] if self._looks and self._looks_until < math.inf else []
        return min((at for at in due if at is not None), default=None)

    def state(self) -> dict[str, object]:
        """What can be seen from outside."""
        held = self.window.seen(self._now)
        return {
            "mode": self.setup.mode,
            "looks": self._looks,
            "ending": self.setup.ending,
            "charset": self.setup.charset,
            "held": held.what if held else "",
            "baud": self.baud,
            "codes_read": self.codes_read,
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """Whether anybody listens there."""
        return {"listening": connector in self._hosts}

    @property
    def _looks(self) -> bool:
        return self._looks_since is not None

    def _look(self, since: float | None, until: float) -> None:
        self._looks_since, self._looks_until = since, until

    def _reads_at(self) -> float | None:
        """When it has read what is there."""
        held = self.window.seen(self._now)
        if held is None or self._looks_since is None or held is self._done or not held.text:
            return None
        reads = max(held.since, self._looks_since) + self.options.decode_s
        return reads if reads < min(held.until, self._looks_until) else None

    def _happens(self, at: float) -> list[Event]:
        """What is due at `at`: something was read, comes, goes, or a command's time is over."""
        events: list[Event] = []
        held, reads_at = self.window.seen(at), self._reads_at()
        if held is not None and reads_at is not None and reads_at <= at:
            events += self._read(held, at)
        if self._looks_until <= at:
            self._look(None, math.inf)
            events.append(Happened(at, "looked_in_vain"))
        self.window.forget(at)
        return events

    def _read(self, held: Held, at: float) -> list[Event]:
        self._done = held
        self.codes_read += 1
        if self.setup.mode == COMMAND:
            self._look(None, math.inf)
        data = self.setup.bytes_of(held.text)
        byte_s = BITS_PER_BYTE / self.baud if self.baud else 0.0
        sent = [
            AnswerSent(at, data, f"code of {len(data)} bytes", byte_s, connector=connector)
            for connector in sorted(self._hosts)
        ]
        return [Happened(at, "code_read", held.what), *sent]

    def _obey(self, code: bytes, command: Command | None, now: float, connector: str) -> Step:
        if command is None:
            return Step(events=(BytesLost(now, len(code), "no command of the scanner", connector=connector),))
        obeys = self.setup.mode == COMMAND
        if obeys and command.looks is not None:
            self._look(*((now, now + self.options.patience_s) if command.looks else (None, math.inf)))
            self._done = None  # told to look, it reads what it has read before
        events: list[Event] = [CommandRead(now, code, len(code), command.meaning, connector=connector)]
        if answer := command.obeyed if obeys else command.refused:
            meaning = "acknowledged" if answer != REFUSED else "looks by itself"
            events.append(AnswerSent(now, answer, meaning, connector=connector))
        return _step(events)


def _step(events: list[Event]) -> Step:
    said: dict[str, bytes] = {}
    for event in events:
        if isinstance(event, AnswerSent):
            said[event.connector] = said.get(event.connector, b"") + event.data
    return Step(said, tuple(events))
