"""A range scanner under a hand-driven clock, and what it says, taken apart by hand."""

import random
from collections.abc import Callable

import numpy as np
import pytest

from simulator.devices.events import Event, Happened
from simulator.devices.interfaces import ROBOT, Step
from simulator.devices.range_scanner.options import RangeScannerOptions
from simulator.devices.range_scanner.scanner import RangeScanner
from simulator.devices.range_scanner.scene import RoundRoom, Scene
from simulator.wires.line import Line


class Rig:
    """The robot listens."""

    def __init__(self, model: str = "ld19", scene: Scene | None = None, **options: object) -> None:
        self.device = RangeScanner(RangeScannerOptions(model, **options), scene or RoundRoom())
        self.line = Line(self.device, random.Random(1))
        self.now = 0.0
        self.heard = b""
        self.events: list[Event] = []
        self.line.set_host(True, 0, 0.0, ROBOT)

    def hands(self, act: str, **parameters: float) -> None:
        self._keep(self.line.act(act, parameters, self.now))

    def send(self, data: bytes) -> bytes:
        before = len(self.heard)
        self._keep(self.line.feed(data, self.now, ROBOT))
        return self.heard[before:]

    def wait(self, seconds: float, step_s: float = 0.01) -> bytes:
        before, end = len(self.heard), self.now + seconds
        while self.now < end - 1e-9:
            self.now = min(end, self.now + step_s)
            self._keep(self.line.advance(self.now))
        return self.heard[before:]

    def happened(self, what: str) -> list[Happened]:
        return [event for event in self.events if isinstance(event, Happened) and event.what == what]

    def _keep(self, step: Step) -> None:
        self.heard += step.to_host.get(ROBOT, b"")
        self.events += step.events


def frames_in(data: bytes) -> np.ndarray:
    """LD19 frames as a table: hardware facts 3.1, typed here once more."""
    kind = np.dtype(
        [
            ("header", "u1"),
            ("version", "u1"),
            ("speed", "<u2"),
            ("start", "<u2"),
            ("points", [("mm", "<u2"), ("intensity", "u1")], 12),
            ("end", "<u2"),
            ("ms", "<u2"),
            ("crc", "u1"),
        ]
    )
    return np.frombuffer(data, kind)


def crc_of(frame: bytes) -> int:
    """Bit by bit: polynomial 4D, begins with 0."""
    crc = 0
    for byte in frame[:46]:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 0x4D) & 0xFF if crc & 0x80 else crc << 1
    return crc


@pytest.fixture
def rig() -> Callable[..., Rig]:
    return Rig


@pytest.fixture
def frames() -> Callable[[bytes], np.ndarray]:
    return frames_in


@pytest.fixture
def crc() -> Callable[[bytes], int]:
    return crc_of
