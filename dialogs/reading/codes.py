"""Ticket numbers and codes, sign by sign: A015, CT01, H29.12-2405; 12A and Covid-19 as they are said."""

import re
from functools import partial

from dialogs.reading.rule import Rule
from dialogs.reading.tongue import Tongue

_FILE = r"(?:\d{2,3}\.){0,4}[A-ZĐ]{1,4}\d{1,6}(?:[.-]\d{1,8}){1,5}"
_PLATE = r"\d\d[A-ZĐ]{1,2}\d?-\d{3}\.\d\d"
_POINTED = re.compile(rf"(?<![\w.-])(?:{_FILE}|{_PLATE})(?![\w-])")
_SPACED = re.compile(r"(?<![\w.-])[A-ZĐ]{1,2}(?: 0\d{2,3}|(?: \d){2,6})(?!\w|[.,]\d| ?[/:]\d)")
_TOKEN = re.compile(r"(?<![\w-])[\w-]{2,40}(?![\w-])")
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_SHORTEST_WORD = 3
_LONGEST_COUNTED = 3  # figures in front of letters that are a number: 12A


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Whatever mixes letters and figures."""
    signs = partial(_signs, tongue=tongue)
    return (
        Rule(_POINTED, lambda match: signs(match[0])),
        Rule(_SPACED, lambda match: signs(match[0])),
        Rule(_TOKEN, partial(_token, tongue=tongue)),
    )


def _signs(written: str, tongue: Tongue) -> str:
    return tongue.joint.join(
        tongue.digits[int(sign)] if sign.isdigit() else tongue.letters.get(sign.upper(), sign)
        for sign in written
        if sign.isalnum()
    )


def _token(match: re.Match[str], tongue: Tongue) -> str | None:
    pieces = _PIECES.findall(match[0])
    if all(piece.isdigit() for piece in pieces) or not any(piece.isdigit() for piece in pieces):
        return None
    if any(_is_word(piece, tongue) for piece in pieces):
        return " ".join(pieces)  # Covid-19, level2
    if pieces[0].isdigit() and len(pieces[0]) <= _LONGEST_COUNTED and "-" not in match[0]:
        return " ".join(_piece(piece, tongue) for piece in pieces)
    if len(match[0]) == 2:
        return _piece(match[0][0], tongue) + " " + _piece(match[0][1], tongue)
    return _signs(match[0], tongue)


def _is_word(piece: str, tongue: Tongue) -> bool:
    if piece.isdigit() or len(piece) < _SHORTEST_WORD:
        return False
    return not piece.isupper() or (len(piece) > _SHORTEST_WORD and tongue.is_word(piece.lower()))


def _piece(piece: str, tongue: Tongue) -> str:
    if piece.isdigit():
        return piece
    return " ".join(tongue.letters.get(sign.upper(), sign) for sign in piece)
