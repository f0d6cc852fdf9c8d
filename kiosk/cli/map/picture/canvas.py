"""Where on the picture a point of the hall is."""

from dataclasses import dataclass

from drivers.mobile_base.navigation.maps.grid import OccupancyGrid

SHARPNESS = 2  # shapes are drawn so many times larger, then reduced: smooth edges
PX_PER_M = 100.0
SMALLEST_PX, LARGEST_PX = 1600.0, 4000.0  # of the longer side of the hall
LEFT, TOP, RIGHT, BOTTOM = 70, 78, 40, 190

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A map with a frame around it; all in pixels of the finished picture, y downwards."""

    left_m: float
    top_m: float
    px_per_m: float
    width: int
    height: int

    @classmethod
    def of(cls, grid: OccupancyGrid) -> "Canvas":
        """Large enough to read, small enough to open."""
        width_m, height_m = grid.size_m
        longest = max(width_m, height_m)
        px_per_m = min(max(PX_PER_M, SMALLEST_PX / longest), LARGEST_PX / longest)
        return cls(
            grid.origin.x_m,
            grid.origin.y_m + height_m,
            px_per_m,
            round(width_m * px_per_m),
            round(height_m * px_per_m),
        )

    @property
    def size(self) -> tuple[int, int]:
        """Of the whole picture."""
        return LEFT + self.width + RIGHT, TOP + self.height + BOTTOM

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the map."""
        return LEFT, TOP, LEFT + self.width, TOP + self.height

    def at(self, x_m: float, y_m: float) -> Point:
        """Of the finished picture."""
        return LEFT + (x_m - self.left_m) * self.px_per_m, TOP + (self.top_m - y_m) * self.px_per_m

    def sharp(self, x_m: float, y_m: float) -> Point:
        """Of the picture while shapes are drawn."""
        x, y = self.at(x_m, y_m)
        return SHARPNESS * x, SHARPNESS * y
