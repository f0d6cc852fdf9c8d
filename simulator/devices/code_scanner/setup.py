"""How the scanner is set: when it looks, how a text ends, which bytes its letters become."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

CONTINUOUS, COMMAND = "continuous", "command"
ENDINGS: Mapping[str, bytes] = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "none": b""}


def _windows_1258(text: str) -> bytes:
    """The code page for Vietnamese before Unicode: the marks of tones are letters of their own there."""
    return b"".join(_letter_1258(letter) for letter in text)


def _letter_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFD", letter)
        base, marks = plain[0], plain[1:]
        tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        shape = "".join(mark for mark in marks if mark not in tone)
        return (unicodedata.normalize("NFC", base + shape) + tone).encode("cp1258", "replace")


CHARSETS: Mapping[str, Callable[[str], bytes]] = {
    "utf8": lambda text: text.encode("utf-8", "replace"),
    "1258": _windows_1258,
    "ascii": lambda text: text.encode("ascii", "replace"),
    "twice": lambda text: text.encode("utf-8", "replace").decode("latin-1").encode("utf-8"),
}


@dataclass(slots=True)
class Setup:
    """`mode`: it looks always, or when a command tells it to; `ending`, `charset`: keys of the tables."""

    mode: str = CONTINUOUS
    ending: str = "cr"
    charset: str = "utf8"

    def bytes_of(self, text: str) -> bytes:
        """What goes over the wire for a text that was read."""
        return CHARSETS[self.charset](text) + ENDINGS[self.ending]
