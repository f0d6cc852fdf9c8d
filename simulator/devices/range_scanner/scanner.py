"""The range scanner as a device: frames in step with time for whoever listens, requests of an RPLIDAR.

Responsible for: what goes over the wire and when, in bunches; nothing is caught up after a stall.
Not responsible for: what there is to see (the scene), what a wire does to the bytes.
"""

import math
from collections.abc import Mapping

import numpy as np

from simulator.devices.events import AnswerSent, BytesLost, CommandRead, Event, FrameSent, Happened
from simulator.devices.interfaces import PUBLIC, Act, Step
from simulator.devices.range_scanner import ld19, rplidar_a1
from simulator.devices.range_scanner.condition import Condition
from simulator.devices.range_scanner.hands import ACTS, Hands
from simulator.devices.range_scanner.head import Bunch, Head
from simulator.devices.range_scanner.options import LD19, RangeScannerOptions
from simulator.devices.range_scanner.rplidar_a1 import Request, RequestReader
from simulator.devices.range_scanner.scene import RoundRoom, Scene

READ_BYTES = 256
MOST_LATE_S = 0.2
MAKES = {"ld19": ld19.MAKE, "rplidar_a1": rplidar_a1.MAKE}


class RangeScanner:
    """A `simulator.devices.interfaces.Device`. Every host at its connectors gets the same frames."""

    name = "range_scanner"
    acts: tuple[Act, ...] = ACTS
    listening = True

    def __init__(self, options: RangeScannerOptions | None = None, scene: Scene | None = None) -> None:
        self.options = options or RangeScannerOptions()
        self.make = MAKES[self.options.model]
        self.baud = self.make.baud
        self.condition = Condition()
        self.frames_lost = 0
        self._hands = Hands(self.condition)
        self._head = Head(self.make, scene or RoundRoom(), self.condition, self.options.seed)
        self._rng = np.random.default_rng(self.options.seed + 1)
        self._hosts: set[str] = set()
        self._asked: set[str] = set()  # the connectors where a scan was asked for
        self._readers = {name: RequestReader() for name in self.options.connectors}
        self._bunch = max(1, round(self.options.batch_s * self.make.points_per_s / self.make.points_a_frame))
        self._sent_until = 0.0

    @property
    def connectors(self) -> tuple[str, ...]:
        """Where hosts can come in."""
        return self.options.connectors

    def room(self, connector: str = PUBLIC) -> int:
        """It always takes requests."""
        return READ_BYTES

    def feed(self, data: bytes, now: float, connector: str = PUBLIC) -> Step:
        """Bytes from the host there; an LD19 does not listen."""
        step = self.advance(now)
        if self.options.model == LD19:
            lost = BytesLost(now, len(data), "it takes no bytes", connector=connector)
            return step.then(Step(events=(lost,)))
        for request, code in self._readers[connector].read(data):
            step = step.then(self._obey(request, code, now, connector))
        return step

    def advance(self, now: float) -> Step:
        """Let time pass until `now`."""
        events: list[Event] = [Happened(now, "sensor_well", name) for name in self.condition.expire(now)]
        events += self._frames(now)
        return _step(events)

    def act(self, name: str, parameters: Mapping[str, float], now: float) -> Step:
        """Do what hands do; raises `ActRefused`."""
        before = self.advance(now)
        return before.then(Step(events=(Happened(now, self._hands.act(name, parameters, now)),)))

    def connect(self, connected: bool, now: float, connector: str = PUBLIC) -> None:
        """A host can receive there from now on, or no longer."""
        heard = bool(self._listeners)
        (self._hosts.add if connected else self._hosts.discard)(connector)
        self._asked.discard(connector)
        self._start(heard, now)

    def cut_wire(self, now: float, connector: str = PUBLIC) -> None:
        """The cable is pulled there."""
        self.connect(False, now, connector)
        self._readers[connector] = RequestReader()

    def next_due(self) -> float | None:
        """When something will happen without further input."""
        due = [self._head.due(self._bunch)] if self._listeners else []
        ends = self.condition.next_due()
        return min([*due, *([ends] if ends is not None else [])], default=None)

    def state(self) -> dict[str, object]:
        """What can be seen from outside."""
        condition = self.condition
        return {
            "model": self.options.model,
            "turns_per_s": round(self.make.turns_per_s * condition.motor_share, 2),
            "window": "dirty" if condition.dirty else "clean",
            "sensor": sorted(condition.ails) or ["ok"],
            "wrong_checksums": condition.crc_wrong,
            "healthy": condition.healthy,
            "frames_lost": self.frames_lost,
        }

    def connector_state(self, connector: str) -> dict[str, object]:
        """Whether anybody listens there, and gets frames."""
        return {"listening": connector in self._hosts, "scanning": connector in self._listeners}

    @property
    def _listeners(self) -> set[str]:
        """The connectors that frames go to."""
        return self._hosts if self.options.model == LD19 else self._hosts & self._asked

    def _start(self, heard: bool, now: float) -> None:
        """Points count anew for the first who listens."""
        if self._listeners and not heard:
            self._head.begin(now)

    def _frames(self, now: float) -> list[Event]:
        if not self._listeners:
            return []
        due = self._head.frames_by(now)
        late = due - math.ceil(MOST_LATE_S * self.make.points_per_s / self.make.points_a_frame)
        if late > 0:
            self.frames_lost += late
            self._head.skip(late)
            due -= late
        events: list[Event] = []
        while due >= self._bunch:
            due -= self._bunch
            events += self._sent(self._head.look(self._bunch))
        return events

    def _sent(self, bunch: Bunch) -> list[Event]:
        at = float(bunch.times[-1])
        if self.condition.is_silent(at):
            return []
        if self.options.model == LD19:
            data = ld19.encode_frames(bunch, self._rng.random(self._bunch) < self.condition.crc_wrong)
        else:
            data = rplidar_a1.encode_nodes(bunch)
        if "delayed" in self.condition.ails:
            at += self.condition.late_s
        at = self._sent_until = max(at, self._sent_until)
        return [FrameSent(at, data, connector=connector) for connector in sorted(self._listeners)]

    def _obey(self, request: bytes, code: int | None, now: float, connector: str) -> Step:
        if code is None:
            return Step(events=(BytesLost(now, len(request), "no request of it", connector=connector),))
        known = code in set(Request)
        meaning = Request(code).name.lower().replace("_", " ") if known else "unknown"
        events: list[Event] = [
            CommandRead(now, request, len(request), meaning, not known, connector=connector)
        ]
        if "off" not in self.condition.ails and (answer := self._answer(code, now, connector)):
            events.append(AnswerSent(now, answer, meaning, connector=connector))
        return _step(events)

    def _answer(self, code: int, now: float, connector: str) -> bytes:
        heard = bool(self._listeners)
        if code in (Request.SCAN, Request.FORCE_SCAN):
            self._asked.add(connector)
            self._start(heard, now)
            return rplidar_a1.SCAN_DESCRIPTOR
        if code in (Request.STOP, Request.RESET):
            self._asked.discard(connector)
        if code == Request.INFO:
            return rplidar_a1.INFO
        if code == Request.HEALTH:
            state = rplidar_a1.GOOD if self.condition.healthy else rplidar_a1.FAILED
            return rplidar_a1.HEALTH_DESCRIPTOR + state
        return b""


def _step(events: list[Event]) -> Step:
    said: dict[str, bytes] = {}
    for event in events:
        if isinstance(event, AnswerSent | FrameSent):
            said[event.connector] = said.get(event.connector, b"") + event.data
    return Step(said, tuple(events))
