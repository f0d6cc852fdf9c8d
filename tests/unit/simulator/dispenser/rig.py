"""A simulated dispenser under a hand-driven clock, and a host that answers it, by the manual."""

import random
from functools import reduce
from operator import xor

from simulator.devices.dispenser.dispenser import Dispenser
from simulator.devices.dispenser.options import DispenserOptions
from simulator.devices.events import BytesLost, Event, Happened
from simulator.devices.interfaces import ROBOT, Step
from simulator.wires.line import Line

POLL, ACK = bytes.fromhex("FA FB 41 00 40"), bytes.fromhex("FA FB 42 00 43")


def frame(command: int, *data: int) -> bytes:
    body = bytes((0xFA, 0xFB, command, len(data), *data))
    return body + bytes((reduce(xor, body),))


def drive(pack: int, slot: int, sensor: int = 1) -> bytes:
    return frame(0x06, pack, sensor, 0, 0, slot)


def frames_in(data: bytes) -> list[bytes]:
    """Whole, right frames one behind the other, or an error."""
    found = []
    while data:
        assert data[:2] == b"\xfa\xfb"
        one, data = data[: 5 + data[3]], data[5 + data[3] :]
        assert reduce(xor, one) == 0
        found.append(one)
    return found


class Rig:
    """Answers each frame after `answers_s` (None: never); what is in `to_send` goes out one a POLL."""

    def __init__(self, connected: bool = True, **options: object) -> None:
        self.machine = Dispenser(DispenserOptions(**options))
        self.line = Line(self.machine, random.Random(1))
        self.now = 0.0
        self.answers_s: float | None = 0.02
        self.to_send: list[bytes] = []
        self.heard: list[tuple[float, bytes]] = []
        self.events: list[Event] = []
        self._due: list[tuple[float, bytes]] = []
        if connected:
            self.line.set_host(True, 0, 0.0, ROBOT)

    def wait(self, seconds: float) -> list[bytes]:
        """What was heard in that time but POLLs."""
        end, before = self.now + seconds, len(self.heard)
        while (due := self._next()) is not None and due <= end + 1e-9:
            self.now = max(self.now, due)
            ready = [data for at, data in self._due if at <= self.now]
            self._due = [each for each in self._due if each[0] > self.now]
            for data in ready:
                self._keep(self.line.feed(data, self.now, ROBOT))
            self._keep(self.line.advance(self.now))
        self.now = max(self.now, end)
        return [data for _, data in self.heard[before:] if data != POLL]

    def ask(self, *data: bytes, seconds: float = 0.8) -> list[bytes]:
        self.to_send += data
        return [one for one in self.wait(seconds) if one != ACK]

    def hands(self, act: str, **parameters: float) -> None:
        self._keep(self.line.act(act, parameters, self.now))

    def reports(self) -> list[int]:
        """The states of all 04 so far."""
        return [data[5] for _, data in self.heard if data[2] == 0x04]

    def happened(self, what: str) -> list[str]:
        return [event.detail for event in self.events if isinstance(event, Happened) and event.what == what]

    def lost(self) -> list[str]:
        return [event.reason for event in self.events if isinstance(event, BytesLost)]

    def slot(self, number: int = 1) -> dict[str, object]:
        return next(slot for slot in self.line.state()["slots"] if slot["slot"] == number)

    def _next(self) -> float | None:
        due = [at for at, _ in self._due]
        if (line := self.line.next_due()) is not None:
            due.append(line)
        return min(due, default=None)

    def _keep(self, step: Step) -> None:
        self.events += step.events
        for one in frames_in(step.to_host.get(ROBOT, b"")):
            self.heard.append((self.now, one))
            if self.answers_s is None or one == ACK:
                continue
            answer = self.to_send.pop(0) if one == POLL and self.to_send else ACK
            self._due.append((self.now + self.answers_s, answer))
