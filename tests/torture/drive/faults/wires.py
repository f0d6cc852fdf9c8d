"""What the two wires of a robot's motion carry, read without the drivers' code.

Sources: kobuki_documentation doc/protocol.rst (frames, base control 1, basic core 1, inputs 16);
LD19 development manual, "Data protocol". Wheel base 230 mm.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import xor

HALF_BASE_MM = 115
LIDAR_BYTES = 47
SECTOR_DEG = 10


@dataclass(frozen=True, slots=True)
class Command:
    """What the wheels are told: m/s ahead and rad/s to the left."""

    v_m_s: float
    w_rad_s: float

    @property
    def moves(self) -> bool:
        """Whether it is anything but to stand."""
        return (self.v_m_s, self.w_rad_s) != (0.0, 0.0)


class KobukiFrames:
    """Cuts one direction of the base's wire into sub-payloads (id, data) of frames whose checksum holds."""

    def __init__(self) -> None:
        self._heard = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The sub-payloads that `data` completes."""
        self._heard += data
        while (at := self._heard.find(b"\xaa\x55")) >= 0:
            del self._heard[:at]
            if len(self._heard) < 3 or len(self._heard) < self._heard[2] + 4:
                return
            length = self._heard[2]
            if reduce(xor, self._heard[2 : length + 4]):
                del self._heard[:2]
                continue
            payload = bytes(self._heard[3 : length + 3])
            del self._heard[: length + 4]
            yield from _parts(payload)
        del self._heard[:-1]


def _parts(payload: bytes) -> Iterator[tuple[int, bytes]]:
    while len(payload) >= 2:
        length = payload[1]
        yield payload[0], payload[2 : 2 + length]
        payload = payload[2 + length :]


def command_of(data: bytes) -> Command:
    """Of a base control: speed of the outer wheel in mm/s, radius in mm; 0 straight, ±1 on the spot."""
    speed, radius = struct.unpack("<hh", data)
    if radius == 0:
        return Command(speed / 1000, 0.0)
    if abs(radius) == 1:
        return Command(0.0, speed * radius / HALF_BASE_MM)
    outer_mm = radius + HALF_BASE_MM * (1 if radius > 0 else -1)
    turn_rad_s = speed / outer_mm
    return Command(turn_rad_s * radius / 1000, turn_rad_s)


def stops_in(part: int, data: bytes) -> list[str]:
    """What in the base's own words asks a robot to stand until somebody has looked."""
    if part == 1 and len(data) == 15:
        told = {"bumper": data[2], "wheel_drop": data[3], "cliff": data[4], "over_current": data[14]}
        return [name for name, bits in told.items() if bits]
    if part == 16 and len(data) == 16 and data[0] & 1:
        return ["emergency_stop"]
    return []


class LidarFrames:
    """Where frames with a good checksum looked lately."""

    def __init__(self) -> None:
        self._heard = bytearray()
        self.last_s = -1.0
        self.sectors_s: dict[int, float] = {}

    def feed(self, data: bytes, now: float) -> None:
        """Bytes for the robot."""
        self._heard += data
        while (at := self._heard.find(b"\x54\x2c")) >= 0 and len(self._heard) - at >= LIDAR_BYTES:
            frame = bytes(self._heard[at : at + LIDAR_BYTES])
            good = _crc8(frame[:-1]) == frame[-1]
            del self._heard[: at + (LIDAR_BYTES if good else 2)]
            if good:
                self.last_s = now
                begin = int.from_bytes(frame[4:6], "little") // 100
                self.sectors_s[begin // SECTOR_DEG] = now
        if at < 0:
            del self._heard[:-1]

    def seen(self, now: float, within_s: float) -> int:
        """How many of 36 sectors a frame began in lately."""
        return sum(now - at <= within_s for at in self.sectors_s.values())


def _crc8(data: bytes) -> int:
    value = 0
    for byte in data:
        value = _TABLE[value ^ byte]
    return value


def _entry(value: int) -> int:
    for _ in range(8):
        value = (value << 1 ^ 0x4D if value & 0x80 else value << 1) & 0xFF
    return value


_TABLE = [_entry(value) for value in range(256)]
