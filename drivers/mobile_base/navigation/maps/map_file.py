"""Maps as ROS's map_server keeps them: a YAML file that describes, and a picture (hardware.md §4).

Source: nav2_map_server `map_io.cpp` and the ROS 1 map_server page: occupancy p = (255 − grey) / 255, with
`negate` p = grey / 255; p > occupied_thresh is occupied, p < free_thresh is free, all else is unknown.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from drivers.mobile_base.navigation.maps.grid import FREE, OCCUPIED, UNKNOWN, Cells, OccupancyGrid
from drivers.mobile_base.navigation.maps.map_picture import BadPicture, MapPicture, read_picture
from drivers.motion import Pose

MODES = ("trinary", "scale", "raw")
KEYS = ("image", "resolution", "origin", "negate", "occupied_thresh", "free_thresh", "mode")
FINEST_M, COARSEST_M = 0.01, 0.2
LARGEST_BYTES = 64 * 1024  # of the description
LARGEST_M = 200.0  # of a hall, either way


class MapError(Exception):
    """A map that cannot be used: in which file, under which of its keys (or ""), what is wrong and right."""

    def __init__(self, where: Path, what: str, right: str, key: str = "") -> None:
        super().__init__(f"{where}: {what} ({right})")
        self.where = where
        self.what = what
        self.right = right
        self.key = key


@dataclass(frozen=True, slots=True)
class MapDescription:
    """What the YAML file of a map says."""

    file: Path
    image: Path
    resolution_m: float
    origin: Pose
    negate: bool = False
    occupied_thresh: float = 0.65
    free_thresh: float = 0.25
    mode: str = "trinary"


def load_map(path: Path) -> OccupancyGrid:
    """The map that `path` describes. Raises `MapError`."""
    return grid_of(describe(path, _values_in(path)))


def describe(file: Path, values: object) -> MapDescription:
    """What `values`, the content of `file`, describe; scalars may be text. Raises `MapError`."""
    if not isinstance(values, Mapping):
        raise MapError(file, "it is no map", f"a map has lines like `image: map.png`: {', '.join(KEYS[:3])}")
    return _Reader(file, values).description()


def grid_of(description: MapDescription) -> OccupancyGrid:
    """The cells of the picture that is described. Raises `MapError`."""
    try:
        picture = read_picture(description.image)
    except BadPicture as error:
        raise MapError(description.file, error.what, error.right, "image") from None
    _check_size(description, picture)
    cells = np.ascontiguousarray(_cells(description, picture)[::-1])
    return OccupancyGrid(description.resolution_m, description.origin, cells)


def _values_in(path: Path) -> object:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise MapError(
                path, "the file is too large for a map's description", f"at most {LARGEST_BYTES} bytes"
            )
        return yaml.safe_load(content)
    except FileNotFoundError:
        raise MapError(path, "the file is missing", "name the YAML file of a map") from None
    except OSError as error:
        raise MapError(path, f"cannot be read: {error.strerror}", "name the YAML file of a map") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        what = " ".join(str(error).split())[:120]
        raise MapError(path, f"is not YAML: {what}", "each line is `key: value`") from None


class _Reader:
    """Takes the values of one description, each with what would be right."""

    def __init__(self, file: Path, values: Mapping[object, object]) -> None:
        self._file = file
        self._values = values

    def description(self) -> MapDescription:
        """All of them."""
        occupied = self._number("occupied_thresh", 0.65, 0.0, 1.0)
        free = self._number("free_thresh", min(0.25, occupied), 0.0, 1.0)
        if free > occupied:
            what = f"`free_thresh` {free:g} is above `occupied_thresh` {occupied:g}"
            raise self._wrong("free_thresh", what, "it is below, for example `free_thresh: 0.25`")
        return MapDescription(
            file=self._file,
            image=self._file.parent / self._image(),
            resolution_m=self._number("resolution", None, FINEST_M, COARSEST_M),
            origin=self._origin(),
            negate=self._negate(),
            occupied_thresh=occupied,
            free_thresh=free,
            mode=self._mode(),
        )

    def _image(self) -> str:
        image = self._values.get("image")
        if not isinstance(image, str) or not image.strip() or "\0" in image:
            raise self._wrong("image", "`image` is missing", "add the picture, for example `image: map.png`")
        return image.strip()

    def _number(self, key: str, default: float | None, least: float, most: float) -> float:
        value = self._values.get(key)
        if value is None and default is not None:
            return default
        right = f"a number from {least:g} to {most:g}, for example `{key}: {default or 0.05:g}`"
        if value is None:
            raise self._wrong(key, f"`{key}` is missing", f"add it: {right}")
        number = _as_number(value)
        if number is None or not least <= number <= most:
            raise self._wrong(key, f"`{key}` is {_shown(value)}", right)
        return number

    def _origin(self) -> Pose:
        right = "three numbers: x and y in metres and 0, for example `origin: [-1.0, -1.0, 0.0]`"
        value = self._values.get("origin")
        if value is None:
            raise self._wrong("origin", "`origin` is missing", f"add {right}")
        numbers = [_as_number(entry) for entry in value] if isinstance(value, list) else []
        x, y, yaw = numbers if len(numbers) == 3 else (None, None, None)
        if x is None or y is None or yaw is None or max(abs(x), abs(y)) > 1e5:
            raise self._wrong("origin", f"`origin` is {_shown(value)}", right)
        if abs(yaw) > 1e-6:
            what = f"the map is turned by {yaw:g} rad, which is not supported"
            raise self._wrong("origin", what, "turn the picture and write 0 as the third number")
        return Pose(x, y, 0.0)

    def _negate(self) -> bool:
        value = self._values.get("negate", 0)
        known = {"0": False, "1": True, "false": False, "true": True, "no": False, "yes": True}
        found = known.get(str(value).lower())
        if found is None:
            raise self._wrong("negate", f"`negate` is {_shown(value)}", "0: dark is occupied; 1: light is")
        return found

    def _mode(self) -> str:
        mode = self._values.get("mode", "trinary")
        if mode not in MODES:
            raise self._wrong("mode", f"`mode` is {_shown(mode)}", f"one of {', '.join(MODES)}")
        return str(mode)

    def _wrong(self, key: str, what: str, right: str) -> MapError:
        return MapError(self._file, what, right, key)


def _as_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return f"`{text if len(text) <= 40 else text[:39] + '…'}`"


def _check_size(description: MapDescription, picture: MapPicture) -> None:
    rows, columns = picture.grey.shape
    width_m, height_m = columns * description.resolution_m, rows * description.resolution_m
    if max(width_m, height_m) > LARGEST_M:
        pixels = f"{columns} × {rows} pixels of {description.resolution_m:g} m"
        what = f"the hall would be {width_m:.0f} × {height_m:.0f} m: {pixels}"
        right = f"at most {LARGEST_M:.0f} m; `resolution` is metres a pixel, mostly 0.05"
        raise MapError(description.file, what, right, "resolution")


def _cells(description: MapDescription, picture: MapPicture) -> Cells:
    """From the picture's top row downwards."""
    grey = picture.grey
    if description.mode == "raw":
        return _raw(description, picture)
    occupancy = grey / 255.0 if description.negate else (255.0 - grey) / 255.0
    cells = np.full(grey.shape, UNKNOWN, np.uint8)
    cells[occupancy > description.occupied_thresh] = OCCUPIED
    cells[occupancy < description.free_thresh] = FREE
    if description.mode == "scale":
        cells[~picture.transparent & _between(description, occupancy)] = OCCUPIED
    cells[picture.transparent] = UNKNOWN
    return cells


def _between(description: MapDescription, occupancy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Cells that `scale` gives a likelihood of at least one half, which a robot does not drive over."""
    middle = (description.free_thresh + description.occupied_thresh) / 2
    return np.asarray((occupancy >= middle) & (occupancy <= description.occupied_thresh))


def _raw(description: MapDescription, picture: MapPicture) -> Cells:
    """Greys from 0 to 100 are the occupancy in percent, all others unknown."""
    percent = 255 - picture.grey if description.negate else picture.grey
    cells = np.full(percent.shape, UNKNOWN, np.uint8)
    known = percent <= 100
    cells[known & (percent >= 100 * description.occupied_thresh)] = OCCUPIED
    cells[known & (percent <= 100 * description.free_thresh)] = FREE
    return cells
