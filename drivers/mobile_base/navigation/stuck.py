"""Whether a base that is told to move does not (reliability fact sheet §9 rule 7). Pure."""

from collections import deque
from dataclasses import dataclass

from drivers.motion import STILL, Pose, Twist

OVER_S = 2.0
LEAST_M, LEAST_RAD = 0.08, 0.4  # wanted over that time: less says nothing
SHARE = 0.25  # of what was wanted: less is stuck


@dataclass(frozen=True, slots=True)
class _Step:
    """`driven_m`, `turned_rad`: what the setpoints had come to by then."""

    at_s: float
    driven_m: float
    turned_rad: float
    travelled_m: float
    yaw_rad: float


class StuckWatch:
    """Compares what was wanted for the last seconds with what odometry saw."""

    def __init__(self) -> None:
        self._steps: deque[_Step] = deque()
        self._wanted = STILL

    def step(self, now: float, wanted: Twist, travelled_m: float, odometry: Pose) -> bool:
        """`wanted` from now on; True when it has been stuck for 2 s."""
        steps = self._steps
        steps.append(self._next(now, travelled_m, odometry.yaw_rad))
        self._wanted = wanted
        while len(steps) > 1 and steps[1].at_s <= now - OVER_S:
            steps.popleft()
        first, last = steps[0], steps[-1]
        if first.at_s > now - OVER_S:
            return False
        driven = _falls_short(last.driven_m - first.driven_m, last.travelled_m - first.travelled_m, LEAST_M)
        turned = _falls_short(last.turned_rad - first.turned_rad, last.yaw_rad - first.yaw_rad, LEAST_RAD)
        return driven or turned

    def forget(self) -> None:
        """It stood still for a reason."""
        self._steps.clear()

    def _next(self, now: float, travelled_m: float, yaw_rad: float) -> _Step:
        if not self._steps:
            return _Step(now, 0.0, 0.0, travelled_m, yaw_rad)
        before = self._steps[-1]
        seconds = now - before.at_s
        driven_m = before.driven_m + self._wanted.v_m_s * seconds
        turned_rad = before.turned_rad + self._wanted.w_rad_s * seconds
        return _Step(now, driven_m, turned_rad, travelled_m, yaw_rad)


def _falls_short(wanted: float, moved: float, least: float) -> bool:
    if abs(wanted) < least:
        return False
    return moved / wanted < SHARE
