"""Short words and foreign words of the lexicon, and `Q.1`, `P. 3`."""

import re
from collections.abc import Mapping

from dialogs.lexicon import Lexicon
from dialogs.reading.rule import Rule, any_of, before, without_repeat

_NUMBERED = ("Q.", "P.", "F.")  # districts and wards have numbers, provinces do not

_NO_INITIAL = r"(?:(?<!(?<![.\w])\w\.)|(?= ?[A-ZĐ\d]))"  # `Nguyễn Văn P. đã` names nobody's ward


def word_rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    """Words in small or capital letters."""
    table = {written.lower(): said for written, said in lexicon.words.items()}
    if not table:
        return ()
    return (Rule(_whole(table, re.IGNORECASE), lambda match: _said(match, table[match[0].lower()])),)


def rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    """Abbreviations in their exact letters; one that ends with a point may touch what follows."""
    table = lexicon.abbreviations
    if not table:
        return ()
    plain = Rule(_whole(table), lambda match: _said(match, table[match[0]]))
    return (_explained(table), _numbered_places(table), plain)


def _whole(table: Mapping[str, str], flags: int = 0) -> re.Pattern[str]:
    """A pattern for any key as a whole word."""
    return re.compile(rf"(?<![\w@])(?:{any_of(table)})(?:(?<=\W)|(?![\w@])){_NO_INITIAL}", flags)


def _said(match: re.Match[str], said: str) -> str:
    return without_repeat(before(match), said)


def _explained(table: Mapping[str, str]) -> Rule:
    """`Ủy ban nhân dân (UBND)`: what stands in brackets has just been said."""

    def spoken(match: re.Match[str]) -> str | None:
        return "" if before(match).lower().endswith(table[match["key"]].lower()) else None

    return Rule(re.compile(rf" ?\((?:gọi tắt là )?(?P<key>{any_of(table)})\)"), spoken)


def _numbered_places(table: Mapping[str, str]) -> Rule:
    """`Q1`, `Q.1`, `Q. 1`: the key is `Q.`."""
    places = {key[0]: said for key, said in table.items() if key in _NUMBERED}
    pattern = rf"(?<!\w)(?P<place>[{''.join(places) or '.'}])(?:\. ?)?(?=[1-9]\d?(?![\w/]))"
    return Rule(re.compile(pattern), lambda match: without_repeat(before(match), places[match["place"]]))
