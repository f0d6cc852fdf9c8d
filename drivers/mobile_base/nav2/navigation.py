"""Nav2's actions and the topics around them as values. Pure.

Source: nav2_msgs (NavigateToPose, DockRobot, UndockRobot, FollowPath, ComputePathToPose), geometry_msgs,
sensor_msgs/BatteryState. Fields that are missing are not known: versions differ.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drivers.mobile_base.nav2.protocol import GoalStatus, Result
from drivers.motion import Pose, TripEnd

MAP = "map"
POSE_TOPIC, POSE_TYPE = "/amcl_pose", "geometry_msgs/msg/PoseWithCovarianceStamped"
START_TOPIC = "/initialpose"
BATTERY_TOPIC, BATTERY_TYPE = "/battery_state", "sensor_msgs/msg/BatteryState"
CHARGING, FULL = 1, 4  # BatteryState power_supply_status
STAGING_S = 1000.0
X, Y, YAW = 0, 7, 35  # of a covariance, six by six

_ENDS = {
    TripEnd.UNREACHABLE: (204, 206, 208),  # ComputePathToPose: goal outside the map, occupied, no valid path
    TripEnd.BLOCKED: (103, 104, 105, 106, 207, 903, 905),  # FollowPath: invalid path … no valid control
    TripEnd.LOST: (102, 202, 9002),  # TF
}


@dataclass(frozen=True, slots=True)
class Action:
    """One action of Nav2."""

    name: str
    kind: str


NAVIGATE = Action("/navigate_to_pose", "nav2_msgs/action/NavigateToPose")
DOCK = Action("/dock_robot", "nav2_msgs/action/DockRobot")
UNDOCK = Action("/undock_robot", "nav2_msgs/action/UndockRobot")


@dataclass(frozen=True, slots=True)
class Battery:
    """`percent`: None where it is not measured."""

    percent: int | None
    charging: bool


def navigate_goal(pose: Pose) -> dict[str, Any]:
    """Go to `pose` in the map."""
    return {"pose": {"header": {"frame_id": MAP}, "pose": _pose_message(pose)}, "behavior_tree": ""}


def dock_goal(dock_id: str) -> dict[str, Any]:
    """Go to the dock of this name in Nav2's database, and charge."""
    return {
        "use_dock_id": True,
        "dock_id": dock_id,
        "max_staging_time": STAGING_S,
        "navigate_to_staging_pose": True,
    }


def undock_goal() -> dict[str, Any]:
    """Leave the dock it stands on."""
    return {"dock_type": "", "max_undocking_time": 30.0}


def start_message(pose: Pose) -> dict[str, Any]:
    """It stands at `pose`, give or take half a metre and fifteen degrees."""
    covariance = [0.0] * 36
    covariance[X] = covariance[Y] = 0.25
    covariance[YAW] = math.radians(15.0) ** 2
    return {"header": {"frame_id": MAP}, "pose": {"pose": _pose_message(pose), "covariance": covariance}}


def pose_of(message: Mapping[str, Any]) -> Pose | None:
    """The pose of a PoseStamped, a Pose or one with covariance; None for anything else."""
    inner = message.get("pose", message)
    inner = inner.get("pose", inner) if isinstance(inner, dict) else {}
    position, turn = inner.get("position"), inner.get("orientation")
    if not isinstance(position, dict) or not isinstance(turn, dict):
        return None
    numbers = [_finite(value) for value in (*map(position.get, "xy"), *map(turn.get, "xyzw"))]
    x, y, qx, qy, qz, qw = (math.nan if number is None else number for number in numbers)
    if None in numbers:
        return None
    return Pose(x, y, math.atan2(2 * (qw * qz + qx * qy), 1 - 2 * (qy * qy + qz * qz)))


def spread_m(message: Mapping[str, Any]) -> float | None:
    """How far off the pose of a PoseWithCovarianceStamped may be (one sigma); None where it does not say."""
    pose = message.get("pose")
    covariance = pose.get("covariance") if isinstance(pose, dict) else None
    if not isinstance(covariance, list) or len(covariance) != 36:
        return None
    widest = max((_finite(covariance[at]) or 0.0 for at in (X, Y)), default=0.0)
    return math.sqrt(widest) if widest > 0 else None


def battery_of(message: Mapping[str, Any]) -> Battery:
    """The battery; a share of 1 is 100 %."""
    share = _finite(message.get("percentage"))
    charging = message.get("power_supply_status") in (CHARGING, FULL)
    return Battery(round(100 * share) if share is not None and 0 <= share <= 1 else None, charging)


def end_of(result: Result) -> TripEnd:
    """What a result means for the trip."""
    if result.status is GoalStatus.CANCELED:
        return TripEnd.CANCELLED
    code = result.values.get("error_code", 0)
    if result.status is GoalStatus.SUCCEEDED and code == 0 and result.values.get("success") is not False:
        return TripEnd.ARRIVED
    return next((end for end, codes in _ENDS.items() if code in codes), TripEnd.FAILED)


def _finite(value: object) -> float | None:
    """A number that is one; rosbridge writes null for those that are none."""
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _pose_message(pose: Pose) -> dict[str, Any]:
    half = pose.yaw_rad / 2
    return {
        "position": {"x": pose.x_m, "y": pose.y_m, "z": 0.0},
        "orientation": {"x": 0.0, "y": 0.0, "z": math.sin(half), "w": math.cos(half)},
    }
