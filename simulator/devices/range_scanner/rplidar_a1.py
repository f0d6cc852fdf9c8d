"""Requests and answers of an RPLIDAR A1.

Source: Slamtec, "Interface Protocol and Application Notes", and rplidar_sdk 1.12.0 (rplidar_cmd.h).
"""

from collections.abc import Iterator
from enum import IntEnum

import numpy as np

from simulator.devices.range_scanner.head import Bunch, Make

MAKE = Make(
    baud=115_200, points_per_s=2000, turns_per_s=5.5, nearest_m=0.15, farthest_m=8.0, points_a_frame=1
)
SYNC = 0xA5
HAS_PAYLOAD = 0x80
LONGEST_REQUEST = 3 + 255 + 1
QUALITY = 47


class Request(IntEnum):
    """What a host may ask."""

    SCAN = 0x20
    FORCE_SCAN = 0x21
    STOP = 0x25
    RESET = 0x40
    INFO = 0x50
    HEALTH = 0x52


SCAN_DESCRIPTOR = bytes.fromhex("A5 5A 05 00 00 40 81")
INFO = bytes.fromhex("A5 5A 14 00 00 00 04") + bytes((0x18, 29, 1, 7)) + bytes(range(0xA0, 0xB0))
HEALTH_DESCRIPTOR = bytes.fromhex("A5 5A 03 00 00 00 06")
GOOD, FAILED = bytes(3), b"\x02\x01\x80"


class RequestReader:
    """Finds requests in what arrives, also in pieces; anything else is dropped."""

    def __init__(self) -> None:
        self._waiting = b""

    def read(self, data: bytes) -> Iterator[tuple[bytes, int | None]]:
        """What was read, and the code of the request; None: it was none."""
        self._waiting += data
        while self._waiting:
            begins = self._waiting.find(SYNC)
            if begins:
                lost = self._waiting if begins < 0 else self._waiting[:begins]
                self._waiting = self._waiting[len(lost) :]
                yield lost, None
                continue
            length = self._length()
            if length is None or len(self._waiting) < length:
                return
            request, self._waiting = self._waiting[:length], self._waiting[length:]
            yield request, request[1] if _is_right(request) else None

    def _length(self) -> int | None:
        """Of the request that begins here; None = not known yet."""
        if len(self._waiting) < 2:
            return None
        if not self._waiting[1] & HAS_PAYLOAD:
            return 2
        return 4 + self._waiting[2] if len(self._waiting) > 2 else None


def encode_nodes(bunch: Bunch) -> bytes:
    """Five bytes a point; the first of a turn is marked."""
    step_deg = bunch.speed_deg_s / MAKE.points_per_s
    begins = np.floor(bunch.angles_deg / 360) > np.floor((bunch.angles_deg - step_deg) / 360)
    there = ~np.isnan(bunch.ranges_m)
    angles = np.rint(bunch.angles_deg * 64).astype(np.int64) % (360 * 64)
    distances = np.rint(np.nan_to_num(bunch.ranges_m) * 4000).astype(np.int64)
    data = np.empty((len(there), 5), np.uint8)
    data[:, 0] = np.where(there, QUALITY << 2, 0) | np.where(begins, 1, 2)
    data[:, 1] = (angles << 1 & 0xFF) | 1
    data[:, 2] = angles >> 7
    data[:, 3], data[:, 4] = distances & 0xFF, distances >> 8
    return data.tobytes()


def _is_right(request: bytes) -> bool:
    """Whether its checksum fits: XOR over all before it. Requests without a payload have none."""
    if len(request) == 2:
        return True
    checksum = 0
    for byte in request[:-1]:
        checksum ^= byte
    return checksum == request[-1]
