"""What a base tells: parts of a frame's payload, and what they mean. Pure.

Source: kobuki_core 1.4.0 (packets/*.hpp), kobuki_documentation doc/protocol.rst, "Feedback Packets"; where
they differ the source holds: currents are one byte each, controller info is id 21 with 13 bytes.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from drivers.motion import NOWHERE, Beam, Charger, DockBeams, Side

Version = tuple[int, int, int]
Sample = tuple[int, int, int]
_OLD_FIRMWARE: Mapping[int, Version] = {
    123: (1, 0, 0),
    110: (1, 1, 0),
    10100: (1, 1, 0),
    111: (1, 1, 1),
    10101: (1, 1, 1),
}
_UNKNOWN: Version = (0, 0, 0)
_ALL_BEAMS = 0x3F
_CHARGERS: Mapping[int, Charger] = {
    0x02: Charger.DOCK_CHARGED,
    0x06: Charger.DOCK_CHARGING,
    0x12: Charger.ADAPTER_CHARGED,
    0x16: Charger.ADAPTER_CHARGING,
}
_RIGHT_CENTRE_LEFT = (Side.RIGHT, Side.CENTRE, Side.LEFT)  # bumpers, cliffs
_RIGHT_LEFT = (Side.RIGHT, Side.LEFT)  # wheel drops
_LEFT_RIGHT = (Side.LEFT, Side.RIGHT)  # over-currents: the other way round


class Malformed(ValueError):
    """A payload whose lengths cannot be; nothing in it is believed."""


@dataclass(frozen=True, slots=True)
class Core:
    """The senses, every 20 ms. `timestamp_ms` and the encoders' ticks wrap at 65536."""

    timestamp_ms: int
    bumpers: Side
    wheel_drops: Side
    cliffs: Side
    left_ticks: int
    right_ticks: int
    pwm: tuple[int, int]  # left, right; -128 to 127
    button: int | None
    charger: Charger
    battery_v: float
    over_current: Side


@dataclass(frozen=True, slots=True)
class Inertia:
    """The gyro's heading, from -18000 to 18000, and its rate, in hundredths of a degree and their second."""

    angle_cdeg: int
    rate_cdeg_s: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is wired to the base: four digital inputs, a bit each, and four analogue ones, 4095 = 3.3 V."""

    digital: int
    analogue: tuple[int, ...]


@dataclass(slots=True)
class Feedback:
    """One frame; None: not in it.

    `cliff_adc`: right, centre, left, 4095 = 3.3 V. `gyro`: raw samples x, y, z of the chip. `gains`: P, I, D
    times 1000.
    """

    core: Core | None = None
    beams: DockBeams | None = None
    inertia: Inertia | None = None
    cliff_adc: Sample | None = None
    wheel_current_a: tuple[float, float] | None = None
    gyro: tuple[Sample, ...] | None = None
    inputs: Inputs | None = None
    hardware: Version | None = None
    firmware: Version | None = None
    unique_id: Sample | None = None
    gains: Sample | None = None


def decode_feedback(payload: bytes) -> Feedback:
    """What the parts of `payload` say; those with an unknown id are left out. Raises `Malformed`."""
    said = Feedback()
    for part, data in _parts(payload):
        if decode := _DECODERS.get(part):
            try:
                decode(said, data)
            except (struct.error, ValueError) as error:
                raise Malformed(f"part {part} of {len(data)} bytes") from error
    return said


def _parts(payload: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(payload):
        data = payload[at + 2 : at + 2 + payload[at + 1]] if at + 1 < len(payload) else b""
        if at + 1 == len(payload) or len(data) < payload[at + 1]:
            raise Malformed("a part longer than its frame")
        yield payload[at], data
        at += 2 + len(data)


def _core(said: Feedback, data: bytes) -> None:
    stamp, bumper, drop, cliff, *wheels, buttons, charger, battery, current = struct.unpack(
        "<HBBBHHbbBBBB", data
    )
    said.core = Core(
        timestamp_ms=stamp,
        bumpers=_sides(bumper, _RIGHT_CENTRE_LEFT),
        wheel_drops=_sides(drop, _RIGHT_LEFT),
        cliffs=_sides(cliff, _RIGHT_CENTRE_LEFT),
        left_ticks=wheels[0],
        right_ticks=wheels[1],
        pwm=(wheels[2], wheels[3]),
        button=next((number for number in range(3) if buttons >> number & 1), None),
        charger=_CHARGERS.get(charger, Charger.NONE),
        battery_v=battery / 10,
        over_current=_sides(current, _LEFT_RIGHT),
    )


def _sides(bits: int, sides: tuple[Side, ...]) -> Side:
    found = NOWHERE
    for number, side in enumerate(sides):
        if bits >> number & 1:
            found |= side
    return found


def _beams(said: Feedback, data: bytes) -> None:
    right, centre, left = (Beam(byte & _ALL_BEAMS) for byte in struct.unpack("<BBB", data))
    said.beams = DockBeams(left, centre, right)


def _inertia(said: Feedback, data: bytes) -> None:
    said.inertia = Inertia(*struct.unpack("<hh3x", data))


def _cliff_adc(said: Feedback, data: bytes) -> None:
    said.cliff_adc = struct.unpack("<HHH", data)


def _currents(said: Feedback, data: bytes) -> None:
    left, right = struct.unpack("<BB", data)
    said.wheel_current_a = left / 100, right / 100


def _gyro(said: Feedback, data: bytes) -> None:
    _, count = struct.unpack_from("<BB", data)
    axes = struct.unpack(f"<{count}h", data[2:])
    said.gyro = tuple(zip(axes[::3], axes[1::3], axes[2::3], strict=True))


def _inputs(said: Feedback, data: bytes) -> None:
    digital, *analogue = struct.unpack("<HHHHH6x", data)
    said.inputs = Inputs(digital, tuple(analogue))


def _hardware(said: Feedback, data: bytes) -> None:
    old = _old_version(data)
    said.hardware = _version(data) if old is None else (old // 100, old // 10 % 10, old % 10)


def _firmware(said: Feedback, data: bytes) -> None:
    old = _old_version(data)
    said.firmware = _version(data) if old is None else _OLD_FIRMWARE.get(old, _UNKNOWN)


def _old_version(data: bytes) -> int | None:
    return int.from_bytes(data, "little") if len(data) == 2 else None


def _version(data: bytes) -> Version:
    patch, minor, major = struct.unpack("<BBBx", data)
    return major, minor, patch


def _unique_id(said: Feedback, data: bytes) -> None:
    said.unique_id = struct.unpack("<III", data)


def _gains(said: Feedback, data: bytes) -> None:
    said.gains = struct.unpack("<xIII", data)


_DECODERS: Mapping[int, Callable[[Feedback, bytes], None]] = {
    1: _core,
    3: _beams,
    4: _inertia,
    5: _cliff_adc,
    6: _currents,
    10: _hardware,
    11: _firmware,
    13: _gyro,
    16: _inputs,
    19: _unique_id,
    21: _gains,
}
