"""Sentences and what is said for them, one a line of vi.jsonl and en.jsonl."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.dialogs.reading.allowed import faults

HERE = Path(__file__).parent
FEWEST = {"vi": 500, "en": 250}


def lines(language: str) -> dict[str, str]:
    """The expected words of every text."""
    rows = [json.loads(line) for line in (HERE / f"{language}.jsonl").read_text("utf-8").splitlines()]
    return {row["text"]: row["words"] for row in rows}


@pytest.mark.parametrize("language", FEWEST)
def test_every_sentence_is_read_as_written_down(language: str, said: Callable[..., str]) -> None:
    expected = lines(language)
    assert len(expected) >= FEWEST[language]
    read = {text: said(text, language) for text in expected}
    wrong = {text: words for text, words in read.items() if words != expected[text]}
    assert wrong == {}


@pytest.mark.parametrize("language", FEWEST)
def test_what_is_expected_may_be_spoken_and_is_read_as_itself(
    language: str, said: Callable[..., str]
) -> None:
    expected = lines(language).values()
    assert {words: found for words in expected if (found := faults(words, language))} == {}
    assert {words: again for words in expected if (again := said(words, language)) != words} == {}
