"""Figures that only rise while the process lives."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from kiosk.metrics.family import Family, Kind, Sample, number

Key = tuple[Family, tuple[str, ...]]


class Counted:
    """Counters and histograms of all families; used on the event loop only."""

    def __init__(self) -> None:
        self._counts: dict[Key, float] = {}
        self._buckets: dict[Key, list[int]] = {}  # of each histogram, the last one without a bound

    def begin(self, family: Family, *labels: str) -> None:
        """Show a counter from now on, whether it rises or not."""
        self._counts.setdefault((family, labels), 0.0)

    def rise(self, family: Family, *labels: str, by: float = 1.0) -> None:
        """A counter rises."""
        key = (family, labels)
        self._counts[key] = self._counts.get(key, 0.0) + by

    def observe(self, family: Family, value: float, *labels: str) -> None:
        """A histogram takes a value."""
        buckets = self._buckets.setdefault((family, labels), [0] * (len(family.buckets) + 1))
        buckets[bisect_left(family.buckets, value)] += 1
        self.rise(family, *labels, by=value)

    def samples(self, family: Family) -> Iterator[Sample]:
        """All figures of a family, sorted by their labels."""
        for (found, labels), value in sorted(self._counts.items(), key=lambda item: item[0][1]):
            if found is not family:
                continue
            if family.kind is Kind.HISTOGRAM:
                yield from self._histogram(family, labels, value)
            else:
                yield Sample(value, labels)

    def _histogram(self, family: Family, labels: tuple[str, ...], total: float) -> Iterator[Sample]:
        counts = list(accumulate(self._buckets[family, labels]))
        bounds = [*map(number, family.buckets), "+Inf"]
        for bound, count in zip(bounds, counts, strict=True):
            yield Sample(count, labels, "_bucket", bound)
        yield Sample(total, labels, "_sum")
        yield Sample(counts[-1], labels, "_count")
