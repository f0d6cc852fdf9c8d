"""Words as a recogniser's vocabulary has them, and the other right spellings of Vietnamese ones."""

import re
import unicodedata
from functools import lru_cache

_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
_OLD = re.compile(f"^(?!q)(.*)(o(?=.[ae])|u(?=.y))({_TONE})([aey])$")  # hòa, khỏe, thủy
_NEW = re.compile(f"^(?!q)(.*)(o(?=[ae])|u(?=y))([aey])({_TONE})$")  # hoà, khoẻ, thuỷ
_Y = re.compile(f"^([hklmst]|qu)y({_TONE}?)$")  # ký, lý, quý
_I = re.compile(f"^([hklmst]|qu)i({_TONE}?)$")  # kí, lí, quí
_WAYS = ((_OLD, r"\1\2\4\3"), (_NEW, r"\1\2\4\3"), (_Y, r"\1i\2"), (_I, r"\1y\2"))
_NOT_IN_WORDS = re.compile(r"[^\w\s']|_")


def words_of(text: str) -> list[str]:
    """The words of `text`: NFC, small letters, no punctuation but the apostrophes of "don't"."""
    return _NOT_IN_WORDS.sub(" ", unicodedata.normalize("NFC", text.lower()).replace("’", "'")).split()


@lru_cache(maxsize=8192)
def spellings(word: str) -> tuple[str, ...]:
    """`word` (NFC, small letters) and, after it, its other spellings: hòa → hòa, hoà; ký → ký, kí."""
    taken_apart = unicodedata.normalize("NFD", word)
    others = (way.sub(written, taken_apart) for way, written in _WAYS if way.search(taken_apart))
    return tuple(dict.fromkeys((word, *(unicodedata.normalize("NFC", other) for other in others))))
