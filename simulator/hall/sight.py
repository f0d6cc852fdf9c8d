"""What a scanner on the robot sees of the hall, from where the robot is at the time of each ray."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simulator.hall.foresight import Foresight
from simulator.hall.rays import RayCaster, headings, to_circles
from simulator.hall.robot import Robot
from simulator.hall.surroundings import Surroundings

Floats = NDArray[np.float64]
KEPT = 12  # steps of physics: longer than any batch of rays


class Sight:
    """A `simulator.devices.range_scanner.scene.Scene`."""

    def __init__(
        self, robot: Robot, around: Surroundings, far_m: float, advance: Callable[[float], object]
    ) -> None:
        self._robot, self._around, self._far_m, self._advance = robot, around, far_m, advance
        self._walls = Foresight(RayCaster(around.walls), far_m)
        self._been: deque[tuple[float, float, float, float]] = deque(maxlen=KEPT)

    def note(self, at: float) -> None:
        """The robot is where it is at `at`."""
        if self._been and self._been[-1][0] == at:
            self._been.pop()
        self._been.append((at, self._robot.x, self._robot.y, self._robot.yaw))

    def jumped(self) -> None:
        """It was put elsewhere: nothing between there and here was seen."""
        self._been.clear()

    def ranges_m(self, at: Floats, bearings_rad: Floats) -> Floats:
        """(n,) distances; NaN where there is nothing within `far_m`."""
        self._advance(float(at[-1]))
        times, x, y, yaw = self._ways(float(at[-1]))
        origins = np.empty((2, len(at)))
        origins[0] = np.interp(at, times, x)
        origins[1] = np.interp(at, times, y)
        bearings = bearings_rad + np.interp(at, times, yaw)
        ranges = self._walls.ranges_m(origins, bearings)
        if len(circles := self._around.circles):
            nearer = to_circles(origins, headings(bearings), self._far_m, circles)
            np.minimum(ranges, nearer, out=ranges)
        ranges[ranges > self._far_m] = np.nan
        return ranges

    def _ways(self, until: float) -> list[list[float]]:
        """Where it has been, and where it will be by `until` if it goes on as it does."""
        robot = self._robot
        been = list(self._been)
        last = been[-1] if been else (until, robot.x, robot.y, robot.yaw)
        ahead = max(until - last[0], 0.0)
        way = robot.v_m_s * ahead
        been.append(
            (
                until + 1e-9,
                last[1] + way * float(np.cos(last[3])),
                last[2] + way * float(np.sin(last[3])),
                last[3] + robot.w_rad_s * ahead,
            )
        )
        return [list(each) for each in zip(*been, strict=True)]
