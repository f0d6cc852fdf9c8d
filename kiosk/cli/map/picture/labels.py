"""Labels that do not lie on each other where that can be avoided."""

import math
from collections.abc import Iterable, Iterator

from PIL import ImageDraw

from kiosk.cli.map.picture.canvas import Point
from kiosk.config.ticket_layout import Weight
from kiosk.ticket.typeface import font, normal

Box = tuple[float, float, float, float]  # left, top, right, bottom

HALO = 3
AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))  # right first; y downwards
ROUNDS = 5  # ever farther from what is labelled
STEP = 13
FAR_COST = 12.0  # of a round, in pixels covered
OUTSIDE_COST = 50.0


class Labels:
    """Writes labels into `frame`, each where it covers least."""

    def __init__(self, pen: ImageDraw.ImageDraw, frame: Box) -> None:
        self._pen = pen
        self._frame = frame
        self._taken: list[Box] = []

    def keep_free(self, boxes: Iterable[Box]) -> None:
        """Marks that labels do not cover."""
        self._taken += boxes

    def write(self, text: str, at: Point, size: int, colour: str, weight: Weight = "semibold") -> Box:
        """`text`, its lines centred, beside `at`; where it came to lie."""
        return self._put(text, self._beside(text, at, size, weight), size, colour, weight)

    def write_on(self, text: str, at: Point, size: int, colour: str, weight: Weight = "semibold") -> Box:
        """`text` with its middle at `at`, or beside it where something is there already."""
        width, height = self._size(text, size, weight)
        x, y = at
        on = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if self._cost(on) > 0:
            return self.write(text, at, size, colour, weight)
        return self._put(text, on, size, colour, weight)

    def _put(self, text: str, box: Box, size: int, colour: str, weight: Weight) -> Box:
        self._taken.append(box)
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        self._pen.multiline_text(
            middle,
            normal(text),
            fill=colour,
            font=font(weight, size),
            anchor="mm",
            align="center",
            spacing=2,
            stroke_width=HALO,
            stroke_fill="white",
        )
        return box

    def _size(self, text: str, size: int, weight: Weight) -> Point:
        left, top, right, bottom = self._pen.multiline_textbbox(
            (0, 0), normal(text), font=font(weight, size), anchor="mm", spacing=2
        )
        return right - left + 2 * HALO, bottom - top + 2 * HALO

    def _beside(self, text: str, at: Point, size: int, weight: Weight) -> Box:
        return min(self._tries(at, *self._size(text, size, weight)), key=lambda tried: tried[0])[1]

    def _tries(self, at: Point, width: float, height: float) -> Iterator[tuple[float, Box]]:
        """Boxes around `at`, each with what it costs."""
        for far in range(1, ROUNDS + 1):
            for right, down in AROUND:
                reach = STEP * far / math.hypot(right, down)
                x = at[0] + right * (reach + width / 2)
                y = at[1] + down * (reach + height / 2)
                box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
                yield self._cost(box) + FAR_COST * (far - 1), box

    def _cost(self, box: Box) -> float:
        """Pixels it covers of others, and more outside the frame."""
        left, top, right, bottom = self._frame
        outside = max(0.0, left - box[0], top - box[1], box[2] - right, box[3] - bottom)
        return sum(overlap(box, other) for other in self._taken) + OUTSIDE_COST * outside


def overlap(a: Box, b: Box) -> float:
    """The area both cover."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, width) * max(0.0, height)
