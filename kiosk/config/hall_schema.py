"""The hall the robot moves in, as `config/hall.yaml` has it, and the description of its map."""

import math
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from drivers.motion import Pose
from kiosk.config.base import Name, Settings, Text, whole_number

Metres = Annotated[float, Field(ge=-1000, le=1000)]
Corner = Annotated[list[Metres], Field(min_length=2, max_length=2)]


class PlaceSettings(Settings):
    """A spot the robot goes to: where its middle stands and where it looks."""

    x: Metres = Field(description="Metres east of the map's origin", examples=["2.8"])
    y: Metres = Field(description="Metres north of it", examples=["7.5"])
    facing_deg: float = Field(
        default=0.0,
        ge=-360,
        le=360,
        description="Where it looks: 0 along x, 90 along y, 180 against x",
        examples=["90"],
    )
    name: Text = Field(description="What people call it", examples=["{vi: Quầy 2, en: Counter 2}"])
    counter: str | None = Field(
        default=None, description="The counter it is in front of, by its id", examples=["2"]
    )

    @property
    def pose(self) -> Pose:
        """The spot in the map."""
        yaw = math.remainder(math.radians(self.facing_deg), math.tau)
        return Pose(self.x, self.y, math.pi if yaw <= -math.pi else yaw)


class ZoneSettings(Settings):
    """A part of the floor where the robot does not go, or goes slowly."""

    name: Name = Field(description="Short name in small letters", examples=["stairs"])
    kind: Literal["no_go", "slow"] = Field(
        description="`no_go`: it never goes there; `slow`: not faster than `speed_m_s`", examples=["no_go"]
    )
    speed_m_s: float | None = Field(
        default=None,
        ge=0.05,
        le=0.7,
        description="With `slow`: the fastest there, metres a second",
        examples=["0.2"],
    )
    corners: list[Corner] = Field(
        min_length=3,
        max_length=100,
        description="Its corners in order, each [x, y]",
        examples=["[[14.4, 1.5], [16, 1.5], [16, 4.5]]"],
    )


class HallSettings(Settings):
    """The hall. Without this file the robot stays where it is."""

    map: str = Field(
        min_length=1,
        description="The YAML file of the map (ROS map_server), from the configuration folder on",
        examples=["hall/map.yaml"],
    )
    speed_m_s: float = Field(
        default=0.3,
        ge=0.1,
        le=0.7,
        description="The fastest the robot goes, metres a second",
        examples=["0.3"],
    )
    post: Name = Field(description="The place where it serves and goes back to", examples=["post"])
    dock: Name | None = Field(
        default=None,
        description="The place where it charges: its middle when it stands on the dock, looking at it",
        examples=["dock"],
    )
    waiting_area: list[Name] = Field(
        default=[],
        description="Places it goes round with water and sweets, in order",
        examples=["[waiting_1, waiting_2]"],
    )
    places: dict[Name, PlaceSettings] = Field(
        min_length=1,
        description="Every place under its short name",
        examples=["{post: {x: 5.4, y: 0.8, name: {vi: Chỗ đứng, en: Post}}}"],
    )
    zones: list[ZoneSettings] = Field(
        default=[],
        description="Where it does not go, and where it goes slowly",
        examples=["[{name: stairs, kind: no_go, corners: [[14.4, 1.5], [16, 1.5], [16, 4.5]]}]"],
    )

    @property
    def poses(self) -> dict[str, Pose]:
        """Every place in the map."""
        return {name: place.pose for name, place in self.places.items()}


class MapFile(Settings):
    """A map as ROS's map_server has it: this file and a picture."""

    image: str = Field(
        min_length=1, description="The picture beside this file: PGM or PNG", examples=["map.png"]
    )
    resolution: float = Field(ge=0.01, le=0.2, description="Metres a pixel", examples=["0.05"])
    origin: list[float] = Field(
        min_length=3,
        max_length=3,
        description="Of the picture's lower left corner: x and y in metres, and 0 (maps are not turned)",
        examples=["[-1.0, -1.0, 0.0]"],
    )
    negate: Annotated[Literal[0, 1], BeforeValidator(whole_number)] = Field(
        default=0, description="0: dark is occupied; 1: light is", examples=["0"]
    )
    occupied_thresh: float = Field(
        default=0.65, ge=0, le=1, description="Darker than this part of black: occupied", examples=["0.65"]
    )
    free_thresh: float = Field(
        default=0.25, ge=0, le=1, description="Lighter than this part of black: free", examples=["0.25"]
    )
    mode: Literal["trinary", "scale", "raw"] = Field(
        default="trinary", description="How greys are read", examples=["trinary"]
    )
