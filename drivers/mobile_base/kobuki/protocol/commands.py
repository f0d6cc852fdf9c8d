"""What a base is told, one frame each. Pure.

Source: kobuki_core 1.4.0 (command.cpp), kobuki_documentation doc/protocol.rst, "Commands".
"""

import struct
from enum import IntEnum, IntFlag

from drivers.mobile_base.kobuki.protocol.frames import encode_frame

NOTE_S = 0.00000275  # a note is its period in these
_LONGEST_NOTE_MS = 0xFF
_OWN_SUPPLIES = 0x00F0  # 3.3 V, 5 V, 12 V 5 A, 12 V 1.5 A: without them lidar and peripherals go off


class Light(IntFlag):
    """LED 1 by its two colours; both are orange."""

    OFF = 0
    RED = 0x0100
    GREEN = 0x0200
    ORANGE = 0x0300


class Melody(IntEnum):
    """The sounds a base knows by itself."""

    ON = 0
    OFF = 1
    RECHARGE = 2
    BUTTON = 3
    ERROR = 4
    CLEANING_START = 5
    CLEANING_END = 6


class Extra(IntFlag):
    """What a base tells only when it is asked."""

    HARDWARE = 0x01
    FIRMWARE = 0x02
    UNIQUE_ID = 0x08


def encode_drive(speed_mm_s: int, radius_mm: int) -> bytes:
    """Drive: the outer wheel's speed, and the arc's radius, positive with its centre on the left.

    Radius 0 is straight, 1 on the spot. Both -32768 to 32767.
    """
    return encode_frame(struct.pack("<BBhh", 1, 4, speed_mm_s, radius_mm))


def encode_note(frequency_hz: float, duration_s: float) -> bytes:
    """One tone, 6 to 20,000 Hz, up to 0.255 s. Raises ValueError beyond."""
    if not 6 <= frequency_hz <= 20_000 or not 0 < duration_s <= _LONGEST_NOTE_MS / 1000:
        raise ValueError(f"no tone of this base: {frequency_hz:g} Hz for {duration_s:g} s")
    note = int(1 / (frequency_hz * NOTE_S))
    return encode_frame(struct.pack("<BBHB", 3, 3, note, round(duration_s * 1000)))


def encode_melody(melody: Melody) -> bytes:
    """One of the base's own sounds."""
    return encode_frame(struct.pack("<BBB", 4, 1, melody))


def encode_request(extras: Extra) -> bytes:
    """Ask for what is told only then."""
    return encode_frame(struct.pack("<BBH", 9, 2, extras))


def encode_outputs(light: Light) -> bytes:
    """LED 1, and the supplies of what stands on the base, which one word carries together."""
    return encode_frame(struct.pack("<BBH", 12, 2, _OWN_SUPPLIES | light))


def encode_gains_request() -> bytes:
    """Ask for the gains of the wheels' controller (firmware 1.2 and above)."""
    return encode_frame(struct.pack("<BBB", 14, 1, 0))
