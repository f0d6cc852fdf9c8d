"""Text as a row of words: one writing of what people type and recognisers return."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST_TEXT = 2000  # characters; a minute of speech is about 1,200

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_NOT_IN_WORDS = re.compile(r"[^\w\s]|_")


def clean(text: str) -> str:
    """`text` in small letters, composed (NFC), without punctuation and control characters."""
    return " ".join(split(text))


def split(text: str) -> list[str]:
    """The words of `text`, cleaned."""
    return tidied(text).split()


def tidied(text: str) -> str:
    """`text` cleaned but for its spaces."""
    text = unicodedata.normalize("NFC", text.lower())
    if text.replace(" ", "").isalnum():
        return text
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return _NOT_IN_WORDS.sub(" ", _APOSTROPHE.sub("", text))


def find(words: list[str], part: tuple[str, ...], start: int = 0) -> int:
    """Where `part` stands in `words` as a row, at `start` or later; -1 where it does not."""
    for position in range(start, len(words) - len(part) + 1):
        if words[position] == part[0] and tuple(words[position : position + len(part)]) == part:
            return position
    return -1


def in_order(part: Sequence[str], words: Sequence[str]) -> bool:
    """Whether all of `part` stand in `words` one after the other, others perhaps between them."""
    rest = iter(words)
    return all(word in rest for word in part)
