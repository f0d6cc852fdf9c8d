"""From frames to whole turns. Pure."""

import numpy as np
from numpy.typing import NDArray

from drivers.range_scanner.ld19.protocol import POINTS, Frames
from drivers.range_scanner.turn import Turn, counter_clockwise_rad, metres

FULL_CDEG = 36_000
POINTS_PER_S = 4500
FRAME_S = POINTS / POINTS_PER_S
MOST_CDEG_PER_SPEED = 1.5 * FRAME_S * 100  # a frame may span half as much again as its speed makes of it
LEAST_SHARE = 0.8  # of a turn that must have come through for it to be one
MOST_FRAMES = 400  # about a second: a scanner that does not come round
_STEPS = np.arange(POINTS) / (POINTS - 1)


class Turns:
    """Cuts frames into turns, where their angle comes round."""

    def __init__(self) -> None:
        self._pending: list[Frames] = []
        self._pending_frames = 0
        self._is_carried = False  # the first pending frame began in the turn before
        self._begun = False  # pending frames begin with a turn
        self._last_cdeg = 0
        self.implausible = 0
        self.incomplete = 0

    def forget(self) -> None:
        """The wire begins anew: what comes first is part of a turn."""
        self._pending, self._pending_frames = [], 0
        self._begun = self._is_carried = False
        self._last_cdeg = 0

    def feed(self, frames: Frames) -> list[Turn]:
        """The turns that end in these frames."""
        frames, starts = self._plausible(frames)
        turns, done = [], 0
        for at, start in enumerate(starts):
            if self._last_cdeg - start > FULL_CDEG // 2:
                self._keep(frames[done:at])
                turns += self._end(len(frames) - at)
                done = at
            self._last_cdeg = start
        self._keep(frames[done:])
        return turns

    def _plausible(self, frames: Frames) -> tuple[Frames, list[int]]:
        """The frames that span what they should, and where they start; lists are quicker here than arrays."""
        starts: list[int] = frames["start_cdeg"].tolist()
        said = zip(starts, frames["end_cdeg"].tolist(), frames["speed_deg_s"].tolist(), strict=True)
        good = [
            max(start, end) < FULL_CDEG and 0 < (end - start) % FULL_CDEG <= speed * MOST_CDEG_PER_SPEED
            for start, end, speed in said
        ]
        if all(good):
            return frames, starts
        self.implausible += good.count(False)
        return frames[np.array(good)], [start for start, is_good in zip(starts, good, strict=True) if is_good]

    def _keep(self, frames: Frames) -> None:
        if self._pending_frames > MOST_FRAMES:
            self.forget()
            self.incomplete += 1
        if len(frames):
            self._pending.append(frames)
            self._pending_frames += len(frames)

    def _end(self, frames_after: int) -> list[Turn]:
        """The turn that is pending ends; its last frame may reach into the next."""
        if not self._pending:
            self._begun = True
            return []
        frames = np.concatenate(self._pending)
        was_begun, was_carried = self._begun, self._is_carried
        last = frames[-1:]
        self._is_carried = bool(last["end_cdeg"][0] < last["start_cdeg"][0])
        self._pending = [last] if self._is_carried else []
        self._pending_frames = len(self._pending)
        self._begun = True
        if not was_begun:
            return []
        turn, share = _turn(frames, was_carried, frames_after)
        if share < LEAST_SHARE:
            self.incomplete += 1
            return []
        return [turn]


def _turn(frames: Frames, is_carried: bool, frames_after: int) -> tuple[Turn, float]:
    """The turn of these frames, and which share of a circle they cover."""
    start = frames["start_cdeg"].astype(np.float64)[:, np.newaxis]
    span = (frames["end_cdeg"][:, np.newaxis] - start) % FULL_CDEG
    angles = start + span * _STEPS
    belongs = angles < FULL_CDEG
    if is_carried:
        belongs[0] = ~belongs[0]
    steps = np.broadcast_to(span / (POINTS - 1), angles.shape)
    share = float(steps[belongs].sum()) / FULL_CDEG
    ranges: NDArray[np.float64] = frames["points"]["mm"][belongs].astype(np.float64)
    turn_s = 360 / float(frames["speed_deg_s"].mean())
    angles_rad = counter_clockwise_rad(angles[belongs] % FULL_CDEG / 100)
    return Turn(angles_rad, metres(ranges), turn_s, frames_after * FRAME_S), share
