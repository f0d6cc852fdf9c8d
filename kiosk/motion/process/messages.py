"""Values of motion as messages between the robot and the process that drives its base."""

from collections.abc import Mapping
from typing import Any

from drivers.motion import MotionReport, MotionState, Pose, Trip
from drivers.status import Action, DeviceState, DeviceStatus, Fault

Message = dict[str, Any]

ALIVE_S = 0.03  # how often the robot says that it lives
SILENCE_S = 0.15  # after which the base is stopped; on a busy machine, too, that is less than 0.3 s


def report_message(report: MotionReport) -> Message:
    """A report as JSON's values; lengths to the millimetre."""
    return {
        "state": report.state.value,
        "pose": None if report.pose is None else _numbers(*_pose_numbers(report.pose)),
        "confidence": round(report.confidence, 3),
        "speed_m_s": round(report.speed_m_s, 3),
        "battery_percent": report.battery_percent,
        "charging": report.charging,
        "place": report.place,
        "trip": None if report.trip is None else _trip_message(report.trip),
        "causes": list(report.causes),
        "path": [_numbers(*point) for point in report.path],
    }


def report_of(message: Mapping[str, Any]) -> MotionReport:
    """The report again."""
    return MotionReport(
        state=MotionState(message["state"]),
        pose=None if message["pose"] is None else Pose(*message["pose"]),
        confidence=message["confidence"],
        speed_m_s=message["speed_m_s"],
        battery_percent=message["battery_percent"],
        charging=message["charging"],
        place=message["place"],
        trip=None if message["trip"] is None else Trip(**message["trip"]),
        causes=tuple(message["causes"]),
        path=tuple((x, y) for x, y in message["path"]),
    )


def status_message(status: DeviceStatus) -> Message:
    """A status as JSON's values."""
    faults = [{"code": fault.code, "action": fault.action.value} for fault in status.faults]
    return {"device": status.device.value, "faults": faults}


def status_of(message: Mapping[str, Any]) -> DeviceStatus:
    """The status again."""
    faults = tuple(Fault(fault["code"], Action(fault["action"])) for fault in message["faults"])
    return DeviceStatus(DeviceState(message["device"]), faults)


def pose_message(pose: Pose | None) -> list[float] | None:
    """A pose at full precision, None where there is none."""
    return None if pose is None else [pose.x_m, pose.y_m, pose.yaw_rad]


def _pose_numbers(pose: Pose) -> tuple[float, float, float]:
    return pose.x_m, pose.y_m, pose.yaw_rad


def _numbers(*values: float) -> list[float]:
    return [round(value, 3) for value in values]


def _trip_message(trip: Trip) -> Message:
    return {"goal": trip.goal, "guiding": trip.guiding, "remaining_m": round(trip.remaining_m, 2)}
