"""What may leave a reading (facts 3.3): the letters of the language, single spaces and stops."""

import re
import unicodedata
from itertools import pairwise

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VIETNAMESE = "bcdđghklmnpqrstvx" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES
)
_STOPS = ".,?!;:"
_LETTERS = {"vi": _VIETNAMESE, "en": _VIETNAMESE + "fjwz"}


def faults(words: str, language: str) -> list[str]:
    """Everything `words` must not have."""
    signs = set(words.lower()) - set(_LETTERS[language]) - set(_STOPS) - {" "}
    found = sorted(signs - (set("-'") if language == "en" else set()))
    if language == "en" and re.search(r"(?<![^\W\d_])[-']|[-'](?![^\W\d_])", words):
        found.append("a hyphen or apostrophe that joins nothing")
    if "  " in words or words != words.strip():
        found.append("spaces")
    if re.search(rf"\s[{_STOPS}]|[{_STOPS}][^ ]", words):
        found.append("a stop in the wrong place")
    if any(one.isupper() and two.isupper() for one, two in pairwise(words)):
        found.append("capitals in a row")
    if words != unicodedata.normalize("NFC", words):
        found.append("not composed")
    return found
