"""A cloud of poses that may be the robot's: moving, weighing, drawing anew."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from drivers.mobile_base.navigation.localisation.settings import LocaliserSettings
from drivers.motion import Pose

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Middle:
    """The weighted middle of a cloud and how far it spreads (standard deviations)."""

    pose: Pose
    spread_m: float
    spread_rad: float


def moved(
    poses: Doubles, distance_m: float, turn_rad: float, rng: Generator, s: LocaliserSettings
) -> Doubles:
    """(n, 3) poses after a move, each with a noise of its own."""
    count, far = len(poses), abs(distance_m)
    noise = rng.standard_normal((3, count))
    step = distance_m + noise[0] * math.hypot(s.slip * far, s.creep_m * math.sqrt(far))
    turn = turn_rad + noise[1] * math.hypot(s.turn_slip * turn_rad, s.veer_rad * math.sqrt(far) * 0.5)
    aside = noise[2] * s.creep_m * 0.5 * math.sqrt(far)
    along = poses[:, 2] + turn / 2
    cos, sin = np.cos(along), np.sin(along)
    return np.stack(
        [
            poses[:, 0] + step * cos - aside * sin,
            poses[:, 1] + step * sin + aside * cos,
            wrapped(poses[:, 2] + turn),
        ],
        axis=1,
    )


def around(pose: Pose, spread_m: float, spread_rad: float, count: int, rng: Generator) -> Doubles:
    """(n, 3) poses, normally spread around one."""
    noise = rng.standard_normal((count, 3)) * (spread_m, spread_m, spread_rad)
    poses: Doubles = noise + np.array((pose.x_m, pose.y_m, pose.yaw_rad))
    poses[:, 2] = wrapped(poses[:, 2])
    return poses


def middle(poses: Doubles, weights: Doubles) -> Middle:
    """Of a cloud whose `weights` sum to 1."""
    x, y = float(weights @ poses[:, 0]), float(weights @ poses[:, 1])
    cos, sin = float(weights @ np.cos(poses[:, 2])), float(weights @ np.sin(poses[:, 2]))
    square = float(weights @ (np.square(poses[:, 0] - x) + np.square(poses[:, 1] - y)))
    length = min(max(math.hypot(cos, sin), 1e-9), 1.0)
    return Middle(Pose(x, y, math.atan2(sin, cos)), math.sqrt(square), math.sqrt(-2.0 * math.log(length)))


def weighed(weights: Doubles, log_gain: NDArray[np.floating]) -> Doubles:
    """Weights after an observation; they sum to 1."""
    scaled = weights * np.exp(log_gain - log_gain.max())
    total = float(scaled.sum())
    return scaled / total if total > 0.0 else np.full(len(weights), 1.0 / len(weights))


def effective(weights: Doubles) -> float:
    """How many equal weights would tell as much."""
    return float(1.0 / np.square(weights).sum())


def drawn(poses: Doubles, weights: Doubles, rng: Generator, settings: LocaliserSettings) -> Doubles:
    """As many poses, drawn by their weights (low variance), with a jitter that keeps them apart."""
    count = len(poses)
    marks = (rng.random() + np.arange(count)) / count
    kept = np.minimum(np.searchsorted(np.cumsum(weights), marks), count - 1)
    jitter = rng.standard_normal((count, 3)) * (settings.jitter_m, settings.jitter_m, settings.jitter_rad)
    return np.asarray(poses[kept] + jitter)


def wrapped(angles: Doubles) -> Doubles:
    """In [-π, π)."""
    turned: Doubles = np.remainder(angles + math.pi, math.tau) - math.pi
    return turned
