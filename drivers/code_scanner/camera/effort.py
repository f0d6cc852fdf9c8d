"""How closely a frame is looked at, so that looking costs no more than its share of a core. Pure."""

SHARE = 0.2  # of the time that passes
MOST_MS = 100.0  # that may be saved up


class Effort:
    """Saves up time while quick looks do; a thorough look is taken when there is some left."""

    def __init__(self) -> None:
        self._spare_ms = MOST_MS
        self._at: float | None = None

    def is_quick(self, now: float) -> bool:
        """Whether the frame that came at `now` gets no more than a quick look."""
        passed_ms = 0.0 if self._at is None else 1000 * (now - self._at)
        self._at = now
        self._spare_ms = min(MOST_MS, self._spare_ms + SHARE * passed_ms)
        return self._spare_ms <= 0

    def spend(self, ms: float) -> None:
        """So long was looked."""
        self._spare_ms -= ms
