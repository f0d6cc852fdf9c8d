"""Where candidate speeds lead, and how near that comes to points that stand or move."""

import numpy as np
from numpy.typing import NDArray

from drivers.mobile_base.navigation.control.settings import ControlSettings
from drivers.motion import Pose, Twist

Array = NDArray[np.float64]
STEPS = 12  # of a way until it stands


def towards(now: float, wanted: Array, rate: float, times: Array) -> Array:
    """(c, k): a speed that changes from `now` to each of `wanted` (c,) by at most `rate`, at `times` (k,)."""
    change = wanted[:, None] - now
    reached: Array = now + np.clip(change, -rate * times, rate * times)
    return reached


def positions(pose: Pose, v: Array, w: Array, step_s: Array) -> Array:
    """(c, k, 3): x, y, yaw after each step with speeds `v`, `w` (c, k); `step_s` broadcasts to them."""
    turned = np.cumsum(w * step_s, 1)
    middle = pose.yaw_rad + turned - w * step_s / 2.0
    way = v * step_s
    x = pose.x_m + np.cumsum(way * np.cos(middle), 1)
    y = pose.y_m + np.cumsum(way * np.sin(middle), 1)
    return np.stack([x, y, pose.yaw_rad + turned], 2)


def arcs(
    pose: Pose, twist: Twist, wanted: Array, horizon_s: float, steps: int, settings: ControlSettings
) -> tuple[Array, Array]:
    """Ways with the speeds `wanted` (c, 2) kept for `horizon_s`: (c, k, 3) poses, and times (k,)."""
    step = horizon_s / steps
    times = np.linspace(step, horizon_s, steps)
    v = towards(twist.v_m_s, wanted[:, 0], settings.acceleration_m_s2, times)
    w = towards(twist.w_rad_s, wanted[:, 1], settings.turning_rad_s2, times)
    return positions(pose, v, w, np.full(1, step)), times


def stops(pose: Pose, twist: Twist, wanted: Array, settings: ControlSettings) -> tuple[Array, Array, Array]:
    """Ways with the speeds `wanted` (c, 2) for the time to react and then braking until it stands.

    Returns (c, k, 3) poses, (c, k) times and (c, k) forward speeds. It keeps its curve while it brakes.
    """
    react, brake = settings.reaction_s, settings.acceleration_m_s2
    kept_v = towards(twist.v_m_s, wanted[:, 0], brake, np.array([react]))
    kept_w = towards(twist.w_rad_s, wanted[:, 1], settings.turning_rad_s2, np.array([react]))
    until = react + np.abs(kept_v) / brake
    times = until * (np.arange(1, STEPS + 1) / STEPS)
    left = np.clip(1.0 - (times - react) * brake / np.maximum(np.abs(kept_v), 1e-9), 0.0, 1.0)
    share = np.where(times <= react, 1.0, left)
    v, w = kept_v * share, kept_w * share
    return positions(pose, v, w, until / STEPS), times, v


def nearest(ways: Array, times: Array, points: Array, velocities: Array, radius_m: Array) -> Array:
    """(c, k): least distance to `points` (p, 2), which move at `velocities` (p, 2), less `radius_m` (p,).

    `ways`: (c, k, ≥2) positions of the robot; `times` (k,) or (c, k) when it is there.
    """
    spare = np.full(ways.shape[:2], np.inf)
    still = ~velocities.any(1)
    if still.any():
        spare = _least(ways, points[still, 0], points[still, 1], radius_m[still])
    if not still.all():
        at = np.broadcast_to(times, ways.shape[:2])[:, :, None]
        x, y = (points[~still, axis] + at * velocities[~still, axis] for axis in (0, 1))
        spare = np.minimum(spare, _least(ways, x, y, radius_m[~still]))
    return spare


def _least(ways: Array, x: Array, y: Array, radius_m: Array) -> Array:
    """In 32 bits: a micrometre does not matter, half the time does."""
    across = ways[:, :, 0, None].astype(np.float32) - x.astype(np.float32)
    along = ways[:, :, 1, None].astype(np.float32) - y.astype(np.float32)
    across *= across
    along *= along
    across += along
    np.sqrt(across, out=across)
    across -= radius_m.astype(np.float32)
    return np.asarray(across.min(2), np.float64)
