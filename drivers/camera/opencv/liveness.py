"""Whether a camera still sees: no two of its pictures are alike, for every sensor has noise. Pure."""

import math

from drivers.frames import Frame

FROZEN_S = 5.0
FROZEN_FRAMES = 10
DARK_S = 5.0
DARK_GREY = 28  # of 255; the brightest part of what a covered sensor sees, its noise averaged
_STEP = 8  # of the rows and columns that are compared
_PART = 10  # sides of a part, in steps


class Liveness:
    """Remembers a trace of the picture before, also beyond a new opening; keeps no picture."""

    def __init__(self) -> None:
        self._trace: int | None = None
        self._alike = 0
        self._changed_at = -math.inf
        self._bright_at = -math.inf

    def begin(self, now: float) -> None:
        """The camera was opened at `now`."""
        self._alike = 0
        self._changed_at = self._bright_at = now

    def see(self, frame: Frame, now: float) -> bool:
        """Take the next picture; whether it differs from the one before, or is too dark to differ."""
        sample = frame[::_STEP, ::_STEP]
        is_bright = _brightest(sample) >= DARK_GREY
        trace, before = hash(sample.tobytes()), self._trace
        self._trace = trace
        if is_bright:
            self._bright_at = now
        differs = before is not None and trace != before
        if differs or not is_bright:
            self._alike, self._changed_at = 0, now
        else:
            self._alike += 1
        return differs or not is_bright

    def is_frozen(self, now: float) -> bool:
        """True when the same picture has come for too long."""
        return self._alike >= FROZEN_FRAMES and now - self._changed_at >= FROZEN_S

    def is_dark(self, now: float) -> bool:
        """True when nothing has been seen for a while."""
        return now - self._bright_at >= DARK_S


def _brightest(sample: Frame) -> float:
    """The mean grey of the brightest part."""
    side = min(_PART, *sample.shape)
    rows, columns = (length // side for length in sample.shape)
    parts = sample[: rows * side, : columns * side].reshape(rows, side, columns, side)
    return float(parts.mean(axis=(1, 3)).max())
