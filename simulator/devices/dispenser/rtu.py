"""Modbus RTU frames of a slave: unit, function, data, check sum, low byte first. Pure.

Source: MODBUS over Serial Line V1.02, 2.5.1; Application Protocol V1.1b3, 6 and 7.
"""

from itertools import accumulate

SHORTEST = 4


def _shifted(value: int, _: int) -> int:
    return value >> 1 ^ (0xA001 if value & 1 else 0)


TABLE = tuple(list(accumulate(range(8), _shifted, initial=byte))[-1] for byte in range(256))


def crc(data: bytes) -> bytes:
    """The check sum as it goes over the wire."""
    value = 0xFFFF
    for byte in data:
        value = value >> 8 ^ TABLE[(value ^ byte) & 0xFF]
    return value.to_bytes(2, "little")


def encode_frame(unit: int, function: int, data: bytes) -> bytes:
    """The whole frame."""
    body = bytes((unit, function)) + data
    return body + crc(body)


def is_whole(frame: bytes) -> bool:
    """Whether it is long enough and its check sum is right."""
    return len(frame) >= SHORTEST and crc(frame[:-2]) == frame[-2:]


def silence_s(baud: int) -> float:
    """What ends a frame: 3.5 characters, but 1.75 ms above 19200."""
    return 0.00175 if baud > 19200 or not baud else 3.5 * 10 / baud
