"""When the bytes handed to a wire will have left it."""


class Pace:
    """Reckoned from the baud rate (10 bits a byte); a faster wire only makes the deadlines generous."""

    def __init__(self, baud: int) -> None:
        self._byte_s = 10 / baud
        self.free_at = 0.0  # loop time

    def sent(self, count_bytes: int, now: float) -> None:
        """`count_bytes` more were handed over at loop time `now`."""
        self.free_at = max(self.free_at, now) + count_bytes * self._byte_s
