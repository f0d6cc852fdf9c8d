"""docs/reference/flows.md names everything flows can be written with."""

from pathlib import Path

import pytest

from dialogs.flows.checks.codes import FLOW_CODES
from dialogs.flows.skills import SKILLS
from dialogs.flows.vocabulary import BUILT_IN, PROPERTIES, SCREENS, SLOTS, SOURCES

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "flows.md").read_text(encoding="utf-8")
OUTCOMES = {outcome for skill in SKILLS.values() for outcome in skill.outcomes}
WORDS = sorted({*SKILLS, *SLOTS, *SOURCES, *SCREENS, *FLOW_CODES, *OUTCOMES, *BUILT_IN, *PROPERTIES})


@pytest.mark.parametrize("word", WORDS)
def test_the_page_names_it(word: str) -> None:
    assert f"`{word}`" in PAGE or f'`"{{{word}}}"`' in PAGE
