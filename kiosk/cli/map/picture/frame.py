"""Around the map: title, axes in metres, scale bar, legend."""

import math

import numpy as np
from PIL import Image, ImageDraw

from kiosk.cli.map.picture.canvas import SHARPNESS, Canvas, Point
from kiosk.cli.map.picture.floor import WIDE_M, ramp
from kiosk.cli.map.picture.marks import arrow, narrow_ring, no_go_zone, place_mark, slow_zone, way_line
from kiosk.cli.map.words import Words
from kiosk.ticket.typeface import font

INK, FAINT = "#333a44", "#8a919c"
TITLE_PX, TEXT_PX = 30, 15
TICK_PX = 7
RAMP_PX, RAMP_HIGH_PX = 300, 18
SCALES_M = (1, 2, 5, 10, 20, 50)
SCALE_PX = 150.0
SWATCH = (44, 26)  # pixels
COLUMN_PX = 300


def draw_frame(picture: Image.Image, canvas: Canvas, radius_m: float, words: Words) -> None:
    """All of it; `radius_m` of the robot is marked on the legend of clearances."""
    pen = ImageDraw.Draw(picture)
    left, top, right, bottom = canvas.box
    pen.text((left, top - 22), words.title, fill=INK, font=font("bold", TITLE_PX), anchor="ls")
    pen.rectangle((left - 1, top - 1, right, bottom), outline=FAINT)
    _axes(pen, canvas)
    _scale_bar(pen, canvas)
    _ramp(picture, (left, bottom + 92), radius_m, words)
    _legend(picture, (left + RAMP_PX + 70, bottom + 68), words)


def _axes(pen: ImageDraw.ImageDraw, canvas: Canvas) -> None:
    """Metres, as in hall.yaml: x below, y to the left."""
    left, _, _, bottom = canvas.box
    face = font("regular", TEXT_PX)
    step = next((step for step in SCALES_M if step * canvas.px_per_m >= 2.5 * TEXT_PX), SCALES_M[-1])
    right_m = canvas.left_m + canvas.width / canvas.px_per_m
    bottom_m = canvas.top_m - canvas.height / canvas.px_per_m
    for metres in _ticks(canvas.left_m, right_m, step):
        x, _ = canvas.at(metres, 0)
        pen.line((x, bottom, x, bottom + TICK_PX), fill=INK)
        pen.text((x, bottom + TICK_PX + 3), f"{metres:g}", fill=INK, font=face, anchor="ma")
    for metres in _ticks(bottom_m, canvas.top_m, step):
        _, y = canvas.at(0, metres)
        pen.line((left - TICK_PX, y, left, y), fill=INK)
        pen.text((left - TICK_PX - 4, y), f"{metres:g}", fill=INK, font=face, anchor="rm")
    pen.text((canvas.box[2], bottom + 30), "x (m)", fill=INK, font=font("semibold", TEXT_PX), anchor="ra")
    pen.text((10, canvas.box[1] - 14), "y (m)", fill=INK, font=font("semibold", TEXT_PX), anchor="ls")


def _ticks(first_m: float, last_m: float, step: int) -> range:
    return range(step * math.ceil(first_m / step - 1e-9), math.floor(last_m + 1e-9) + 1, step)


def _scale_bar(pen: ImageDraw.ImageDraw, canvas: Canvas) -> None:
    """At the top right, of the length in SCALES_M that is nearest to 150 pixels."""
    metres = min(SCALES_M, key=lambda length: abs(length * canvas.px_per_m - SCALE_PX))
    right, y = canvas.box[2], canvas.box[1] - 22
    left = right - metres * canvas.px_per_m
    pen.rectangle((left, y - 3, right, y + 3), fill="white", outline=INK)
    pen.rectangle((left, y - 3, (left + right) / 2, y + 3), fill=INK)
    pen.text((left - 10, y), f"{metres} m", fill=INK, font=font("semibold", TEXT_PX), anchor="rm")


def _ramp(picture: Image.Image, at: tuple[int, int], radius_m: float, words: Words) -> None:
    """The colours of clearance with metres below, and the robot's radius."""
    pen = ImageDraw.Draw(picture)
    left, top = at
    row = ramp(np.linspace(0.0, WIDE_M, RAMP_PX))
    picture.paste(Image.fromarray(np.broadcast_to(row, (RAMP_HIGH_PX, RAMP_PX, 3)).copy()), at)
    pen.rectangle((left, top, left + RAMP_PX, top + RAMP_HIGH_PX), outline=FAINT)
    pen.text((left, top - 10), words.clearance, fill=INK, font=font("semibold", TEXT_PX), anchor="ls")
    for metres in (0.0, 0.5, 1.0, WIDE_M):
        _mark(pen, left, top, metres, words.number(metres, 1), TICK_PX)
    _mark(pen, left, top, radius_m, f"{words.robot} {words.number(radius_m)}", 4 * TICK_PX)


def _mark(pen: ImageDraw.ImageDraw, left: int, top: int, metres: float, text: str, down: int) -> None:
    x, bottom = left + RAMP_PX * metres / WIDE_M, top + RAMP_HIGH_PX
    pen.line((x, bottom, x, bottom + down), fill=INK)
    pen.text((x, bottom + down + 2), text, fill=INK, font=font("regular", TEXT_PX), anchor="ma")


def _legend(picture: Image.Image, at: tuple[int, int], words: Words) -> None:
    """A swatch and a word each, two columns."""
    left, top = at
    texts = (words.place, words.ways, words.narrowest, words.no_go, words.slow, words.home)
    for index, text in enumerate(texts):
        x, y = left + COLUMN_PX * (index // 3), top + 36 * (index % 3)
        picture.paste(_swatch(index), (x, y))
        middle = (x + SWATCH[0] + 12, y + SWATCH[1] / 2)
        ImageDraw.Draw(picture).text(middle, text, fill=INK, font=font("regular", TEXT_PX), anchor="lm")


def _swatch(index: int) -> Image.Image:
    """As it is drawn on the map."""
    width, height = SHARPNESS * SWATCH[0], SHARPNESS * SWATCH[1]
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture, "RGBA")
    middle: Point = (width / 2, height / 2)
    corners: list[Point] = [(2, 2), (width - 4, 2), (width - 4, height - 4), (2, height - 4)]
    if index == 0:
        arrow(pen, (width / 4, height / 2), 0.0)
        place_mark(pen, (width / 4, height / 2), at_home=False)
    elif index == 1:
        for _ in range(3):
            way_line(pen, [(0, height / 2), (width, height / 2)])
    elif index == 2:
        narrow_ring(pen, middle, height / 2 - SHARPNESS)
    elif index == 3:
        no_go_zone(picture, corners)
    elif index == 4:
        slow_zone(picture, corners)
    else:
        place_mark(pen, middle, at_home=True)
    return picture.resize(SWATCH, Image.Resampling.BOX)
