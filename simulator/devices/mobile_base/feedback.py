"""What the base tells every 20 ms, and on request.

Source: kobuki_documentation doc/protocol.rst, "Feedback Packets", with the ids and lengths of kobuki_core
1.4.0 where the two differ (motor currents are one byte each, controller info is id 21 with 13 bytes).
"""

import struct
from collections.abc import Sequence
from typing import NamedTuple

HARDWARE_INFO, FIRMWARE_INFO, UNIQUE_ID_INFO, CONTROLLER_INFO = 10, 11, 19, 21
DEG_S_PER_DIGIT = 0.00875  # of a raw gyro sample (L3G4200D)

_BEFORE_GYRO = struct.Struct("<BB H BBB HH bb BB BB  BB BBB  BB hh 3x  BB HHH  BB BB".replace(" ", ""))
_SAMPLES = {n: struct.Struct(f"<BBBB{3 * n}h") for n in (2, 3)}
_INPUTS = struct.Struct("<BBHHHHH6x")


class Feedback(NamedTuple):
    """One frame's worth, in the units and bits of the wire. Pairs are left and right.

    `bumper` and `cliff`: 1 right, 2 centre, 4 left; `wheel_drop`: 1 right, 2 left; `over_current`: 1 left, 2
    right. `dock` and `cliff_adc`: right, centre, left. `gyro`: two or three raw samples x, y, z in a row.
    """

    timestamp_ms: int = 0
    bumper: int = 0
    wheel_drop: int = 0
    cliff: int = 0
    encoders: tuple[int, ...] = (0, 0)
    pwm: tuple[int, int] = (0, 0)
    buttons: int = 0
    charger: int = 0
    battery_dv: int = 0
    over_current: int = 0
    dock: tuple[int, ...] = (0, 0, 0)
    angle_cdeg: int = 0
    rate_cdeg_s: int = 0
    cliff_adc: tuple[int, ...] = (1500, 1500, 1500)
    current_10ma: tuple[int, ...] = (5, 5)
    gyro_frame: int = 0
    gyro: Sequence[int] = (0, 0, 0, 0, 0, 0)
    digital: int = 0
    analogue: tuple[int, int, int, int] = (0, 0, 0, 0)


def encode_feedback(told: Feedback) -> bytes:
    """The sub-payloads that come in every frame."""
    before = _BEFORE_GYRO.pack(
        *(1, 15, told.timestamp_ms & 0xFFFF, told.bumper, told.wheel_drop, told.cliff),
        *(told.encoders[0] & 0xFFFF, told.encoders[1] & 0xFFFF, *told.pwm),
        *(told.buttons, told.charger, told.battery_dv, told.over_current),
        *(3, 3, *told.dock),
        *(4, 7, told.angle_cdeg, told.rate_cdeg_s),
        *(5, 6, *told.cliff_adc),
        *(6, 2, *told.current_10ma),
    )
    values = len(told.gyro)
    gyro = _SAMPLES[values // 3].pack(13, 2 + 2 * values, told.gyro_frame & 0xFF, values, *told.gyro)
    return before + gyro + _INPUTS.pack(16, 16, told.digital, *told.analogue)


def encode_answer(id_: int, data: bytes) -> bytes:
    """One sub-payload that was asked for."""
    return bytes((id_, len(data))) + data


def encode_unique_id(words: tuple[int, int, int]) -> bytes:
    """The serial number as it is told."""
    return encode_answer(UNIQUE_ID_INFO, struct.pack("<III", *words))


def encode_controller(values: tuple[int, ...]) -> bytes:
    """Type and gains times 1000 as they are told."""
    return encode_answer(CONTROLLER_INFO, struct.pack("<BIII", *values))
