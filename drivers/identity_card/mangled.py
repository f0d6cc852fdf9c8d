"""Signs that a Vietnamese text was decoded with a wrong character set, or lost letters on its way. Pure.

ZBar takes UTF-8 for Shift-JIS or Latin-1; scanners that type through a keyboard lose what it has no key for.
Every sign is one that no genuine name or address has.
"""

import re
import unicodedata

LOST = re.compile("[\ufffd\ufffe\uffff]|\\?")
# UTF-8 read as Latin-1 or Windows-1252: the letter of a lead byte, then what follows no letter in real text.
AS_LATIN = re.compile(
    "[\u00c2-\u00c6\u00cc\u0102][\u0080-\u009f\u00a1-\u00a9\u00ab-\u00b9\u00bb-\u00bf]"
    "|[\u00c4-\u00c6][\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|[\u00c4-\u00c6]\u00a0|[\u00c3\u0102][\u00aa\u00ba]|\u00e1[\u00ba\u00bb]|\u00e2\u20ac"
    "|\u00c3\u00a0(?=[ ,|a-z]|$)"
)
SOFT_HYPHEN = "\u00ad"
LETTERS = ("LATIN", "MODIFIER LETTER", "COMBINING", "MASCULINE ORDINAL", "FEMININE ORDINAL")


def is_mangled(text: str) -> bool:
    """Whether `text` shows such a sign."""
    return bool(LOST.search(text) or AS_LATIN.search(text)) or any(_is_foreign(one) for one in set(text))


def _is_foreign(one: str) -> bool:
    """Letters of another script, and what no text has: private, unassigned, half a pair."""
    if one.isascii():
        return False
    kind = unicodedata.category(one)
    if kind in {"Co", "Cn", "Cs"} or one <= "\u009f" or one == SOFT_HYPHEN:
        return True
    return kind[0] == "L" and not unicodedata.name(one, "").startswith(LETTERS)
