"""Which of the frames that come are looked at: so many a second, and never one that waited. Pure."""

import math

QUEUED_S = 0.002  # a frame that was there sooner than this had waited in a queue
EARLY = 0.3  # periods a frame may come early: the next one would be later still
PATIENCE = 3  # periods of frames that had waited; then one is better than none


class Pace:
    """Chooses `fps` frames a second out of however many there are."""

    def __init__(self, fps: float) -> None:
        self._period_s = 1 / fps
        self._next = -math.inf
        self._passed_over: float | None = None  # since when, because they had waited

    def wants(self, now: float, waited_s: float) -> bool:
        """Whether the frame that came at `now`, after it was waited for so long, is to be looked at."""
        early_s = EARLY * self._period_s
        if now < self._next - early_s or (waited_s < QUEUED_S and self._is_patient(now)):
            return False
        self._next = max(self._next, now - early_s) + self._period_s
        self._passed_over = None
        return True

    def _is_patient(self, now: float) -> bool:
        if self._passed_over is None:
            self._passed_over = now
        return now - self._passed_over < PATIENCE * self._period_s
