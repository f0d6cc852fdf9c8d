"""What an LD19 and an RPLIDAR A1 send, made here from their makers' documents, byte by byte."""

import struct
from collections.abc import Callable

POINTS = 12


def crc8(data: bytes) -> int:
    """Polynomial 4D, bit by bit."""
    check = 0
    for byte in data:
        check ^= byte
        for _ in range(8):
            check = check << 1 ^ (0x4D if check & 0x80 else 0)
            check &= 0xFF
    return check


def ld19_frame(start_cdeg: int, mm: list[int], speed_deg_s: int = 3600, span_cdeg: int = 880) -> bytes:
    body = struct.pack("<BBHH", 0x54, 0x2C, speed_deg_s, start_cdeg % 36_000)
    body += b"".join(struct.pack("<HB", each, 200) for each in mm)
    body += struct.pack("<HH", (start_cdeg + span_cdeg) % 36_000, 0)
    return body + bytes((crc8(body),))


def ld19_frames(count: int, distance: Callable[[float], int], first_cdeg: int = 0) -> bytes:
    """Frames in a row at 10 turns a second; `distance` is mm at an angle in degrees, clockwise."""
    told = []
    for number in range(count):
        start = first_cdeg + number * 960
        told.append(ld19_frame(start, [distance((start + i * 80) % 36_000 / 100) for i in range(POINTS)]))
    return b"".join(told)


def a1_node(angle_deg: float, mm: float, start: bool = False, quality: int = 15) -> bytes:
    return struct.pack(
        "<BHH", quality << 2 | (1 if start else 2), int(angle_deg * 64) << 1 | 1, round(mm * 4)
    )


def a1_turns(turns: int, distance: Callable[[float], float], per_turn: int = 360) -> bytes:
    """Nodes of some turns; the last is followed by the start of another."""
    told = b"".join(
        a1_node(i * 360 / per_turn, distance(i * 360 / per_turn), i == 0) for i in range(per_turn)
    )
    return told * turns + a1_node(0, distance(0), True)
