"""The base's own milliseconds: how much later a frame is, and whether the base began anew. Pure."""

from enum import StrEnum

_WRAP_MS = 0x10000
AHEAD_MS = 500  # of our own clock: frames come in bursts, and some are lost


class Order(StrEnum):
    """How a frame follows the one before."""

    FIRST = "first"
    LATER = "later"
    REPEATED = "repeated"
    RESTARTED = "restarted"


class BaseClock:
    """Compares each frame's time stamp with the one before."""

    def __init__(self) -> None:
        self._last: tuple[int, float] | None = None

    def begin(self) -> None:
        """The next frame is the first of a connection."""
        self._last = None

    def follow(self, timestamp_ms: int, now: float) -> tuple[Order, float]:
        """How a frame stamped so and read at `now` follows, and the seconds between, 0 if not `LATER`."""
        before, self._last = self._last, (timestamp_ms, now)
        if before is None:
            return Order.FIRST, 0.0
        later_ms = (timestamp_ms - before[0]) % _WRAP_MS
        if later_ms == 0:
            return Order.REPEATED, 0.0
        if later_ms > 1000 * (now - before[1]) + AHEAD_MS:  # backwards is far ahead
            return Order.RESTARTED, 0.0
        return Order.LATER, later_ms / 1000
