"""Reads how a hall is furnished beyond its map: YAML in metres and degrees of the map's frame.

`start`, `dock` (where a robot stands that charges, looking at the dock): `{x, y, facing_deg}`.
`stairs`: lists of corners. `goals`, `seats`: lists of [x, y]. `obstacles`: list of `{x, y, radius}`.
`people`: how many; `clumsy`: share of them who walk into a robot that stands still.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from simulator.hall.dock import Dock
from simulator.hall.options import HallOptions
from simulator.hall.people.crowd import CLUMSY, CrowdOptions
from simulator.hall.poses import Pose
from simulator.hall.robot import RADIUS_M

SHIPPED = Path(__file__).parent / "scenes"
KEYS = ("start", "dock", "stairs", "goals", "seats", "obstacles", "people", "clumsy")
OFFICE = "office"  # of the shipped map


class SceneUnreadable(ValueError):
    """The file cannot be used; the message says why."""


def load_scene(given: str | Path) -> HallOptions:
    """The scene in a file, or the shipped one of that name. Raises `SceneUnreadable`."""
    shipped = SHIPPED / f"{given}.yaml"
    path = shipped if shipped.is_file() else Path(given)
    try:
        told = yaml.safe_load(path.read_text("utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SceneUnreadable(f"{path} cannot be read ({error})") from error
    try:
        if unknown := sorted(set(told) - set(KEYS)):
            raise SceneUnreadable(f"{path}: there is no {unknown[0]!r}; there are: {', '.join(KEYS)}")
        return _options(told)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise (
            error if isinstance(error, SceneUnreadable) else SceneUnreadable(f"{path}: {error!r}")
        ) from error


def load_obstacles(path: Path) -> tuple[tuple[float, float, float], ...]:
    """A list of `{x, y, radius}`, m. Raises `SceneUnreadable`."""
    try:
        return _obstacles(yaml.safe_load(path.read_text("utf-8")) or [])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError, ValueError) as error:
        raise SceneUnreadable(f"{path} is no list of {{x, y, radius}} ({error!r})") from error


def _options(told: Mapping[str, object]) -> HallOptions:
    dock = _pose(told["dock"]) if "dock" in told else None
    return HallOptions(
        start=_pose(told["start"]) if "start" in told else None,
        dock=Dock.under(dock, RADIUS_M) if dock else None,
        pits=tuple(_points(corners) for corners in _list(told.get("stairs"))),
        obstacles=_obstacles(told.get("obstacles", [])),
        people=int(str(told.get("people", 0))),
        crowd=CrowdOptions(
            goals=_points(told.get("goals")),
            seats=_points(told.get("seats")),
            clumsy=float(str(told.get("clumsy", CLUMSY))),
        ),
    )


def _pose(told: object) -> Pose:
    if not isinstance(told, Mapping):
        raise ValueError(f"{told!r} is not {{x, y, facing_deg}}")
    return Pose(float(told["x"]), float(told["y"]), math.radians(float(told["facing_deg"])))


def _points(told: object) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in _list(told))


def _obstacles(told: object) -> tuple[tuple[float, float, float], ...]:
    return tuple((float(each["x"]), float(each["y"]), float(each["radius"])) for each in _list(told))


def _list(told: object) -> Sequence[Any]:
    if told is None:
        return ()
    if not isinstance(told, Sequence) or isinstance(told, str):
        raise ValueError(f"{told!r} is no list")
    return told
