"""What the robot says aloud can be listened to."""

import shutil
from pathlib import Path

import pytest

from kiosk.site.places import SHIPPED
from kiosk.site.spoken import spoken_warnings

ADVICE = "dialogs/vi/responses/advice.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "config"
    shutil.copytree(SHIPPED / "dialogs", copy / "dialogs")
    return copy


def lines(folder: Path) -> list[str]:
    return [str(problem).removeprefix(f"{folder}/") for problem in spoken_warnings(folder)]


def test_the_shipped_texts_are_short_enough(folder: Path) -> None:
    assert lines(folder) == []


def test_a_sentence_of_more_than_140_letters_is_a_warning(folder: Path) -> None:
    (folder / ADVICE).write_text(f'short: "{"Một. " * 100}"\nfits: "{"a" * 139}. b"\nlong: "{"a" * 140}."\n')
    (line,) = lines(folder)
    assert line.startswith(f"{ADVICE}:3:7: warning too-long: ")
    assert "has 141 letters" in line and "(make sentences of at most 140)" in line


def test_a_text_that_is_read_and_not_heard_may_be_long(folder: Path) -> None:
    (folder / "dialogs/vi/responses/staff.yaml").write_text(f'long: "{"a" * 500}"\n')
    assert lines(folder) == []


def test_what_cannot_be_read_is_told_elsewhere(folder: Path) -> None:
    (folder / ADVICE).write_text("a: [\n")
    (folder / "dialogs/en/responses/advice.yaml").write_text("- a\n")
    assert lines(folder) == []
