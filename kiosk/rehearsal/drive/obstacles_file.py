"""Reads what stands in a hall and is not on its map: a list of `{x, y, radius}` in metres."""

import math
from pathlib import Path

import yaml

from kiosk.rehearsal.drive.order import Circle

LARGEST_BYTES = 4_000_000
MOST = 20_000
WIDEST_M, FARTHEST_M = 10.0, 1e5
RIGHT = "right is, for example: - {x: 1.5, y: 2, radius: 0.15}"


class ObstaclesError(Exception):
    """The file cannot be used; the message is one line that says what would be right."""


def load_obstacles(path: Path) -> tuple[Circle, ...]:
    """All of the file's. Raises `ObstaclesError`."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ObstaclesError(f"{path} is too large for a list of obstacles")
        found = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    except (OSError, UnicodeDecodeError) as error:
        raise ObstaclesError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ObstaclesError(f"{path} is no YAML: {' '.join(str(error).split())[:120]}") from None
    if found is None:
        return ()
    if not isinstance(found, list) or len(found) > MOST:
        raise ObstaclesError(f"{path} holds no list of at most {MOST} obstacles; {RIGHT}")
    return tuple(_circle(path, number, entry) for number, entry in enumerate(found, 1))


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _circle(path: Path, number: int, entry: object) -> Circle:
    if not isinstance(entry, dict) or set(entry) != {"x", "y", "radius"}:
        raise ObstaclesError(f"{path}: obstacle {number} has other keys than x, y and radius; {RIGHT}")
    x, y, radius = (_number(entry[key]) for key in ("x", "y", "radius"))
    if abs(x) <= FARTHEST_M and abs(y) <= FARTHEST_M and 0 < radius <= WIDEST_M:
        return Circle(x, y, radius)
    raise ObstaclesError(
        f"{path}: obstacle {number} is {entry}: metres, and a radius of at most {WIDEST_M:g}; {RIGHT}"
    )


def _number(value: object) -> float:
    """NaN, which is never within bounds, for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return math.nan
    try:
        return float(value)
    except (ValueError, OverflowError):
        return math.nan
