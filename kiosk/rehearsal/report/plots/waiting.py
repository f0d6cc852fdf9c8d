"""How long do people wait? Columns of minutes, with the median and the ninetieth percentile."""

from collections import Counter

from kiosk.rehearsal.counts.spread import Spread
from kiosk.rehearsal.report.html import Html, tag
from kiosk.rehearsal.report.plots.frame import TOP, WIDTH, Frame, tick_step
from kiosk.rehearsal.report.words import duration

COLUMN_MINUTES = (1, 2, 5, 10, 15, 30, 60)
MOST_COLUMNS = 40
GAP = 1.5
HEADROOM = 1.3  # above the highest column stand the marks


def waiting_plot(waiting: Spread) -> Html:
    """`waiting` from the number to its first call."""
    minutes = max(waiting.longest_s / 60, 1.0)
    wide = next((each for each in COLUMN_MINUTES if minutes / each <= MOST_COLUMNS), COLUMN_MINUTES[-1])
    columns = _columns(waiting, wide)
    frame = Frame(0, (max(columns) + 1) * wide, max(columns.values()) * HEADROOM)
    bars = [_bar(frame, at * wide, wide, columns[at]) for at in sorted(columns)]
    ticks = [frame.tick(at, str(at)) for at in range(0, int(frame.x_to) + 1, tick_step(frame.x_to))]
    return frame.picture(
        "How many people waited how many minutes",
        frame.rows_axis(f"people, by {wide} min" if wide > 1 else "people, by the minute"),
        *bars,
        *ticks,
        frame.x_title("minutes from the number to its call"),
        _mark(frame, waiting, 50, "half within", 14),
        _mark(frame, waiting, 90, "9 of 10 within", 40),
    )


def _columns(waiting: Spread, wide: int) -> Counter[int]:
    columns: Counter[int] = Counter()
    for steps, times in waiting.counts.items():
        columns[int(steps * waiting.step_s // (wide * 60))] += times
    return columns


def _bar(frame: Frame, begin: float, wide: float, count: int) -> Html:
    left, top = frame.x(begin), frame.y(count)
    width = frame.x(begin + wide) - left - GAP
    return tag("rect", x=left, y=top, width=width, height=frame.floor - top, class_="bar")


def _mark(frame: Frame, waiting: Spread, percent: float, words: str, lower: float) -> Html:
    seconds = waiting.percentile_s(percent)
    at, y = frame.x(seconds / 60), TOP + lower
    side = "end" if at > WIDTH / 2 else "start"
    beside = -8 if side == "end" else 8
    return tag(
        "g",
        tag("line", x1=at, x2=at, y1=y - 12, y2=frame.floor, class_="mark"),
        tag("text", f"{words} {duration(seconds)}", x=at + beside, y=y, class_=f"strong {side}"),
    )
