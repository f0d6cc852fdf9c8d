"""Where a base has come to by its own senses: distance from the wheels, heading from the gyro. Pure."""

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

from drivers.motion import STILL, BaseReading, Pose, Twist

KEPT_S = 1.0
FASTEST_M_S, FASTEST_RAD_S = 1.5, 6.0  # beyond these, or after a gap, the base began to count anew
SLACK_S, GAP_S = 0.1, 0.5
SPEED_OVER_S = 0.1


class Odometry:
    """The base's pose in a frame of its own, which drifts but never jumps; `yaw_rad` is not wrapped here."""

    def __init__(self) -> None:
        self.pose = Pose(0.0, 0.0, 0.0)
        self.twist = STILL
        self.travelled_m = 0.0
        self._last: BaseReading | None = None
        self._trail: deque[tuple[float, float, float, float, float]] = deque()

    def add(self, reading: BaseReading) -> None:
        """The next reading."""
        distance_m, turn_rad = self._moved(reading)
        self._last = reading
        x_m, y_m, yaw_rad = self.pose.x_m, self.pose.y_m, self.pose.yaw_rad
        along = yaw_rad + turn_rad / 2
        self.pose = Pose(
            x_m + distance_m * math.cos(along), y_m + distance_m * math.sin(along), yaw_rad + turn_rad
        )
        self.travelled_m += distance_m
        self._keep(reading.at_s)
        self.twist = Twist(self._speed_m_s(), reading.yaw_rate_rad_s)

    def at(self, times_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, 3): x, y, yaw at these times; before and after what is kept, its ends."""
        trail = np.asarray(self._trail)
        if not len(trail):
            return np.zeros((len(times_s), 3))
        return np.stack([np.interp(times_s, trail[:, 0], trail[:, column]) for column in (1, 2, 3)], axis=1)

    def _moved(self, reading: BaseReading) -> tuple[float, float]:
        """Metres and radians since the reading before; none where the base began to count anew."""
        last = self._last
        if last is None:
            return 0.0, 0.0
        distance_m = (reading.left_m - last.left_m + reading.right_m - last.right_m) / 2
        turn_rad = reading.yaw_rad - last.yaw_rad
        seconds = reading.at_s - last.at_s + SLACK_S
        if seconds > GAP_S + SLACK_S:
            return 0.0, 0.0
        if abs(distance_m) > FASTEST_M_S * seconds or abs(turn_rad) > FASTEST_RAD_S * seconds:
            return 0.0, 0.0
        return distance_m, turn_rad

    def _keep(self, at_s: float) -> None:
        pose, trail = self.pose, self._trail
        trail.append((at_s, pose.x_m, pose.y_m, pose.yaw_rad, self.travelled_m))
        while trail[0][0] < at_s - KEPT_S:
            trail.popleft()

    def _speed_m_s(self) -> float:
        newest = self._trail[-1]
        for older in reversed(self._trail):
            if newest[0] - older[0] >= SPEED_OVER_S:
                return (newest[4] - older[4]) / (newest[0] - older[0])
        return 0.0
