"""The nodes of an RPLIDAR A1: one measured point in five bytes, without any check sum. Pure.

Source: as protocol.py, "Scan response". All there is to tell nodes from noise: a bit and its opposite, a bit
that is always set, and angles that go on and on. So several nodes in a row must agree before any is believed,
and where one does not fit, all is searched anew.
"""

import numpy as np
from numpy.typing import NDArray

NODE_BYTES = 5
AGREE = 8  # nodes in a row
BATCH_BYTES = 20 * NODE_BYTES
FULL_Q6 = 360 * 64  # angles are in 1/64°
BACK_Q6, AHEAD_Q6 = 3 * 64, 20 * 64  # how far an angle may lie before or behind the one before
QUARTERS = 4.0  # distances are in 1/4 mm

NODE = np.dtype([("first", "u1"), ("angle", "<u2"), ("distance", "<u2")])
Nodes = NDArray[np.void]
NONE: Nodes = np.empty(0, NODE)


def is_start(nodes: Nodes) -> NDArray[np.bool_]:
    """Which nodes are the first of their turn."""
    starts: NDArray[np.bool_] = (nodes["first"] & 1) == 1
    return starts


def angles_deg(nodes: Nodes) -> NDArray[np.float64]:
    """Their angles, clockwise, 0 up to 360."""
    q6: NDArray[np.float64] = (nodes["angle"] >> 1) % FULL_Q6 / 64
    return q6


def distances_mm(nodes: Nodes) -> NDArray[np.float64]:
    """How far away what they hit is; 0: they hit nothing."""
    distances: NDArray[np.float64] = nodes["distance"] / QUARTERS
    return distances


class NodeReader:
    """Finds nodes in what a wire carries, in any pieces and among other bytes."""

    def __init__(self) -> None:
        self._waiting = b""
        self._last_q6: int | None = None  # of the node believed last; None: none is
        self.noise_bytes = 0
        self.losses = 0

    def forget(self) -> None:
        """Nodes begin anew."""
        self._waiting, self._last_q6 = b"", None

    def feed(self, data: bytes) -> Nodes:
        """The nodes that are believed; small pieces wait until some make a batch."""
        self._waiting += data
        if len(self._waiting) < BATCH_BYTES:
            return NONE
        found = []
        while (nodes := self._next()) is not None:
            found.append(nodes)
        return np.concatenate(found) if found else NONE

    def _next(self) -> Nodes | None:
        """The next run of nodes that fit; None: there is nothing more to find for now."""
        if self._last_q6 is None and not self._find():
            return None
        count = len(self._waiting) // NODE_BYTES
        if not count:
            return None
        nodes = _nodes(np.frombuffer(self._waiting, np.uint8, count * NODE_BYTES), 0)
        good = _fit(nodes, self._last_q6)
        run = count if good.all() else int(good.argmin())
        self._waiting = self._waiting[run * NODE_BYTES :]
        if run:
            self._last_q6 = int(nodes["angle"][run - 1]) >> 1
        if run < count:
            self._last_q6 = None
            self.losses += 1
            self._skip(1)
        return nodes[:run]

    def _find(self) -> bool:
        """Go on to where nodes in a row agree; False: nowhere yet."""
        heard = np.frombuffer(self._waiting, np.uint8)
        places = len(heard) - AGREE * NODE_BYTES + 1
        if places <= 0:
            return False
        fits = np.zeros(places, np.bool_)
        for shift in range(min(NODE_BYTES, places)):
            fits[shift::NODE_BYTES] = _agree(_nodes(heard, shift))
        at = int(fits.argmax())
        if not fits[at]:
            self._skip(places)
            return False
        self._skip(at)
        self._last_q6 = (int(self._waiting[1]) | int(self._waiting[2]) << 8) >> 1
        return True

    def _skip(self, count: int) -> None:
        self._waiting = self._waiting[count:]
        self.noise_bytes += count


def _nodes(heard: NDArray[np.uint8], shift: int) -> Nodes:
    count = (len(heard) - shift) // NODE_BYTES
    rows = heard[shift : shift + count * NODE_BYTES].reshape(count, NODE_BYTES)
    nodes: Nodes = rows.view(NODE)[:, 0]
    return nodes


def _goes_on(nodes: Nodes) -> NDArray[np.bool_]:
    """Whether each angle lies where it should behind the one before."""
    q6 = (nodes["angle"] >> 1).astype(np.int32)
    steps = (q6[1:] - q6[:-1] + BACK_Q6) % FULL_Q6
    return np.asarray(steps <= BACK_Q6 + AHEAD_Q6)


def _agree(nodes: Nodes) -> NDArray[np.bool_]:
    """From which of them on enough agree."""
    fit = np.lib.stride_tricks.sliding_window_view(_fit(nodes, None), AGREE)
    on = np.lib.stride_tricks.sliding_window_view(_goes_on(nodes), AGREE - 1)
    return np.asarray(fit.all(axis=1) & on.all(axis=1))


def _fit(nodes: Nodes, last_q6: int | None) -> NDArray[np.bool_]:
    """Which nodes could be some; behind `last_q6`, also whether they go on from there."""
    first = nodes["first"]
    good: NDArray[np.bool_] = ((first ^ (first >> 1)) & 1 == 1) & (nodes["angle"] & 1 == 1)
    good &= (nodes["angle"] >> 1) < FULL_Q6 + AHEAD_Q6
    if last_q6 is None or not len(nodes):
        return good
    good[1:] &= _goes_on(nodes)
    step = ((int(nodes["angle"][0]) >> 1) - last_q6 + BACK_Q6) % FULL_Q6
    good[0] &= step <= BACK_Q6 + AHEAD_Q6
    return good
