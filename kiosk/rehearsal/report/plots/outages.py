"""What was out of order when? A row a day, a bar an outage; each device has a plot of its own."""

from collections.abc import Sequence

from kiosk.rehearsal.counts.totals import Outage
from kiosk.rehearsal.report.html import Html, join, tag
from kiosk.rehearsal.report.plots.frame import BOTTOM, LEFT, TOP, WIDTH, Frame, tick_step
from kiosk.rehearsal.report.tables import outage_name
from kiosk.rehearsal.report.words import counted

MOST_DAYS = 260
TALLEST_ROW, LOWEST_ROW, WHOLE = 26.0, 3.0, 640.0
LEAST_WIDTH = 1.6  # an outage of a second must be seen
COLOURS = 8
LEGEND_COLUMNS, LEGEND_ROW, LEGEND_GAP = 3, 26.0, 8.0
DEFAULT_SPAN = (7 * 60, 18 * 60)


def outage_plot(device: str, outages: Sequence[Outage], days: int) -> Html:
    """One device's outages on the first days of the run."""
    shown = min(days, MOST_DAYS)
    row = min(TALLEST_ROW, max(LOWEST_ROW, WHOLE / shown))
    faults = sorted({outage.fault for outage in outages})
    legend = -(-len(faults) // LEGEND_COLUMNS) * LEGEND_ROW
    frame = Frame(*_span(outages), shown, TOP + row * shown + BOTTOM + LEGEND_GAP + legend)
    ground = frame.height - legend - LEGEND_GAP
    plot = Frame(frame.x_from, frame.x_to, shown, ground)
    bars = [
        _bars(plot, at, row, [each for each in outages if each.fault == fault and each.day <= shown])
        for at, fault in enumerate(faults)
    ]
    return frame.picture(
        f"When the {device} was out of order, day by day",
        _days_axis(shown, row),
        plot.hours_axis("time of day", to_the_top=True),
        *bars,
        *(_named(at, ground + LEGEND_GAP, device, fault, outages) for at, fault in enumerate(faults)),
    )


def _span(outages: Sequence[Outage]) -> tuple[int, int]:
    """Whole hours around everything, as minutes."""
    first = min([DEFAULT_SPAN[0], *(int(each.begin_s // 3600) * 60 for each in outages)])
    last = max([DEFAULT_SPAN[1], *(-(-int(each.begin_s + each.length_s) // 3600) * 60 for each in outages)])
    return first, last


def _days_axis(days: int, row: float) -> Html:
    step = tick_step(days) if days > 10 else 1
    labels = [
        tag("text", str(day), x=LEFT - 10, y=TOP + (day - 0.5) * row + 6, class_="end")
        for day in range(1, days + 1)
        if day == 1 or day % step == 0
    ]
    lines = [
        tag("line", x1=LEFT, x2=WIDTH, y1=TOP + day * row, y2=TOP + day * row, class_="grid")
        for day in range(0, days + 1, step)
    ]
    return join([*lines, *labels, tag("text", "day", x=LEFT - 10, y=TOP - 16, class_="axis end")])


def _bars(frame: Frame, at: int, row: float, outages: Sequence[Outage]) -> Html:
    gap = min(3.0, row / 6)
    paths = []
    for outage in outages:
        left = frame.x(outage.begin_s / 60)
        wide = max(LEAST_WIDTH, frame.x((outage.begin_s + outage.length_s) / 60) - left)
        top = TOP + (outage.day - 1) * row + gap
        paths.append(f"M{left:.1f} {top:.1f}h{wide:.1f}v{row - 2 * gap:.1f}h-{wide:.1f}z")
    return tag("path", d="".join(paths), class_=f"fault{at % COLOURS}")


def _named(at: int, top: float, device: str, fault: str, outages: Sequence[Outage]) -> Html:
    """One entry of the legend."""
    x = LEFT + at % LEGEND_COLUMNS * (WIDTH - LEFT) / LEGEND_COLUMNS
    y = top + (at // LEGEND_COLUMNS + 0.5) * LEGEND_ROW
    times = counted(sum(each.fault == fault for each in outages), "time")
    name = outage_name(device, fault).partition(": ")[2]
    return tag(
        "g",
        tag("rect", x=x, y=y - 13, width=22, height=15, class_=f"fault{at % COLOURS}"),
        tag("text", f"{name}, {times}", x=x + 32, y=y),
    )
