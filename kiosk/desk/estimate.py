"""How long until the call, as a range learnt from service times. Pure; explained in docs/reference/."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor, sqrt

from kiosk.desk.model import WaitRange

LEAST_SAMPLES = 5  # fewer teach nothing
LATEST_SAMPLES = 200  # per service
LONGEST_S = 7200  # longer is a ticket forgotten at the counter
TODAY_WEIGHT = 3  # a service time of today counts as three of past days
SPREAD = 1.28  # about 80 of 100 waits of a normal distribution lie within
AT_WORK = timedelta(minutes=45)  # a counter is at work this long after a call


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """Moments of some service times."""

    count: float = 0
    total_s: float = 0.0
    squares_s2: float = 0.0

    def __add__(self, other: "ServiceTimes") -> "ServiceTimes":
        return ServiceTimes(
            self.count + other.count, self.total_s + other.total_s, self.squares_s2 + other.squares_s2
        )

    def weighted(self, weight: float) -> "ServiceTimes":
        """As if each had been seen `weight` times."""
        return ServiceTimes(self.count * weight, self.total_s * weight, self.squares_s2 * weight)

    @property
    def mean_s(self) -> float:
        """The mean in seconds."""
        return self.total_s / self.count

    @property
    def deviation_s(self) -> float:
        """The standard deviation in seconds."""
        return sqrt(max(0.0, self.squares_s2 / self.count - self.mean_s**2))


def wait_range(
    people_ahead: int, today: ServiceTimes, earlier: ServiceTimes, counters: int
) -> WaitRange | None:
    """The range for a ticket with `people_ahead`; None while there is too little to learn from."""
    if today.count + earlier.count < LEAST_SAMPLES:
        return None
    times = today.weighted(TODAY_WEIGHT) + earlier
    shortest_s = _sum_s(people_ahead, times, -SPREAD) / max(counters, 1)
    longest_s = _sum_s(people_ahead + 1, times, SPREAD) / max(counters, 1)
    return WaitRange(low=floor(max(0.0, shortest_s) / 60), high=ceil(longest_s / 60))


def _sum_s(people: int, times: ServiceTimes, spread: float) -> float:
    """The sum of the service times of `people`, `spread` deviations off its mean."""
    return people * times.mean_s + spread * times.deviation_s * sqrt(people)
