"""The estimate of the reference by the statistics module: every time of today is written three times."""

import statistics
from math import ceil, floor, sqrt

TOLERANCE = 1e-6  # minutes: the product sums moments, this one sums times
Wait = tuple[tuple[int, int], tuple[int, int]] | None  # between which whole minutes low and high may lie


def wait(ahead: int, today: list[int], earlier: list[int], counters: int) -> Wait:
    """The range in whole minutes; each end has two values where rounding decides."""
    if len(today) + len(earlier) < 5:
        return None
    times = today * 3 + earlier
    mean, deviation = statistics.fmean(times), statistics.pstdev(times)
    low = max(0.0, ahead * mean - 1.28 * deviation * sqrt(ahead)) / counters / 60
    high = ((ahead + 1) * mean + 1.28 * deviation * sqrt(ahead + 1)) / counters / 60
    return (
        (floor(low - TOLERANCE), floor(low + TOLERANCE)),
        (ceil(high - TOLERANCE), ceil(high + TOLERANCE)),
    )


def agrees(given: tuple[int, int] | None, expected: Wait) -> bool:
    """True when the product's range is the expected one."""
    if given is None or expected is None:
        return given is None and expected is None
    return all(least <= end <= most for end, (least, most) in zip(given, expected, strict=True))
