"""Reads a hall from a map of ROS's map_server: YAML and a grey picture, row 0 at the top."""

from pathlib import Path

import numpy as np
import yaml
from PIL import Image, UnidentifiedImageError

from simulator.hall.walls import Walls

OCCUPIED_THRESH, FREE_THRESH = 0.65, 0.25  # map_server's defaults


class MapUnreadable(ValueError):
    """The map cannot be used; the message says why."""


def load_walls(path: Path) -> Walls:
    """Walls of the map in `path`. Raises `MapUnreadable`."""
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
        grey = _grey(path.parent / told["image"])
        resolution, (x, y, yaw) = float(told["resolution"]), map(float, told["origin"])
        occupied, free = (
            float(told.get(name, usual))
            for name, usual in (("occupied_thresh", OCCUPIED_THRESH), ("free_thresh", FREE_THRESH))
        )
    except (OSError, UnicodeDecodeError, UnidentifiedImageError, yaml.YAMLError) as error:
        raise MapUnreadable(f"{path} cannot be read ({error})") from error
    except (TypeError, KeyError, ValueError) as error:
        raise MapUnreadable(f"{path} is no map of map_server ({error!r})") from error
    if yaw or resolution <= 0:
        raise MapUnreadable(f"{path}: the map must not be turned, and its resolution must be above 0")
    darkness = grey / 255 if int(told.get("negate", 0)) else 1 - grey / 255
    return Walls(np.flipud(darkness > occupied), np.flipud(darkness < free), resolution, (x, y))


def _grey(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("L"), np.float64)
