"""What is said to an RPLIDAR A1 and how it begins its answers. Pure.

Source: Slamtec, "RPLIDAR interface protocol and application notes", and rplidar_sdk 1.12.0
(shared/facts/hardware.md 3.2). A request is A5 and a command; an answer is a descriptor, and then either its
data once, or nodes for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

REQUEST = 0xA5
DESCRIPTOR_BYTES = 7
DESCRIPTOR = b"\xa5\x5a"
_LENGTH_BITS = 30


class Command(IntEnum):
    """The commands we need."""

    SCAN = 0x20
    STOP = 0x25
    RESET = 0x40
    INFO = 0x50
    HEALTH = 0x52


class Kind(IntEnum):
    """The types of answers."""

    INFO = 0x04
    HEALTH = 0x06
    NODES = 0x81


class HealthStatus(IntEnum):
    """What it says of itself."""

    GOOD = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is complete; nodes begin behind one of `NODES`, whose data is empty."""

    kind: Kind
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Info:
    """Which one it is."""

    model: int
    firmware: tuple[int, int]
    hardware: int
    serial: str


# Length of what follows, and whether it follows again and again.
_KNOWN: Mapping[Kind, tuple[int, int]] = {Kind.INFO: (20, 0), Kind.HEALTH: (3, 0), Kind.NODES: (5, 1)}
_DESCRIPTORS: Mapping[bytes, Kind] = {
    DESCRIPTOR + (length | again << _LENGTH_BITS).to_bytes(4, "little") + bytes((kind,)): kind
    for kind, (length, again) in _KNOWN.items()
}


def encode_request(command: Command) -> bytes:
    """A request without data."""
    return bytes((REQUEST, command))


def decode_health(data: bytes) -> tuple[int, int]:
    """Its status (`HealthStatus` where it is known) and its error code."""
    return data[0], int.from_bytes(data[1:3], "little")


def decode_info(data: bytes) -> Info:
    """Model, versions and serial number."""
    return Info(data[0], (data[2], data[1]), data[3], data[4:20].hex().upper())


class AnswerReader:
    """Finds answers among other bytes; behind the descriptor of nodes it reads no more."""

    def __init__(self) -> None:
        self._waiting = b""
        self.noise_bytes = 0

    def forget(self) -> None:
        """A conversation begins."""
        self._waiting = b""

    def feed(self, data: bytes) -> tuple[list[Answer], bytes]:
        """Answers that are complete, and the bytes behind the descriptor of nodes."""
        self._waiting += data
        answers = []
        while (found := self._next()) is not None:
            answers.append(found)
            if found.kind is Kind.NODES:
                nodes, self._waiting = self._waiting, b""
                return answers, nodes
        return answers, b""

    def _next(self) -> Answer | None:
        while (at := self._waiting.find(DESCRIPTOR)) >= 0:
            self._skip(at)
            if len(self._waiting) < DESCRIPTOR_BYTES:
                return None
            kind = _DESCRIPTORS.get(self._waiting[:DESCRIPTOR_BYTES])
            if kind is None:
                self._skip(len(DESCRIPTOR))
                continue
            return self._answer(kind)
        self._skip(len(self._waiting) - self._waiting.endswith(DESCRIPTOR[:1]))
        return None

    def _answer(self, kind: Kind) -> Answer | None:
        length = 0 if kind is Kind.NODES else _KNOWN[kind][0]
        end = DESCRIPTOR_BYTES + length
        if len(self._waiting) < end:
            return None
        data, self._waiting = self._waiting[DESCRIPTOR_BYTES:end], self._waiting[end:]
        return Answer(kind, data)

    def _skip(self, count: int) -> None:
        self._waiting = self._waiting[count:]
        self.noise_bytes += count
