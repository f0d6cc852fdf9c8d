"""Draws the shipped hall, a ward office of 16 × 10 m, into config/hall; `--check` fails when it is stale.

The map's frame has its origin in the south-west corner of the hall, x to the east, y to the north, in metres.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parents[1] / "config/hall"
RESOLUTION_M = 0.05
WIDTH_M, HEIGHT_M = 18.0, 12.0
ORIGIN_M = (-1.0, -1.0)
OCCUPIED, UNKNOWN, FREE = 0, 128, 254

Box = tuple[float, float, float, float]  # from x, y to x, y

FLOOR: tuple[Box, ...] = (
    (0, 0, 16, 10),
    (7, -0.8, 9, 0),  # the porch of the entrance
)
WALL_M = 0.2
COUNTERS = 7
COUNTER_M = 1.8  # from one to the next
DESKS: Box = (0, 8.0, 12.8, 8.6)
STAFF_ROOM: Box = (0, 8.6, 12.8, 10)  # never seen from the hall
TOILETS: Box = (13, 9.2, 16, 10)
PARTITION: Box = (12.8, 8.0, 13.0, 10)
WAITING_ROWS: tuple[Box, ...] = tuple(
    (x, y, x + 3.0, y + 0.6) for y in (1.7, 3.7, 5.7) for x in (3.8, 9.0)
)  # each of five seats; they look north, at the counters
FURNITURE: tuple[Box, ...] = (
    (0, 5.9, 0.5, 7.3),  # the table with forms
    (15.5, 6.0, 16, 7.4),  # a cabinet
    (12.6, 0, 14.2, 0.15),  # the notice board
    (15.4, 0, 16, 0.6),  # a plant
    (6.4, 0, 6.6, 0.2),  # pillars at the entrance
    (9.4, 0, 9.6, 0.2),
)

MAP_YAML = """\
# yaml-language-server: $schema=../.schema/map.json
# The map of the hall, as ROS's map_server has it. Made by scripts/draw_hall.py.
# Bản đồ sảnh, theo dạng map_server của ROS.
image: map.png
resolution: 0.05            # metres a pixel
origin: [-1.0, -1.0, 0.0]   # of the picture's lower left corner: x, y in metres, direction in radians
negate: 0                   # 0: dark is occupied
occupied_thresh: 0.65
free_thresh: 0.25
mode: trinary
"""


def picture() -> Image.Image:
    """The hall as map_server reads it: black is occupied, white is free, grey is unknown."""
    size = round(WIDTH_M / RESOLUTION_M), round(HEIGHT_M / RESOLUTION_M)
    image = Image.new("L", size, UNKNOWN)
    draw = ImageDraw.Draw(image)
    for west, south, east, north in FLOOR:
        _fill(draw, (west - WALL_M, south - WALL_M, east + WALL_M, north + WALL_M), OCCUPIED)
    for box in FLOOR:
        _fill(draw, box, FREE)
    for box in (*_desks(), *WAITING_ROWS, *FURNITURE, PARTITION, TOILETS):
        _fill(draw, box, OCCUPIED)
    _fill(draw, STAFF_ROOM, UNKNOWN)
    return image


def _desks() -> Iterator[Box]:
    """The long desk, and the screens between its counters."""
    yield DESKS
    west, south, _, _ = DESKS
    for edge in range(1, COUNTERS):
        x = west + 0.1 + edge * COUNTER_M
        yield (x - 0.05, south - 0.15, x + 0.05, south)


def _fill(draw: ImageDraw.ImageDraw, box: Box, grey: int) -> None:
    west, south, east, north = box
    left, right = (round((x - ORIGIN_M[0]) / RESOLUTION_M) for x in (west, east))
    top, bottom = (round((HEIGHT_M - y + ORIGIN_M[1]) / RESOLUTION_M) for y in (north, south))
    draw.rectangle((left, top, right - 1, bottom - 1), fill=grey)


def files() -> dict[str, bytes]:
    """Name and content of what stands in config/hall."""
    stream = io.BytesIO()
    picture().save(stream, "PNG", optimize=True)
    return {"map.png": stream.getvalue(), "map.yaml": MAP_YAML.encode()}


def _is_stale(file: Path, content: bytes) -> bool:
    """A picture is the same when its pixels are: zlib's versions pack them differently."""
    if not file.is_file():
        return True
    if file.suffix == ".png":
        return Image.open(file).tobytes() != picture().tobytes()
    return file.read_bytes() != content


def main() -> int:
    """Write the map, or say what is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 when it is stale")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    stale = [name for name, content in files().items() if _is_stale(options.folder / name, content)]
    if options.check:
        for name in stale:
            print(f"{options.folder / name}: stale; run: python scripts/draw_hall.py", file=sys.stderr)
        return 1 if stale else 0
    options.folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (options.folder / name).write_bytes(files()[name])
    return 0


if __name__ == "__main__":
    sys.exit(main())
