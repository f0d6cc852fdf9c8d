"""Frames of an LD06 / LD19. Source: the maker's data protocol (LD19 development manual, "Data protocol")."""

import numpy as np
from numpy.typing import NDArray

from simulator.devices.range_scanner.head import Bunch, Make

MAKE = Make(
    baud=230_400, points_per_s=4500, turns_per_s=10.0, nearest_m=0.02, farthest_m=12.0, points_a_frame=12
)
HEADER, VERSION_AND_POINTS = 0x54, 0x2C
POLYNOMIAL = 0x4D
FRAME_BYTES, CHECKED_BYTES = 47, 46
TIME_WRAPS_MS = 30_000
INTENSITY = 200


def encode_frames(bunch: Bunch, crc_wrong: NDArray[np.bool_]) -> bytes:
    """All frames of a bunch, of 12 points each; `crc_wrong` has one flag a frame."""
    points, frames = MAKE.points_a_frame, len(crc_wrong)
    data = np.zeros((frames, FRAME_BYTES), np.uint8)
    data[:, 0], data[:, 1] = HEADER, VERSION_AND_POINTS
    _put(data, 2, np.full(frames, round(bunch.speed_deg_s)))
    hundredths = np.rint(bunch.angles_deg * 100).astype(np.int64).reshape(frames, points) % 36_000
    _put(data, 4, hundredths[:, 0])
    _put(data, 42, hundredths[:, -1])
    ends = np.floor(bunch.times.reshape(frames, points)[:, -1] * 1000 + 1e-6).astype(np.int64)
    _put(data, 44, ends % TIME_WRAPS_MS)
    millimetres = np.rint(np.nan_to_num(bunch.ranges_m) * 1000).astype(np.int64).reshape(frames, points)
    echoes = data[:, 6:42].reshape(frames, points, 3)  # 6…41: 12 times low, high, intensity
    echoes[:, :, 0], echoes[:, :, 1] = millimetres & 0xFF, millimetres >> 8
    echoes[:, :, 2] = np.where(millimetres > 0, INTENSITY, 0)
    data[:, 6:42] = echoes.reshape(frames, -1)
    data[:, 46] = crc8(data[:, :CHECKED_BYTES]) ^ np.where(crc_wrong, 0x5A, 0)
    return data.tobytes()


def crc8(data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(n,) checksums of (n, 46) bytes: begins with 0, most significant bit first, nothing reflected."""
    parts = _PLACES[np.arange(CHECKED_BYTES), data]
    checksums: NDArray[np.uint8] = np.bitwise_xor.reduce(parts, axis=1)
    return checksums


def _put(data: NDArray[np.uint8], at: int, values: NDArray[np.int64]) -> None:
    """A 16-bit value of every frame, the low byte first."""
    data[:, at], data[:, at + 1] = values & 0xFF, values >> 8 & 0xFF


def _table() -> NDArray[np.uint8]:
    table = np.arange(256)
    for _ in range(8):
        table = np.where(table & 0x80, table << 1 ^ POLYNOMIAL, table << 1) & 0xFF
    return table.astype(np.uint8)


def _places() -> NDArray[np.uint8]:
    """(46, 256): what each value of each byte adds to the checksum, which is linear."""
    table = _table()
    rows = [table]
    for _ in range(CHECKED_BYTES - 1):
        rows.append(table[rows[-1]])
    return np.array(rows[::-1])


_PLACES = _places()
