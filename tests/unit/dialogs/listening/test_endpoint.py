import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.listening.endpoint import Endpoint, Event, Limits

STEP = 512  # samples: 32 ms
STEP_S = STEP / 16_000


def steps(seconds: float) -> int:
    return round(seconds / STEP_S)


def hear(endpoint: Endpoint, *parts: tuple[bool, float]) -> list[tuple[float, Event]]:
    """Feed (speech or not, seconds); when what happened."""
    events, now = [], 0.0
    for is_speech, seconds in parts:
        for _ in range(steps(seconds)):
            now += STEP_S
            if event := endpoint.hear(STEP, is_speech):
                events.append((round(now, 2), event))
    return events


def test_speech_begins_and_ends_after_silence() -> None:
    events = hear(Endpoint(0.7), (False, 1.0), (True, 1.0), (False, 2.0))
    (began, first), (ended, second) = events
    assert (first, second) == (Event.BEGAN, Event.ENDED)
    assert began == pytest.approx(1.16, abs=0.04)
    assert ended == pytest.approx(2.7, abs=0.04)


@pytest.mark.parametrize("quiet_s", [0.5, 0.7, 1.25])
def test_the_silence_that_ends_it_is_as_asked(quiet_s: float) -> None:
    _, (ended, _) = hear(Endpoint(quiet_s), (True, 1.0), (False, 3.0))
    assert ended == pytest.approx(1 + quiet_s, abs=0.05)


def test_a_click_is_no_speech() -> None:
    endpoint = Endpoint(0.7)
    assert hear(endpoint, *[(True, 0.1), (False, 0.3)] * 20) == []
    assert not endpoint.has_begun


def test_a_stop_sound_within_the_first_word_does_not_begin_anew() -> None:
    events = hear(Endpoint(0.7), (True, 0.1), (False, 0.06), (True, 0.1))
    assert [event for _, event in events] == [Event.BEGAN]


def test_a_pause_shorter_than_asked_does_not_end_it() -> None:
    events = hear(Endpoint(0.7), (True, 0.5), (False, 0.6), (True, 0.5), (False, 1.0))
    assert [event for _, event in events] == [Event.BEGAN, Event.ENDED]
    assert events[1][0] == pytest.approx(2.3, abs=0.05)


def test_endless_speech_is_cut() -> None:
    events = hear(Endpoint(0.7), (True, 60.0))
    assert [event for _, event in events] == [Event.BEGAN, Event.TOO_LONG]
    assert events[1][0] == pytest.approx(20, abs=0.05)


def test_the_longest_is_counted_from_its_beginning_not_from_the_silence_before() -> None:
    limits = Limits(longest_s=2.0)
    events = hear(Endpoint(0.7, limits), (False, 30.0), (True, 5.0))
    assert events[1] == (pytest.approx(32, abs=0.05), Event.TOO_LONG)


def test_nothing_is_decided_after_the_end() -> None:
    endpoint = Endpoint(0.5)
    hear(endpoint, (True, 0.5), (False, 1.0))
    assert endpoint.is_over
    assert hear(endpoint, (True, 60.0), (False, 60.0)) == []


def test_an_hour_of_silence_decides_nothing() -> None:
    endpoint = Endpoint(0.7)
    assert endpoint.hear(3600 * 16_000, False) is None
    assert not endpoint.has_begun and not endpoint.is_over


@given(st.lists(st.booleans(), max_size=2000), st.floats(0.1, 3.0))
def test_it_begins_before_it_ends_and_both_once(speech: list[bool], quiet_s: float) -> None:
    endpoint = Endpoint(quiet_s)
    events = [event for is_speech in speech if (event := endpoint.hear(STEP, is_speech))]
    assert events in ([], [Event.BEGAN], [Event.BEGAN, Event.ENDED], [Event.BEGAN, Event.TOO_LONG])
    assert endpoint.has_begun == bool(events)
    assert endpoint.is_over == (len(events) == 2)
