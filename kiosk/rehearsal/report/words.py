"""Numbers and durations as people read them."""

from kiosk.rehearsal.counts.totals import DAY_S
from kiosk.rehearsal.run import Broken

MINUTE_S, HOUR_S = 60, 3600


def number(value: float) -> str:
    """A whole number with thousands apart."""
    return f"{value:,.0f}"


def counted(value: int, what: str) -> str:
    """`1 day`, `2,000 days`."""
    return f"{number(value)} {what}{'' if value == 1 else 's'}"


def duration(seconds: float) -> str:
    """In the unit that fits: `40 ms`, `2.5 s`, `48 s`, `1 min 36 s`, `12 min`, `1 h 05 min`."""
    if 0 < seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if 0 < seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < MINUTE_S:
        return f"{whole} s"
    if whole < 10 * MINUTE_S:
        return f"{whole // MINUTE_S} min {whole % MINUTE_S:02d} s"
    minutes = round(seconds / MINUTE_S)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def time_of_day(seconds: float) -> str:
    """`09:05:07.250`."""
    whole, rest = divmod(round(seconds * 1000), 1000)
    return f"{clock(whole)}:{whole % MINUTE_S:02d}.{rest:03d}"


def clock(seconds: float) -> str:
    """`09:05`."""
    return f"{int(seconds // HOUR_S):02d}:{int(seconds % HOUR_S // MINUTE_S):02d}"


def when(broken: Broken) -> str:
    """`week 3, day 2, 10:14:32.000`."""
    return f"week {broken.week}, day {broken.day}, {time_of_day(broken.day_s)}"


def fact_line(line: str) -> str:
    """A line of the trace with its day and time instead of seconds since the week began."""
    at_s, _, told = line.partition(" ")
    seconds = float(at_s)
    return f"day {int(seconds // DAY_S) + 1} {time_of_day(seconds % DAY_S)}  {told}"


def plain(name: str) -> str:
    """A name of the program as words."""
    return name.replace("_", " ")
