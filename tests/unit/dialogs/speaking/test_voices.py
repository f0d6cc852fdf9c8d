"""Which voice speaks."""

import pytest

from dialogs.interfaces import SpeechFailed, Voice
from dialogs.speaking.voices import rate_of, voice_id

INSTALLED = ["gmw/en-us", "gmw/en", "aav/vi", "aav/vi-vn-x-central", "aav/vi-vn-x-south", "roa/an"]


@pytest.mark.parametrize(
    ("language", "dialect", "name"),
    [
        ("vi", "north", "aav/vi"),
        ("vi", "central", "aav/vi-vn-x-central"),
        ("vi", "south", "aav/vi-vn-x-south"),
        ("vi", "", "aav/vi"),
        ("vi", "west", "aav/vi"),
        ("en", "", "gmw/en"),
        ("en", "south", "gmw/en"),
    ],
)
def test_every_language_and_dialect(language: str, dialect: str, name: str) -> None:
    assert voice_id(Voice(language, dialect, 150), INSTALLED) == name


def test_a_dialect_that_is_not_installed_is_spoken_in_the_northern_voice() -> None:
    assert voice_id(Voice("vi", "south", 150), ["vi", "en-us"]) == "vi"
    assert voice_id(Voice("en", "", 150), ["vi", "gmw/en-us"]) == "gmw/en-us"


@pytest.mark.parametrize(("language", "installed"), [("fr", INSTALLED), ("vi", ["gmw/en"]), ("en", [])])
def test_a_language_without_a_voice_is_never_spoken_in_another(language: str, installed: list[str]) -> None:
    with pytest.raises(SpeechFailed, match=f"no voice for '{language}'"):
        voice_id(Voice(language, "", 150), installed)


@pytest.mark.parametrize(("asked", "spoken"), [(150, 150), (10, 80), (900, 300)])
def test_the_rate_stays_within_what_can_be_understood(asked: int, spoken: int) -> None:
    assert rate_of(Voice("vi", "north", asked)) == spoken
