from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk.estimate import LEAST_SAMPLES, ServiceTimes, wait_range
from kiosk.desk.model import WaitRange


def times(*seconds: float) -> ServiceTimes:
    return ServiceTimes(len(seconds), sum(seconds), sum(second**2 for second in seconds))


some_times = st.lists(st.integers(0, 7200), max_size=30).map(lambda seconds: times(*seconds))
enough = st.lists(st.integers(0, 7200), min_size=LEAST_SAMPLES, max_size=30).map(
    lambda seconds: times(*seconds)
)


def test_too_few_samples_give_no_estimate():
    assert wait_range(3, times(60, 60), times(60, 60), 1) is None
    assert wait_range(3, times(60, 60), times(60, 60, 60), 1) is not None


def test_equal_times_give_their_sum():
    assert wait_range(3, times(*[240] * 5), times(), 1) == WaitRange(12, 16)
    assert wait_range(3, times(*[240] * 5), times(), 2) == WaitRange(6, 8)


def test_today_counts_more_than_past_days():
    slow_today = wait_range(10, times(*[600] * 5), times(*[60] * 5), 1)
    fast_today = wait_range(10, times(*[60] * 5), times(*[600] * 5), 1)
    assert slow_today.high > fast_today.high


def test_scattered_times_widen_the_range():
    steady, scattered = times(*[300] * 6), times(60, 540, 60, 540, 60, 540)
    narrow, wide = wait_range(5, steady, times(), 1), wait_range(5, scattered, times(), 1)
    assert wide.low < narrow.low
    assert wide.high > narrow.high


@given(st.integers(0, 200), some_times, enough, st.integers(0, 9))
def test_the_range_is_ordered_and_grows_with_the_people_ahead(ahead, today, earlier, counters):
    now = wait_range(ahead, today, earlier, counters)
    later = wait_range(ahead + 1, today, earlier, counters)
    assert 0 <= now.low <= now.high
    assert later.low >= now.low
    assert later.high >= now.high


@given(st.integers(0, 200), enough, st.integers(1, 9))
def test_one_more_counter_never_lengthens_the_wait(ahead, earlier, counters):
    fewer, more = (wait_range(ahead, times(), earlier, number) for number in (counters, counters + 1))
    assert more.low <= fewer.low
    assert more.high <= fewer.high
