"""Frames of an LD06 or LD19: 12 points in 47 bytes, CRC8 behind them. Pure.

Source: LDROBOT, LD19 development manual V2.3, "Communication protocol" and "Reference routines"
(shared/facts/hardware.md 3.1): little-endian, sent without being asked, angles in 0.01° running clockwise.

All is done for many frames at once. The check sum is linear, so that it is the exclusive or of one table
entry for each byte, from a table for each place in the frame.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FRAME_BYTES = 47
POINTS = 12
BATCH_BYTES = 4 * FRAME_BYTES  # about 11 ms; wires hand on much smaller pieces than are worth a look
HEADER, VERSION = 0x54, 0x2C
POLYNOMIAL = 0x4D

FRAME = np.dtype(
    [
        ("header", "u1"),
        ("version", "u1"),
        ("speed_deg_s", "<u2"),
        ("start_cdeg", "<u2"),
        ("points", [("mm", "<u2"), ("intensity", "u1")], POINTS),
        ("end_cdeg", "<u2"),
        ("at_ms", "<u2"),  # wraps at 30,000
        ("check", "u1"),
    ]
)
Frames = NDArray[np.void]
NONE: Frames = np.empty(0, FRAME)


def _byte_table() -> NDArray[np.uint8]:
    """The check sum of each single byte: most significant bit first, begins with 0, nothing reflected."""
    table: NDArray[np.int_] = np.arange(256)
    for _ in range(8):
        table = (table << 1) ^ np.where(table & 0x80, POLYNOMIAL, 0)
    return (table & 0xFF).astype(np.uint8)


CRC_TABLE = _byte_table()


def check_sum(data: bytes) -> int:
    """The CRC8 of `data`."""
    check = 0
    for byte in data:
        check = int(CRC_TABLE[check ^ byte])
    return check


def _place_tables() -> NDArray[np.uint8]:
    """What each byte at each place contributes; the check sum itself, which comes last, makes it 0."""
    tables = [np.arange(256, dtype=np.uint8)]
    for _ in range(FRAME_BYTES - 1):
        tables.append(CRC_TABLE[tables[-1]])
    return np.concatenate(tables[::-1])


_PLACE_TABLES = _place_tables()
_PLACES = np.arange(FRAME_BYTES) * 256
_OFFSETS = np.arange(FRAME_BYTES)


def are_valid(rows: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which rows of 47 bytes are frames."""
    checks = np.bitwise_xor.reduce(_PLACE_TABLES[rows + _PLACES], axis=1)
    valid: NDArray[np.bool_] = (checks == 0) & (rows[:, 0] == HEADER) & (rows[:, 1] == VERSION)
    return valid


class FrameReader:
    """Finds frames in what a wire carries, in any pieces and among other bytes."""

    def __init__(self) -> None:
        self._waiting = b""
        self.wrong_checks = 0
        self.noise_bytes = 0

    def feed(self, data: bytes) -> Frames:
        """The frames that are complete; small pieces wait until some make a batch."""
        self._waiting += data
        if len(self._waiting) < BATCH_BYTES:
            return NONE
        count = len(self._waiting) // FRAME_BYTES
        rows = np.frombuffer(self._waiting, np.uint8, count * FRAME_BYTES).reshape(count, FRAME_BYTES)
        if are_valid(rows).all():
            self._waiting = self._waiting[count * FRAME_BYTES :]
            return _frames(rows)
        return self._search()

    def forget(self) -> None:
        """The wire begins anew."""
        self._waiting = b""

    def _search(self) -> Frames:
        """Frames wherever they begin; half a frame at the end waits on."""
        heard = np.frombuffer(self._waiting, np.uint8)
        heads = np.flatnonzero((heard[:-1] == HEADER) & (heard[1:] == VERSION))
        whole = heads[heads + FRAME_BYTES <= len(heard)]
        rows = heard[whole[:, np.newaxis] + _OFFSETS]
        begins, wrong = _apart(whole, are_valid(rows))
        end = int(begins[-1]) + FRAME_BYTES if begins else 0
        open_heads = heads[(heads >= end) & (heads + FRAME_BYTES > len(heard))]
        keep = int(open_heads[0]) if len(open_heads) else len(heard) - (heard[-1] == HEADER)
        keep = max(keep, end)
        self.wrong_checks += wrong
        self.noise_bytes += keep - len(begins) * FRAME_BYTES
        self._waiting = self._waiting[keep:]
        return _frames(heard[np.array(begins, np.intp)[:, np.newaxis] + _OFFSETS])


def _frames(rows: NDArray[np.uint8]) -> Frames:
    frames: Frames = rows.view(FRAME)[:, 0]
    return frames


def _apart(whole: NDArray[np.intp], valid: NDArray[np.bool_]) -> tuple[Sequence[int], int]:
    """Where valid frames begin that do not overlap, and how many heads outside of them head none."""
    begins: list[int] = []
    wrong, end = 0, 0
    for at, is_valid in zip(whole.tolist(), valid.tolist(), strict=True):
        if at < end:
            continue
        if is_valid:
            begins.append(at)
            end = at + FRAME_BYTES
        else:
            wrong += 1
    return begins, wrong
