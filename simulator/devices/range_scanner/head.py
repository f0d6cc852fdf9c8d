"""The turning head: which point is measured when and where, what it sees there, and what ails it."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.devices.range_scanner.condition import Condition
from simulator.devices.range_scanner.scene import Floats, Scene

LOST = 0.002  # share of the echoes that do not come back
NOISE_M = (0.01, 0.02)  # standard deviation of a range: between these, by seed
GARBAGE_M = 6.0
WRONG_SCALE, WRONG_TURN_RAD = 1.3, 0.35


@dataclass(frozen=True, slots=True)
class Make:
    """What a model can do, and how many points go together on its wire."""

    baud: int
    points_per_s: int
    turns_per_s: float
    nearest_m: float
    farthest_m: float
    points_a_frame: int


@dataclass(frozen=True, slots=True, eq=False)
class Bunch:
    """(n,) points one after the other: when, at which angle (clockwise from ahead, not wrapped), how far."""

    times: Floats
    angles_deg: Floats
    ranges_m: Floats
    speed_deg_s: float


class Head:
    """Turns from the moment `begin` names. Angles are clockwise, as on the wire."""

    def __init__(self, make: Make, scene: Scene, condition: Condition, seed: int) -> None:
        self._make, self._scene, self._condition = make, scene, condition
        self._rng = np.random.default_rng(seed)
        self.noise_m = float(self._rng.uniform(*NOISE_M))
        self._angle_deg = 0.0
        self._begun = 0.0
        self._points = 0
        self._turn = np.full(round(make.points_per_s / make.turns_per_s), math.nan)  # what it saw of late

    def begin(self, now: float) -> None:
        """It is switched on: points count from now on."""
        self._begun, self._points = now, 0

    def due(self, frames: int) -> float:
        """When that many more frames are complete."""
        return self._begun + (self._points + frames * self._make.points_a_frame) / self._make.points_per_s

    def frames_by(self, now: float) -> int:
        """How many more frames are complete by then."""
        points = (now - self._begun) * self._make.points_per_s + 1e-6 - self._points
        return max(0, math.floor(points / self._make.points_a_frame))

    def skip(self, frames: int) -> None:
        """Turn on without looking."""
        count = frames * self._make.points_a_frame
        self._points += count
        self._angle_deg = (self._angle_deg + count * self._step_deg) % 360

    def look(self, frames: int) -> Bunch:
        """The next points, as the scanner measures them."""
        count = frames * self._make.points_a_frame
        times: Floats = self._begun + (self._points + np.arange(1, count + 1)) / self._make.points_per_s
        angles: Floats = self._angle_deg + self._step_deg * np.arange(count, dtype=np.float64)
        speed = self._step_deg * self._make.points_per_s
        self.skip(frames)
        return Bunch(times, angles, self._measured(times, angles), speed)

    @property
    def _step_deg(self) -> float:
        """From one point to the next."""
        turns_per_s = self._make.turns_per_s * self._condition.motor_share
        return 360 * turns_per_s / self._make.points_per_s

    def _measured(self, times: Floats, angles_deg: Floats) -> Floats:
        ails = self._condition.ails
        if "garbage" in ails:
            return self._rng.uniform(0, GARBAGE_M, len(times))
        places = np.rint(angles_deg / 360 * len(self._turn)).astype(np.intp) % len(self._turn)
        if "stuck" in ails:
            return self._turn[places]
        wrong = "wrong" in ails
        bearings = np.radians(-angles_deg) + (WRONG_TURN_RAD if wrong else 0.0)
        ranges = self._scene.ranges_m(times, bearings) * (WRONG_SCALE if wrong else 1.0)
        ranges += self._rng.normal(0.0, self.noise_m, len(ranges))
        with np.errstate(invalid="ignore"):
            unseen = (ranges < self._make.nearest_m) | (ranges > self._make.farthest_m)
        unseen |= self._rng.random(len(ranges)) < LOST
        ranges[unseen | self._dirty(angles_deg)] = math.nan
        self._turn[places] = ranges
        return ranges

    def _dirty(self, angles_deg: Floats) -> NDArray[np.bool_]:
        """Where the window lets nothing through."""
        dirty = self._condition.dirty
        if dirty is None:
            return np.zeros(angles_deg.shape, np.bool_)
        left, width = dirty
        covered: NDArray[np.bool_] = (-angles_deg - left) % 360 < width
        return covered
