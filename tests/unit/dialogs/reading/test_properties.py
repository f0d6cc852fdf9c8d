"""Whatever is shown: what is said may be spoken, is said the same again, and is there in time."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.dialogs.reading.allowed import faults

LONG = 10_000
LIMIT_S = 8.0  # a busy machine with two cores needs about one
PIECES = Path(__file__).with_name("pieces.txt").read_text("utf-8").split()
texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "\n", "\u200b"])), max_size=7).map(
        lambda pairs: "".join(piece + gap for piece, gap in pairs)
    ),
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_said_may_be_spoken_and_is_read_as_itself(language: str, said: Callable[..., str]) -> None:
    @settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def holds(text: str) -> None:
        words = said(text, language)
        assert faults(words, language) == []
        assert said(words, language) == words

    holds()


LONG_ROWS = (
    *(
        "1",
        "1.",
        "0 ",
        "1-",
        "a-",
        "A",
        "(",
        " ",
        "\n-",
        "a/",
        "1/",
        "đ/a",
        "5đ/a ",
        "..",
        "e\u0301",
        "\u200b",
    ),
    *("1h", "1m", "T2-", "thứ 2, ", "Phần I và ", "1/1/2025 - ", "a.b@", "www.", "CCCD số là ", "lễ ("),
    *("gọi số là ", "0912 ", "+84 ", "123/2015/NĐ-CP ", "5 (một ", "3x", "Q.", "1tr", "1 000", "A0 1 ", "*"),
    *("A1-", "\ud800", "\x00", "ngày 1,", "24 of ", "ngày sinh của "),
)


@pytest.mark.parametrize("piece", LONG_ROWS)
def test_a_long_text_is_read_in_time(piece: str, said: Callable[..., str]) -> None:
    began = time.perf_counter()
    words = said((piece * LONG)[:LONG])
    assert time.perf_counter() - began < LIMIT_S
    assert faults(words, "vi") == []


@pytest.mark.parametrize("text", ["", " ", "\n\t", "👍🙂", "...", "(—)", "\u200b", "你好", "\x00\x07"])
def test_where_nothing_can_be_said_nothing_is(text: str, said: Callable[..., str]) -> None:
    assert said(text) == said(text, "en") == ""
