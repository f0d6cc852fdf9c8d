"""How many people wait over the day? The median of all days, and the band up to their 90th percentile."""

from kiosk.rehearsal.counts.queue import QueueOverDay
from kiosk.rehearsal.report.html import Html, tag
from kiosk.rehearsal.report.plots.frame import Frame

PERCENTS = (50, 90)
Points = list[tuple[float, float]]


def queue_plot(queue: QueueOverDay) -> Html:
    """Minute by minute of the office's day."""
    band = queue.band(PERCENTS)
    first, last = band[0][0], band[-1][0]
    frame = Frame(first, max(last, first + 1), max(1, *(values[1] for _, values in band)))
    median = _points(frame, [(minute, values[0]) for minute, values in band])
    upper = _points(frame, [(minute, values[1]) for minute, values in band])
    return frame.picture(
        "How many people wait at each minute of the day",
        frame.rows_axis("people waiting"),
        frame.hours_axis("time of day"),
        tag("polygon", points=_told(upper + median[::-1]), class_="band"),
        tag("polyline", points=_told(upper), class_="upper"),
        tag("polyline", points=_told(median), class_="median"),
    )


def _points(frame: Frame, values: list[tuple[int, int]]) -> Points:
    """Steps, and only where something changes."""
    points: Points = []
    for at, (minute, value) in enumerate(values):
        changes = at in (0, len(values) - 1) or value != values[at - 1][1]
        if changes and points:
            points.append((frame.x(minute), points[-1][1]))
        if changes:
            points.append((frame.x(minute), frame.y(value)))
    return points


def _told(points: Points) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
