"""The robot in its hall, as the pages draw it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import degrees

from drivers.motion import MotionReport
from kiosk.config.hall_schema import PlaceSettings
from kiosk.phrases import Phrases
from kiosk.web.hall_picture import HallPicture

LONGEST_PATH = 60  # points; more are not seen


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place on the picture; `x`, `y`: metres from its upper left corner."""

    place: str
    name: str
    x: float
    y: float


def place_marks(
    places: Mapping[str, PlaceSettings], picture: HallPicture, phrases: Phrases
) -> list[PlaceMark]:
    """Every place of the hall, by its name in the page's language."""
    return [
        PlaceMark(
            place,
            at.name.in_language(phrases.language),
            picture.right_of_left(at.x),
            picture.below_top(at.y),
        )
        for place, at in places.items()
    ]


def where(report: MotionReport, picture: HallPicture) -> str:
    """Where it is and the way ahead, as JSON on the picture: metres, degrees clockwise from the right."""
    pose = report.pose
    shown: dict[str, object] = {"sure": round(report.confidence, 2), "speed": round(report.speed_m_s, 2)}
    if pose is not None:
        shown |= {"x": picture.right_of_left(pose.x_m), "y": picture.below_top(pose.y_m)}
        shown["turn"] = round(-degrees(pose.yaw_rad), 1)
    shown["path"] = [
        [picture.right_of_left(x), picture.below_top(y)] for x, y in _thinned(report.path, LONGEST_PATH)
    ]
    return json.dumps(shown)


def _thinned(path: Sequence[tuple[float, float]], most: int) -> Sequence[tuple[float, float]]:
    """At most about `most` points, the last one among them."""
    step = max(1, -(-len(path) // most))
    return [*path[:-1:step], *path[-1:]]
