"""Words in capitals as words, unknown short words letter by letter, single letters by their names."""

import re
from functools import partial
from itertools import pairwise

from dialogs.reading.rule import Rule
from dialogs.reading.tongue import Tongue

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ALONE = re.compile(r"\b[^\W\d_]\b")
_VOWELS = frozenset("aeiouyăâêôơư")


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """No two capitals in a row are left."""
    found = [Rule(_WORD, partial(_word, tongue=tongue))]
    if tongue.code == "vi":
        found.append(Rule(_ALONE, partial(_alone, tongue=tongue)))
    return tuple(found)


def _word(match: re.Match[str], tongue: Tongue) -> str | None:
    word = match[0]
    if not any(one.isupper() and two.isupper() for one, two in pairwise(word)):
        return None
    if not word.isupper() or "'" in word or tongue.is_word(word.lower()):
        return word.capitalize()
    return " ".join(tongue.letters.get(sign, sign) for sign in word)


def _alone(match: re.Match[str], tongue: Tongue) -> str | None:
    """A vowel alone may be a word, a consonant never is."""
    letter = match[0]
    name = tongue.letters.get(letter.upper())
    if name is None or letter.lower() in _VOWELS:
        return None
    return name
