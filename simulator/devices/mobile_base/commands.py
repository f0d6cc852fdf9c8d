"""What a host may tell the base.

Source: kobuki_documentation doc/protocol.rst, "Commands", with the ids and lengths of kobuki_core 1.4.0 where
the two differ (controller gains are 13 and 14).
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.devices.mobile_base.frames import SubPayload

BASE_CONTROL, SOUND, SOUND_SEQUENCE, REQUEST_EXTRA = 1, 3, 4, 9
GP_OUTPUT, SET_CONTROLLER, GET_CONTROLLER = 12, 13, 14
CONTROLLER_COMMANDS = (SET_CONTROLLER, GET_CONTROLLER)
HARDWARE_VERSION, FIRMWARE_VERSION, UNIQUE_ID = 0x01, 0x02, 0x08  # flags of a request
NOTE_S = 0.00000275  # a note is one over its frequency times this
SEQUENCES = ("on", "off", "recharge", "button", "error", "cleaning start", "cleaning end")


@dataclass(frozen=True, slots=True)
class Command:
    """A command the base understood: its id, its values, what it means to those who look on."""

    id: int
    values: tuple[int, ...]
    meaning: str


_LAYOUTS: Mapping[int, struct.Struct] = {
    BASE_CONTROL: struct.Struct("<hh"),  # mm/s, mm
    SOUND: struct.Struct("<HB"),  # note, ms
    SOUND_SEQUENCE: struct.Struct("<B"),
    REQUEST_EXTRA: struct.Struct("<H"),
    GP_OUTPUT: struct.Struct("<H"),
    SET_CONTROLLER: struct.Struct("<BIII"),  # type, gains times 1000
    GET_CONTROLLER: struct.Struct("<B"),
}


def is_known(id_: int) -> bool:
    """Whether there is a command with this id."""
    return id_ in _LAYOUTS


def decode_command(said: SubPayload) -> Command | None:
    """The command, of a known id; None: its length is another."""
    layout = _LAYOUTS[said.id]
    if len(said.data) != layout.size:
        return None
    values = layout.unpack(said.data)
    return Command(said.id, values, _meaning(said.id, values))


def _meaning(id_: int, values: tuple[int, ...]) -> str:
    if id_ == BASE_CONTROL:
        return "stop" if not values[0] else f"speed {values[0]} mm/s, radius {values[1]} mm"
    if id_ == SOUND:
        return f"sound of {hertz(values[0]):.0f} Hz, {values[1]} ms"
    if id_ == SOUND_SEQUENCE:
        return f"sound {sequence(values[0])}"
    if id_ in (REQUEST_EXTRA, GP_OUTPUT):
        what = "tell about" if id_ == REQUEST_EXTRA else "outputs"
        return f"{what} {values[0]:04X}"
    gains = ", ".join(f"{value / 1000:g}" for value in values[1:])
    return f"controller gains {gains}" if id_ == SET_CONTROLLER else "tell controller gains"


def hertz(note: int) -> float:
    """The frequency of a note."""
    return 1 / (note * NOTE_S) if note else 0.0


def sequence(number: int) -> str:
    """What a sound sequence is called."""
    return SEQUENCES[number] if number < len(SEQUENCES) else f"no. {number}"


def wheel_speeds(speed_mm_s: int, radius_mm: int) -> tuple[float, float]:
    """What a base control wants of the wheels, left and right, in m/s.

    The speed is the outer wheel's; a positive radius has the middle of the arc on the left.
    """
    speed = speed_mm_s / 1000
    if radius_mm == 0:
        return speed, speed
    if abs(radius_mm) == 1:
        return -speed * radius_mm, speed * radius_mm
    half, radius = 115, abs(radius_mm)
    inner = speed * (radius - half) / (radius + half)
    return (inner, speed) if radius_mm > 0 else (speed, inner)
