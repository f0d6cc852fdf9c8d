"""Where the floor ends: stairs that lead down."""

from collections.abc import Sequence

Point = tuple[float, float]


class Pits:
    """Polygons without a floor."""

    def __init__(self, polygons: Sequence[Sequence[Point]] = ()) -> None:
        self.polygons = tuple(tuple(polygon) for polygon in polygons)

    def at(self, x: float, y: float) -> bool:
        """Whether there is no floor at (x, y)."""
        return any(_inside(polygon, x, y) for polygon in self.polygons)


def _inside(polygon: Sequence[Point], x: float, y: float) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside
