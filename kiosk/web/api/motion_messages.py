"""The messages of `/api/motion`."""

from typing import Annotated, Literal

from pydantic import Field

from drivers.motion import MotionReport
from kiosk.web.api.messages import Message
from state_machines.travel_interfaces import TravelView

Order = Literal["send", "locate", "home", "dock", "round", "pause", "resume", "stop", "release"]
Point = Annotated[tuple[float, float], Field(description="x, y in the map, metres.")]


class MotionPose(Message):
    """A pose in the map: metres, radians counter-clockwise from x."""

    x: float
    y: float
    yaw: float


class MotionInfo(Message):
    """Where the robot is and what it does."""

    state: str = Field(description="A state of the travel machine (docs/reference/state-machines.md).")
    pose: MotionPose | None
    confidence: float = Field(description="0 lost … 1 sure of its pose.")
    speed: float = Field(description="Metres a second.")
    place: str = Field(description="Where it stands; empty: nowhere in particular.")
    goal: str = Field(description="Where it goes; empty: nowhere.")
    guiding: bool
    battery: int | None = Field(description="Percent.")
    charging: bool
    causes: list[str] = Field(description="Conditions in force, the gravest first.")
    path: list[Point] = Field(description="The way ahead.")
    particles: list[Point] = Field(description="Where it may be, as it sees it.")

    @classmethod
    def of(cls, view: TravelView, report: MotionReport, figures: dict[str, object]) -> "MotionInfo":
        """The message for both."""
        pose = report.pose
        return cls(
            state=view.state,
            pose=None if pose is None else MotionPose(x=pose.x_m, y=pose.y_m, yaw=pose.yaw_rad),
            confidence=report.confidence,
            speed=report.speed_m_s,
            place=view.place,
            goal=view.goal,
            guiding=view.guiding,
            battery=view.battery,
            charging=view.charging,
            causes=list(view.causes),
            path=list(report.path),
            particles=figures.get("particles", []),
        )


class MotionOrder(Message):
    """An order of staff; `place` for `send` and `locate`."""

    order: Order
    place: str | None = Field(default=None, max_length=64)
