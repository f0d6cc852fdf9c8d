"""A hall as a picture: floor, zones, ways, places, labels, frame."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from PIL import Image, ImageDraw

from drivers.mobile_base.navigation.maps.hall_map import HallMap, Zone, ZoneKind
from drivers.motion import Pose
from kiosk.cli.map.picture.canvas import SHARPNESS, Canvas, Point
from kiosk.cli.map.picture.floor import floor_of
from kiosk.cli.map.picture.frame import draw_frame
from kiosk.cli.map.picture.labels import Box, Labels
from kiosk.cli.map.picture.marks import (
    NARROW,
    NO_GO,
    PLACE,
    SLOW_TEXT,
    arrow,
    narrow_ring,
    no_go_zone,
    place_mark,
    slow_zone,
    way_line,
)
from kiosk.cli.map.ways import Way
from kiosk.cli.map.words import Words

PLACE_PX, ZONE_PX = 15, 15
MARK_PX = 9


def hall_picture(
    hall: HallMap, names: Mapping[str, str], radius_m: float, ways: Sequence[Way], words: Words
) -> Image.Image:
    """The finished picture; `names` of the places, `radius_m` of the robot with its margin."""
    canvas = Canvas.of(hall.grid)
    there = [way for way in ways if way.there]
    narrowest = min(there, key=lambda way: way.gap_m, default=None)
    picture = _shapes(canvas, hall, there, narrowest)
    draw_frame(picture, canvas, radius_m, words)
    pen = ImageDraw.Draw(picture)
    labels = Labels(pen, canvas.box)
    labels.keep_free(_mark_box(canvas, pose) for pose in hall.places.values())
    if narrowest is not None:
        x, y = canvas.at(*narrowest.narrowest)
        reach = canvas.px_per_m * narrowest.gap_m / 2
        labels.keep_free([(x - reach, y - reach, x + reach, y + reach)])
        labels.write(f"{words.number(narrowest.gap_m)} m", (x, y), PLACE_PX, NARROW, "bold")
    for zone in hall.zones:
        _label_zone(labels, canvas, zone, words)
    for name, pose in hall.places.items():
        labels.write(names[name], canvas.at(pose.x_m, pose.y_m), PLACE_PX, PLACE)
    return picture


def _shapes(canvas: Canvas, hall: HallMap, ways: Sequence[Way], narrowest: Way | None) -> Image.Image:
    """All that has no letters, with smooth edges."""
    width, height = canvas.size
    sharp = Image.new("RGB", (SHARPNESS * width, SHARPNESS * height), "white")
    floor = floor_of(hall, SHARPNESS * canvas.width, SHARPNESS * canvas.height)
    left, top = SHARPNESS * canvas.box[0], SHARPNESS * canvas.box[1]
    sharp.paste(Image.fromarray(floor), (left, top))
    for zone in hall.zones:
        paint = no_go_zone if zone.kind is ZoneKind.NO_GO else slow_zone
        paint(sharp, [canvas.sharp(*corner) for corner in zone.polygon])
    pen = ImageDraw.Draw(sharp, "RGBA")
    for way in ways:
        way_line(pen, [canvas.sharp(x, y) for x, y in way.path])
    if narrowest is not None:
        reach = SHARPNESS * canvas.px_per_m * narrowest.gap_m / 2
        narrow_ring(pen, canvas.sharp(*narrowest.narrowest), reach)
    for name, pose in hall.places.items():
        at = canvas.sharp(pose.x_m, pose.y_m)
        arrow(pen, at, pose.yaw_rad)
        place_mark(pen, at, at_home=name in (hall.post, hall.dock))
    return sharp.resize((width, height), Image.Resampling.BOX)


def _mark_box(canvas: Canvas, pose: Pose) -> Box:
    """What a place's mark and its arrow cover."""
    x, y = canvas.at(pose.x_m, pose.y_m)
    tip_x, tip_y = x + 2 * MARK_PX * math.cos(pose.yaw_rad), y - 2 * MARK_PX * math.sin(pose.yaw_rad)
    return (
        min(x - MARK_PX, tip_x - 4),
        min(y - MARK_PX, tip_y - 4),
        max(x + MARK_PX, tip_x + 4),
        max(y + MARK_PX, tip_y + 4),
    )


def _label_zone(labels: Labels, canvas: Canvas, zone: Zone, words: Words) -> None:
    if zone.speed_m_s is None:
        about, colour = words.no_go, NO_GO
    else:
        speed = words.number(zone.speed_m_s, 2).rstrip("0")
        about, colour = words.zone_speed.format(speed), SLOW_TEXT
    labels.write_on(f"{zone.name}\n{about}", _middle(canvas, zone), ZONE_PX, colour)


def _middle(canvas: Canvas, zone: Zone) -> Point:
    x, y = np.mean(zone.polygon, axis=0)
    return canvas.at(float(x), float(y))
