"""What leaves: only letters of the language, single spaces and `. , ? ! ; :`."""

import re

from dialogs.reading.tongue import Tongue

STOPS = "?!.:;,"  # of several in a row the first of these stays
_ROW_OF_STOPS = re.compile(f"[{STOPS}](?: *[{STOPS}])+")
_SPACE_BEFORE_STOP = re.compile(f" +(?=[{STOPS}])")
_NO_SPACE_BEHIND = re.compile(f"([{STOPS}])(?=[^ ])")
_SPACES = re.compile(r"\s+")
_FOREIGN_TWICE = re.compile(r"([fjwz])\1+")
_BETWEEN_LETTERS = re.compile(r"(?<![^\W\d_])[-']|[-'](?![^\W\d_])")


def left(text: str, tongue: Tongue) -> str:
    """`text` as it may be spoken; "" where nothing of it can be."""
    inner = "'-" if tongue.code == "en" else ""  # in English they are part of a word
    text = _FOREIGN_TWICE.sub(r"\1", text) if tongue.foreign else text
    text = "".join(_letter(sign, tongue, inner) for sign in _BETWEEN_LETTERS.sub(" ", text))
    text = _SPACES.sub(" ", text)
    text = _SPACE_BEFORE_STOP.sub("", text)
    text = _ROW_OF_STOPS.sub(_strongest, text)
    text = _NO_SPACE_BEHIND.sub(r"\1 ", text)
    return text.lstrip(f" {STOPS}").rstrip(" ,")


def _strongest(row: re.Match[str]) -> str:
    return min(row[0].replace(" ", ""), key=STOPS.index)


def _letter(sign: str, tongue: Tongue, inner: str) -> str:
    if sign == " " or sign in STOPS or sign in inner or sign.lower() in tongue.alphabet:
        return sign
    spelled = tongue.foreign.get(sign.lower(), " ")
    return spelled.capitalize() if sign.isupper() else spelled
