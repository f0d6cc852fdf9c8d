"""A simulated base under a hand-driven clock, and what a host makes of its frames, by the manual."""

import random
import struct
from dataclasses import dataclass
from functools import reduce
from operator import xor

from simulator.devices.events import Event, Happened
from simulator.devices.interfaces import ROBOT, Step
from simulator.devices.mobile_base.base import MobileBase
from simulator.devices.mobile_base.body import Sensed, StillBody
from simulator.devices.mobile_base.options import MobileBaseOptions
from simulator.wires.line import Line

TICK_S = 0.02


@dataclass
class Heard:
    """One frame's sub-payloads by id."""

    parts: dict[int, bytes]

    @property
    def core(self):
        """timestamp, bumper, drop, cliff, left, right, pwm ×2, buttons, charger, battery, over-current."""
        return struct.unpack("<HBBBHHbbBBBB", self.parts[1])

    timestamp = property(lambda self: self.core[0])
    bumper = property(lambda self: self.core[1])
    drop = property(lambda self: self.core[2])
    cliff = property(lambda self: self.core[3])
    encoders = property(lambda self: self.core[4:6])
    pwm = property(lambda self: self.core[6:8])
    buttons = property(lambda self: self.core[8])
    charger = property(lambda self: self.core[9])
    battery = property(lambda self: self.core[10])
    over_current = property(lambda self: self.core[11])
    dock = property(lambda self: tuple(self.parts[3]))
    angle = property(lambda self: struct.unpack("<hh3x", self.parts[4])[0])
    rate = property(lambda self: struct.unpack("<hh3x", self.parts[4])[1])
    cliff_adc = property(lambda self: struct.unpack("<HHH", self.parts[5]))
    current = property(lambda self: tuple(self.parts[6]))
    digital = property(lambda self: struct.unpack_from("<H", self.parts[16])[0])


def frames_in(data: bytes) -> list[Heard]:
    """Whole, right frames one behind the other, or an error."""
    heard = []
    while data:
        assert data[:2] == b"\xaa\x55"
        payload, check = data[3 : 3 + data[2]], data[3 + data[2]]
        assert reduce(xor, payload, data[2]) == check
        data = data[4 + len(payload) :]
        parts = {}
        while payload:
            parts[payload[0]] = payload[2 : 2 + payload[1]]
            payload = payload[2 + payload[1] :]
        heard.append(Heard(parts))
    return heard


def command(*parts: bytes) -> bytes:
    payload = b"".join(parts)
    return b"\xaa\x55" + bytes((len(payload),)) + payload + bytes((reduce(xor, payload, len(payload)),))


def drive(speed_mm_s: int, radius_mm: int = 0) -> bytes:
    return struct.pack("<BBhh", 1, 4, speed_mm_s, radius_mm)


class Rig:
    """A base on its wires; the robot listens."""

    def __init__(self, around: Sensed | None = None, **options: object) -> None:
        options = {"gyro_drift_deg_min": 0.0, "gyro_noise_deg_s": 0.0, **options}
        self.body = StillBody(around)
        self.base = MobileBase(self.body, MobileBaseOptions(**options))
        self.line = Line(self.base, random.Random(1))
        self.now = 0.0
        self.heard: list[Heard] = []
        self.data = b""
        self.events: list[Event] = []
        self.line.set_host(True, 0, 0.0, ROBOT)

    def hands(self, act: str, **parameters: float) -> None:
        self._keep(self.line.act(act, parameters, self.now))

    def send(self, *parts: bytes) -> None:
        self._keep(self.line.feed(command(*parts), self.now, ROBOT))

    def raw(self, data: bytes) -> None:
        self._keep(self.line.feed(data, self.now, ROBOT))

    def wait(self, seconds: float = TICK_S) -> Heard | None:
        """The last frame that came within `seconds`."""
        end = self.now + seconds
        before = len(self.heard)
        while (due := self.line.next_due()) is not None and due <= end + 1e-9:
            self.now = max(self.now, due)
            self._keep(self.line.advance(self.now))
        self.now = max(self.now, end)
        self._keep(self.line.advance(self.now))
        return self.heard[-1] if len(self.heard) > before else None

    def happened(self, what: str) -> list[str]:
        return [event.detail for event in self.events if isinstance(event, Happened) and event.what == what]

    def _keep(self, step: Step) -> None:
        said = step.to_host.get(ROBOT, b"")
        self.data += said
        self.heard += frames_in(said)
        self.events += step.events
