"""The ground of a plot: two axes with ticks, and where values lie between them."""

from dataclasses import dataclass

from kiosk.rehearsal.report.html import Html, join, tag
from kiosk.rehearsal.report.words import number

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 1000.0, 84.0, 34.0, 40.0, 62.0
TICK_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """From `x_from` to `x_to` and from 0 to `y_to` on a picture `height` high."""

    x_from: float
    x_to: float
    y_to: float
    height: float = 380.0

    def x(self, value: float) -> float:
        """Where a value lies from the left."""
        return LEFT + (value - self.x_from) / (self.x_to - self.x_from) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Where a value lies from the top."""
        return self.floor - value / self.y_to * (self.floor - TOP)

    @property
    def floor(self) -> float:
        """Where 0 lies from the top."""
        return self.height - BOTTOM

    def picture(self, told: str, *parts: Html) -> Html:
        """The whole plot; `told` says what it shows to who cannot see it."""
        return tag("svg", *parts, role="img", viewBox=f"0 0 {WIDTH:g} {self.height:g}", aria_label=told)

    def rows_axis(self, what: str) -> Html:
        """Counts from 0 upwards, with lines across."""
        step = tick_step(self.y_to)
        lines = []
        for value in range(0, int(self.y_to) + 1, step):
            at = self.y(value)
            lines.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=at, y2=at, class_="grid"))
            lines.append(tag("text", number(value), x=LEFT - 10, y=at + 6, class_="end"))
        return join([*lines, tag("text", what, x=LEFT, y=TOP - 16, class_="axis")])

    def hours_axis(self, what: str, to_the_top: bool = False) -> Html:
        """Minutes of the day, a tick an hour."""
        hours = range(-(-int(self.x_from) // 60), int(self.x_to) // 60 + 1)
        top = TOP if to_the_top else self.floor
        ticks = [self.tick(hour * 60, f"{hour}:00", top) for hour in hours]
        return join([*ticks, self.x_title(what)])

    def tick(self, value: float, label: str, top: float | None = None) -> Html:
        """One tick of the lower axis."""
        at, top = self.x(value), self.floor if top is None else top
        line = tag("line", x1=at, x2=at, y1=top, y2=self.floor + 6, class_="grid")
        return join([line, tag("text", label, x=at, y=self.floor + 26, class_="middle")])

    def x_title(self, what: str) -> Html:
        """What the lower axis shows."""
        return tag("text", what, x=WIDTH - RIGHT, y=self.height - 8, class_="axis end")


def tick_step(most: float) -> int:
    """A round step that makes few ticks."""
    return next((step for step in TICK_STEPS if most / step <= MOST_TICKS), TICK_STEPS[-1])
