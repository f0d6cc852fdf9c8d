"""The base's sensors by name: what each gives without power, garbled, and when it errs."""

import random
from collections.abc import Mapping

from simulator.devices.mobile_base.condition import Condition, Kind, Value

BYTE, WORD, ADC = (0, 255), (0, 65_535), (0, 4095)
ERRS_BY = 1.2  # a scale that is wrong, but might be right
HIGH_BY_DV = 15
FLOOR_ADC, CLIFF_ADC = 1500, 200


def _mirrored_bits(value: int) -> int:
    return (value & 2) | (value & 1) << 2 | value >> 2 & 1


def _mirrored(true: Value) -> Value:
    return (_mirrored_bits(true[0]), *true[1:][::-1])


def _backwards(true: Value) -> Value:
    return true[::-1]


def _scaled(true: Value) -> Value:
    return tuple(round(value * ERRS_BY) for value in true)


def _high(true: Value) -> Value:
    return (true[0] + HIGH_BY_DV,)


def _swapped_pair_bits(true: Value) -> Value:
    return ((true[0] & 1) << 1 | true[0] >> 1,)


BUMPER = Kind("bumper", (0,), ((0, 7),), _mirrored)
CLIFF = Kind("cliff", (0, 0, 0, 0), ((0, 7), ADC, ADC, ADC), _mirrored)  # the bits; right, centre, left
WHEEL_DROP = Kind("wheel_drop", (0,), ((0, 3),), _swapped_pair_bits)
ENCODERS = Kind("encoders", (0, 0), (WORD, WORD), _scaled)
GYRO = Kind(
    "gyro",
    (0, 0, 0, 0),
    ((-18_000, 17_999), (-25_000, 25_000), (-25_000, 25_000), (-25_000, 25_000)),
    _scaled,
)  # angle in 0.01°; rates of yaw, roll, pitch in 0.01°/s
CURRENT = Kind("current", (0, 0, 0), (BYTE, BYTE, (0, 3)), lambda true: (true[1], true[0], true[2]))
DOCK = Kind("dock", (0, 0, 0), ((0, 63),) * 3, _backwards)
BATTERY = Kind("battery", (0,), (BYTE,), _high)
KINDS = (BUMPER, CLIFF, WHEEL_DROP, ENCODERS, GYRO, CURRENT, DOCK, BATTERY)


class Sensors:
    """The condition of each."""

    def __init__(self, rng: random.Random) -> None:
        self.conditions: Mapping[str, Condition] = {kind.name: Condition(kind, rng) for kind in KINDS}
        (
            self.bumper,
            self.cliff,
            self.wheel_drop,
            self.encoders,
            self.gyro,
            self.current,
            self.dock,
            self.battery,
        ) = self.conditions.values()

    def words(self) -> dict[str, str]:
        """The sensors that are not well, and how they are."""
        return {name: each.word for name, each in self.conditions.items() if each.word != "ok"}
