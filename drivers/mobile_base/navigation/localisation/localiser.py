"""Monte-Carlo localisation on a likelihood field.

Responsible for: where the robot is on the map and how sure that is, from moves and scans; saying that it is
lost, and finding itself again. Not responsible for: correcting scans for the motion during a turn, what is in
the hall and not on the map, or not driving while lost (navigator.py).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from drivers.mobile_base.navigation.localisation.beams import Beams, Mask, Points, spaced
from drivers.mobile_base.navigation.localisation.cloud import (
    Doubles,
    Middle,
    around,
    drawn,
    effective,
    middle,
    moved,
    weighed,
)
from drivers.mobile_base.navigation.localisation.doubt import Doubt
from drivers.mobile_base.navigation.localisation.field import ReflectorField
from drivers.mobile_base.navigation.localisation.judging import judge
from drivers.mobile_base.navigation.localisation.recovery import Recovery
from drivers.mobile_base.navigation.localisation.settings import LocaliserSettings, SearchSettings
from drivers.mobile_base.navigation.maps.grid import OccupancyGrid
from drivers.motion import Pose

HALF_SURE_M, HALF_SURE_RAD = 0.5, 0.35
GATE_M = 0.4
LOST_CONFIDENCE = 0.2
LOOKS_AROUND = 0.25  # share of the cloud
LOOKS_M, LOOKS_RAD = 0.35, 0.2
SETTLED_M, SETTLED_RAD = 0.1, 0.05


@dataclass(frozen=True, slots=True)
class Estimate:
    """Where the robot is; spreads are standard deviations. `confidence`: 0 lost to 1 sure.

    `lost`: do not drive; `pose` is then the best guess. `hypotheses`: places it may be at, 0 while it looks
    for them. `turning_helps`: turning on the spot, where that is safe, may show what people hide now.
    """

    pose: Pose
    spread_m: float
    spread_rad: float
    confidence: float
    lost: bool
    hypotheses: int = 1
    turning_helps: bool = False


class MonteCarloLocaliser:
    """Lost until it is placed or has found itself. Chance comes from `rng`."""

    def __init__(
        self,
        grid: OccupancyGrid,
        rng: Generator,
        settings: LocaliserSettings | None = None,
        search: SearchSettings | None = None,
    ) -> None:
        self._settings, self._search = settings or LocaliserSettings(), search or SearchSettings()
        self._rng = rng
        self._field = ReflectorField(grid, self._settings)
        self._doubt = Doubt(self._settings)
        self._travelled_m = self._turned_rad = 0.0
        self._still_updates = 0
        self._recovery: Recovery | None = None
        self.explained = 0.0  # share of the echoes last seen that mapped things explain
        self.scatter()

    def place(self, pose: Pose, spread_m: float, spread_rad: float) -> None:
        """A person or a dock says where it is."""
        self._settle(around(pose, spread_m, spread_rad, self._settings.particles, self._rng))

    def scatter(self) -> None:
        """It may be anywhere: search the whole map."""
        self._poses = self._anywhere()
        self._weights = self._equal()
        self._doubt.forget()
        self._middle = middle(self._poses, self._weights)
        self._recovery = Recovery(self._field, self._rng, self._settings, self._search)

    def move(self, distance_m: float, turn_rad: float) -> None:
        """It has moved by the wheels' distance and the gyro's turn. Raises ValueError for no numbers."""
        if not (math.isfinite(distance_m) and math.isfinite(turn_rad)):
            raise ValueError(f"no move: {distance_m} m, {turn_rad} rad")
        if not (distance_m or turn_rad):
            return
        self._travelled_m += abs(distance_m)
        self._turned_rad += abs(turn_rad)
        if self._recovery is not None:
            self._recovery.move(distance_m, turn_rad)
        self._poses = moved(self._poses, distance_m, turn_rad, self._rng, self._settings)
        self._middle = middle(self._poses, self._weights)

    def observe(
        self, points_xy: ArrayLike, now: float, hit: Mask | None = None, unmapped: Mask | None = None
    ) -> None:
        """One scan: (n, 2) ends of rays in the base's frame, NaN where nothing is known.

        `hit`: False where nothing reflected up to that end. `unmapped`: True where the end is on something
        known to be not on the map, or that moves. Raises ValueError for another shape.
        """
        beams = Beams.of(points_xy, hit, unmapped, self._settings)
        has_moved = self._has_moved()
        if self._recovery is not None:
            self._recover(self._recovery, beams, now, has_moved)
            return
        if has_moved or not self._settled():
            self._weigh(beams, has_moved)
        judged = judge(self._field, self._here(), beams, self._settings)
        self.explained = float(judged.matched[0]) / max(judged.seen, 1)
        self._doubt.add(float(judged.matched[0]), float(judged.behind[0]), now)
        if self._doubt.lost:
            self._recovery = Recovery(self._field, self._rng, self._settings, self._search)

    @property
    def estimate(self) -> Estimate:
        """Where it is, and how sure that is."""
        here, recovery = self._middle, self._recovery
        if recovery is None:
            return Estimate(here.pose, here.spread_m, here.spread_rad, self._confidence(), lost=False)
        hypotheses = len(recovery.poses)
        confidence = LOST_CONFIDENCE / hypotheses if hypotheses else 0.0
        return Estimate(
            here.pose,
            here.spread_m,
            here.spread_rad,
            confidence,
            True,
            hypotheses,
            turning_helps=hypotheses != 1,
        )

    @property
    def particles(self) -> NDArray[np.float64]:
        """(n, 4): x, y, yaw, weight; weights sum to 1."""
        return np.column_stack([self._poses, self._weights])

    def _recover(self, recovery: Recovery, beams: Beams, now: float, has_moved: bool) -> None:
        found = recovery.observe(beams, now, has_moved)
        if found is not None:
            self._settle(found[self._rng.integers(len(found), size=self._settings.particles)])
            return
        if len(recovery.poses):
            self._poses = recovery.poses.reshape(-1, 3)
            self._weights = self._equal()
            best = recovery.best
            guess = self._poses if best is None else best
            self._middle = middle(guess, np.full(len(guess), 1.0 / len(guess)))

    def _settle(self, poses: Doubles) -> None:
        self._poses, self._recovery = poses, None
        self._weights = self._equal()
        self._still_updates = 0
        self._middle = middle(self._poses, self._weights)
        self._doubt.forget()

    def _has_moved(self) -> bool:
        """Whether since the last weighing; the same view twice tells nothing new."""
        s = self._settings
        has = self._travelled_m >= s.moved_m or self._turned_rad >= s.turned_rad
        if has:
            self._travelled_m = self._turned_rad = 0.0
            self._still_updates = 0
        return has

    def _settled(self) -> bool:
        sharp = self._middle.spread_m < SETTLED_M and self._middle.spread_rad < SETTLED_RAD
        return sharp or self._still_updates >= self._settings.still_updates

    def _weigh(self, beams: Beams, has_moved: bool) -> None:
        self._still_updates += not has_moved
        if self._doubt.widens:
            self._look_around()
        points = self._informative(beams.telling)
        if len(points):
            temper = min(self._settings.temper, self._settings.independent / len(points))
            gains = self._field.gain(self._poses, points)
            self._weights = weighed(self._weights, temper * gains)
        self._middle = middle(self._poses, self._weights)
        if has_moved and effective(self._weights) < len(self._weights) / 2:
            self._poses = drawn(self._poses, self._weights, self._rng, self._settings)
            self._weights = self._equal()

    def _informative(self, points: Points) -> Points:
        """Echoes that may be on the map; all others count the same for every pose of the cloud."""
        reach = np.hypot(points[:, 0], points[:, 1])
        gate = GATE_M + 2.0 * (self._middle.spread_m + reach * self._middle.spread_rad)
        near = self._field.distances(self._here(), points)[0] < gate
        return spaced(points[near], self._settings.beams)

    def _look_around(self) -> None:
        """Put the least likely part of the cloud around the middle, wider."""
        count = int(LOOKS_AROUND * len(self._poses))
        least = np.argpartition(self._weights, count)[:count]
        self._poses[least] = around(self._middle.pose, LOOKS_M, LOOKS_RAD, count, self._rng)
        self._weights[least] = 1.0 / len(self._weights)
        self._weights /= self._weights.sum()

    def _confidence(self) -> float:
        here: Middle = self._middle
        wide = math.hypot(here.spread_m / HALF_SURE_M, here.spread_rad / HALF_SURE_RAD)
        doubt = min(max(self._doubt.level / self._settings.contradicted, 0.0), 1.0)
        return (1.0 - 0.7 * doubt) / (1.0 + wide * wide)

    def _here(self) -> Doubles:
        pose = self._middle.pose
        return np.array([(pose.x_m, pose.y_m, pose.yaw_rad)])

    def _anywhere(self) -> Doubles:
        rows, columns = np.nonzero(self._field.free)
        count = self._settings.particles
        if not len(rows):
            return np.zeros((count, 3))
        some = self._rng.integers(len(rows), size=count)
        x, y = self._field.grid.point_of(rows[some] - 1, columns[some] - 1)
        return np.stack([x, y, self._rng.uniform(-math.pi, math.pi, count)], axis=1)

    def _equal(self) -> Doubles:
        return np.full(len(self._poses), 1.0 / len(self._poses))
