"""The examples of docs/reference/reading-aloud.md are what is said."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[4] / "docs/reference/reading-aloud.md"
HEADS = {"vi": "## Vietnamese", "en": "## English"}
ROW = re.compile(r"^\| [^|]+ \| `(?P<shown>[^`]+)` \| (?P<said>[^|]+) \|", re.MULTILINE)


@pytest.mark.parametrize("language", HEADS)
def test_the_page_tells_what_is_said(language: str, said: Callable[..., str]) -> None:
    chapter = PAGE.read_text("utf-8").split(HEADS[language])[1].split("\n## ")[0]
    rows = {row["shown"]: row["said"] for row in ROW.finditer(chapter)}
    assert len(rows) >= 30
    assert {shown: words for shown in rows if (words := said(shown, language)) != rows[shown]} == {}
