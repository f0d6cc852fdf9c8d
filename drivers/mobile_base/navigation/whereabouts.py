"""Where the robot is: odometry at every reading, put right by every turn of the range scanner. Pure."""

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.frames import after, seen_from
from drivers.mobile_base.navigation.jump import Jump
from drivers.mobile_base.navigation.localisation.localiser import Estimate, MonteCarloLocaliser
from drivers.mobile_base.navigation.odometry import Odometry
from drivers.mobile_base.navigation.undistort import undistorted
from drivers.motion import BaseReading, Pose
from drivers.range_scan import RangeScan

PLACED_M, PLACED_RAD = 0.25, 0.2  # how exactly a person says where it stands
DOCKED_M, DOCKED_RAD = 0.05, 0.1
EXPLAINED = 0.7  # of what is seen by the place it believes in: no reason to look for another


class Whereabouts:
    """One robot's; `points` and `open_rad` are those of the turn last seen, from where it was then."""

    def __init__(self, localiser: MonteCarloLocaliser, scanner: Pose) -> None:
        self.odometry = Odometry()
        self.points: NDArray[np.float64] = np.empty((0, 2))
        self.open_rad: NDArray[np.float64] = np.empty(0)
        self.jumps = 0  # how often it was put somewhere else
        self._localiser = localiser
        self._scanner = scanner
        self._jump = Jump()
        self._fixed, self._odometry_then = localiser.estimate.pose, self.odometry.pose
        self._travelled_then_m = 0.0

    @property
    def pose(self) -> Pose:
        """Now, in the map."""
        return after(self._fixed, seen_from(self._odometry_then, self.odometry.pose))

    @property
    def estimate(self) -> Estimate:
        """What the localiser makes of it; its pose is that of the turn last seen."""
        return self._localiser.estimate

    @property
    def particles(self) -> NDArray[np.float64]:
        """(n, 4): x, y, yaw, weight of the poses it may have."""
        return self._localiser.particles

    def feel(self, reading: BaseReading) -> None:
        """Every reading of the base."""
        self.odometry.add(reading)

    def see(self, scan: RangeScan, now: float) -> None:
        """A complete turn."""
        ends, echoed = undistorted(scan, self.odometry, self._scanner)
        self.points, beyond = ends[echoed], ends[~echoed]
        self.open_rad = np.arctan2(beyond[:, 1], beyond[:, 0])
        self._move()
        self._localiser.observe(ends, now, echoed)
        self._fix()
        if self._jump.seen(self.points, self.odometry.pose) and self._is_elsewhere:
            self.scatter()

    def place(self, pose: Pose, spread_m: float = PLACED_M, spread_rad: float = PLACED_RAD) -> None:
        """Somebody knows that it stands there."""
        self._localiser.place(pose, spread_m, spread_rad)
        self._fix()
        self.jumps += 1

    def scatter(self) -> None:
        """Nobody knows where it is."""
        self._localiser.scatter()
        self._fix()
        self.jumps += 1

    @property
    def _is_elsewhere(self) -> bool:
        return not self.estimate.lost and self._localiser.explained < EXPLAINED

    def _move(self) -> None:
        distance_m = self.odometry.travelled_m - self._travelled_then_m
        self._localiser.move(distance_m, self.odometry.pose.yaw_rad - self._odometry_then.yaw_rad)

    def _fix(self) -> None:
        self._fixed = self._localiser.estimate.pose
        self._odometry_then, self._travelled_then_m = self.odometry.pose, self.odometry.travelled_m
