"""The hall's map as a picture for the pages, and where on it a point of the map lies."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import yaml
from PIL import Image

FREE, OCCUPIED, UNKNOWN = (255, 255, 255), (58, 68, 106), (224, 226, 234)
LONGEST_SIDE = 2000  # cells; a larger map is drawn smaller


@dataclass(frozen=True, slots=True)
class HallPicture:
    """`png`, of a hall `width_m` × `height_m`; `left_m`, `bottom_m`: its lower left corner in the map."""

    png: bytes
    width_m: float
    height_m: float
    left_m: float
    bottom_m: float

    def right_of_left(self, x_m: float) -> float:
        """How far a point lies right of the picture's left edge, metres."""
        return round(x_m - self.left_m, 3)

    def below_top(self, y_m: float) -> float:
        """How far a point lies below the picture's upper edge, metres."""
        return round(self.height_m - (y_m - self.bottom_m), 3)


def hall_picture(map_file: Path) -> HallPicture:
    """The picture of a ROS map that `kiosk check` has found good."""
    about = yaml.safe_load(map_file.read_text(encoding="utf-8"))
    with Image.open(map_file.parent / about["image"]) as image:
        cells = image.convert("L")
    resolution = float(about["resolution"])
    left, bottom = map(float, about["origin"][:2])
    size = cells.width * resolution, cells.height * resolution
    return HallPicture(_drawn(cells, about), *size, left, bottom)


def _drawn(cells: Image.Image, about: dict[str, object]) -> bytes:
    negate = str(about.get("negate", 0)) in ("1", "True", "true")
    occupied = float(str(about.get("occupied_thresh", 0.65)))
    free = float(str(about.get("free_thresh", 0.196)))
    colours = [_colour((value if negate else 255 - value) / 255, occupied, free) for value in range(256)]
    paint = Image.merge("RGB", [cells.point([colour[band] for colour in colours]) for band in range(3)])
    paint.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    file = BytesIO()
    paint.save(file, "PNG", optimize=True)
    return file.getvalue()


def _colour(darkness: float, occupied: float, free: float) -> tuple[int, int, int]:
    if darkness > occupied:
        return OCCUPIED
    return FREE if darkness < free else UNKNOWN
