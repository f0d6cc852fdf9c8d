"""Pauses grow to a limit, never end, and a device that comes and goes wins nothing by it."""

from random import Random

from drivers.backoff import BUDGET, Backoff


def test_pauses_double_to_the_longest_with_jitter():
    backoff = Backoff(Random(1))
    pauses = [backoff.next_s() for _ in range(50)]
    for pause, most in zip(pauses, [0.1, 0.2, 0.4, 0.8, *[1.0] * 46], strict=True):
        assert most / 2 <= pause <= most
    assert len(set(pauses)) == 50


def test_a_device_that_comes_and_goes_is_soon_tried_slowly():
    backoff = Backoff(Random(1))
    for now in range(BUDGET):
        for _ in range(9):
            backoff.next_s()
        backoff.device_is_back(now)
        assert backoff.next_s() <= 0.1
    for _ in range(9):
        backoff.next_s()
    backoff.device_is_back(BUDGET)
    assert backoff.next_s() >= 0.5
    backoff.device_is_back(100)
    assert backoff.next_s() <= 0.1
