"""Poses in frames: one after another, one seen from another, angles in (-π, π]. Pure."""

import math

from drivers.motion import Pose


def wrapped(angle_rad: float) -> float:
    """The same direction in (-π, π]."""
    return math.pi - (math.pi - angle_rad) % (2 * math.pi)


def after(first: Pose, then: Pose) -> Pose:
    """`then`, seen from `first`, in the frame that `first` is in."""
    cos, sin = math.cos(first.yaw_rad), math.sin(first.yaw_rad)
    return Pose(
        first.x_m + cos * then.x_m - sin * then.y_m,
        first.y_m + sin * then.x_m + cos * then.y_m,
        wrapped(first.yaw_rad + then.yaw_rad),
    )


def seen_from(pose: Pose, other: Pose) -> Pose:
    """`other`, in the same frame as `pose`, as it is seen from there."""
    cos, sin = math.cos(pose.yaw_rad), math.sin(pose.yaw_rad)
    x_m, y_m = other.x_m - pose.x_m, other.y_m - pose.y_m
    return Pose(cos * x_m + sin * y_m, cos * y_m - sin * x_m, wrapped(other.yaw_rad - pose.yaw_rad))
