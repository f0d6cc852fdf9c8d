"""What the robot moves with, as `config/devices.yaml` has it."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from kiosk.config.base import Settings, whole_number

DigitalInput = Annotated[int, BeforeValidator(whole_number), Field(ge=0, le=3)]


class MobileBaseSettings(Settings):
    """A base that moves the robot."""

    driver: Literal["kobuki", "nav2"] = Field(
        default="kobuki",
        description="`kobuki`: a Kobuki, driven by the robot itself; `nav2`: a site's ROS 2 drives",
        examples=["kobuki"],
    )
    address: str = Field(
        description="With `kobuki`: serial:/dev/kobuki or tcp:…; with `nav2`: of rosbridge, ws://192.0.2.11:9090",
        examples=["serial:/dev/kobuki"],
    )
    baud: int = Field(
        default=115_200,
        ge=1200,
        le=4_000_000,
        description="With `kobuki`: speed of the serial line",
        examples=["115200"],
    )
    emergency_stop_input: DigitalInput | None = Field(
        default=None,
        description="With `kobuki`: the digital input of the emergency stop's second contact, 0–3",
        examples=["0"],
    )
    emergency_stop_level: Literal["low", "high"] = Field(
        default="high",
        description="With `kobuki`: what that input reads while it is pressed or its wire is broken",
        examples=["high"],
    )
    dock_id: str = Field(
        default="", description="With `nav2`: the dock's name in its database", examples=["home_dock"]
    )


class RangeScannerSettings(Settings):
    """A lidar on the robot."""

    driver: Literal["ld19", "rplidar_a1"] = Field(
        default="ld19", description="LDROBOT LD06 or LD19, or Slamtec RPLIDAR A1", examples=["ld19"]
    )
    address: str = Field(description="Where it is: serial:/dev/…", examples=["serial:/dev/lidar"])
    baud: int | None = Field(
        default=None,
        ge=1200,
        le=4_000_000,
        description="Speed of the line; without it the usual one of its kind (230400, 115200)",
        examples=["230400"],
    )
    forward_m: float = Field(
        default=0.0,
        ge=-0.5,
        le=0.5,
        description="How far it sits before the middle of the wheels",
        examples=["0.05"],
    )
    left_m: float = Field(
        default=0.0, ge=-0.5, le=0.5, description="How far it sits left of the middle", examples=["0"]
    )
    facing_deg: float = Field(
        default=0.0,
        gt=-360,
        lt=360,
        description="Where its own straight ahead looks, degrees left of the robot's",
        examples=["0"],
    )
