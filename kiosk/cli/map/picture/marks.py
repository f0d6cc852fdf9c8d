"""Zones, ways and places as they are drawn; coordinates and lengths in pixels of what is drawn on."""

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

from kiosk.cli.map.picture.canvas import SHARPNESS, Point

PLACE, HOME = "#14304f", "#0b7a5b"
NO_GO, SLOW, SLOW_TEXT = "#c62828", "#f2b705", "#8a5a00"
WAY, NARROW = "#2f6fb5", "#a0189b"
WAY_ALPHA = "70"
HATCH_PX = 11 * SHARPNESS
LINE_PX = SHARPNESS
FAINT = 60  # of 255: the fill of a zone


def no_go_zone(picture: Image.Image, corners: Sequence[Point]) -> None:
    """Hatched red."""
    inside = _inside(picture, corners)
    hatch = Image.new("L", picture.size)
    pen = ImageDraw.Draw(hatch)
    left, top, right, bottom = inside.getbbox() or (0, 0, 0, 0)
    tall = bottom - top
    for x in range(left - tall, right, HATCH_PX):
        pen.line((x, bottom, x + tall, top), fill=200, width=2 * LINE_PX)
    hatch.paste(0, mask=inside.point([255] * 128 + [0] * 128))
    picture.paste(NO_GO, mask=inside.point([0] * 128 + [FAINT // 2] * 128))
    picture.paste(NO_GO, mask=hatch)
    _outline(picture, corners, NO_GO)


def slow_zone(picture: Image.Image, corners: Sequence[Point]) -> None:
    """Yellow, what lies below shines through."""
    picture.paste(SLOW, mask=_inside(picture, corners).point([0] * 128 + [2 * FAINT] * 128))
    _outline(picture, corners, SLOW)


def way_line(pen: ImageDraw.ImageDraw, points: Sequence[Point]) -> None:
    """Thin, and darker where many ways run."""
    pen.line(points, fill=WAY + WAY_ALPHA, width=SHARPNESS, joint="curve")


def narrow_ring(pen: ImageDraw.ImageDraw, at: Point, reach: float) -> None:
    """As wide as the gap is."""
    pen.circle(at, max(reach, 4 * LINE_PX), outline=NARROW, width=2 * LINE_PX)
    pen.circle(at, 3 * LINE_PX, fill=NARROW)


def place_mark(pen: ImageDraw.ImageDraw, at: Point, at_home: bool) -> None:
    """A dot; green for post and dock."""
    pen.circle(at, 7 * LINE_PX, fill="white")
    pen.circle(at, 6 * LINE_PX, fill=HOME if at_home else PLACE)


def arrow(pen: ImageDraw.ImageDraw, at: Point, yaw_rad: float) -> None:
    """From a place, to where it faces."""
    ahead, beside = (math.cos(yaw_rad), -math.sin(yaw_rad)), (math.sin(yaw_rad), math.cos(yaw_rad))

    def point(forward: float, aside: float) -> Point:
        return (
            at[0] + LINE_PX * (forward * ahead[0] + aside * beside[0]),
            at[1] + LINE_PX * (forward * ahead[1] + aside * beside[1]),
        )

    pen.line((at, point(13, 0)), fill=PLACE, width=3 * LINE_PX)
    pen.polygon((point(20, 0), point(11, 5.5), point(11, -5.5)), fill=PLACE)


def _inside(picture: Image.Image, corners: Sequence[Point]) -> Image.Image:
    mask = Image.new("L", picture.size)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    return mask


def _outline(picture: Image.Image, corners: Sequence[Point], colour: str) -> None:
    ImageDraw.Draw(picture).line([*corners, corners[0]], fill=colour, width=2 * LINE_PX)
