"""What a text brings: made one writing of letters, figures, dashes and lines before any rule looks at it."""

import re
import unicodedata
from functools import lru_cache
from string import ascii_lowercase

from dialogs.reading.tongues.vi_words import ALPHABET

_POWER = re.compile(r"(?<=[A-Za-z])[²³]")
_RAISED = re.compile("[⁰¹²³⁴-⁹₀-₉]")
_PARTS_OF_ONE = re.compile(r"(?<=\d)(?=[½⅓⅔¼¾⅕⅛])")
_SPACES = re.compile(r"[^\S\n]+")
_LINE = re.compile(r"(?P<stop>[.,?!;:])? ?\n[\n ]*(?:[-–•*+▪◦·✓✔►▶→] )?")
_BULLET = re.compile(r"^[\n ]*(?:[-–•*+▪◦·✓✔►▶→] )")
_ARROW_TO = re.compile(r"(?<=[\w°%]) ?(?:[►▶→⇒]|-+>|=>) ?(?=\d)")
_INSIDE = re.compile("[•▪◦·►▶→⇒]|->|=>")
_SAME = {
    **dict.fromkeys("‐‑⁃−", "-"), **dict.fromkeys("‒—―", "–"), **dict.fromkeys("‘’ʼʻ`´", "'"),
    **dict.fromkeys("“”„«»\"", " "), "⁄": "/", "∕": "/", "º": "°", "˚": "°", "\t": " ", "\n": "\n",
    "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "℃": "°C", "№": "số ",
    "™": "", "®": "", "©": "", "ª": "", "Ð": "Đ",
}  # fmt: skip
_LETTERS = frozenset(ascii_lowercase + ALPHABET)
_OTHER_BASES = {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"}
_DROPPED = ("Cf", "Me")  # zero width, soft hyphens, directions, enclosing marks
_BLANK = ("Cc", "Cs", "Co", "Cn")


def arrived(text: str) -> str:
    """`text` composed, on one line, with plain figures and dashes and without what cannot be seen."""
    text = _RAISED.sub(" ", _POWER.sub(lambda power: "2" if power[0] == "²" else "3", text))
    text = text.replace("<=", "≤").replace(">=", "≥")
    text = _PARTS_OF_ONE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(map(_arrived, unicodedata.normalize("NFC", text)))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    text = _LINE.sub(lambda line: f"{line['stop'] or ','} ", _BULLET.sub("", text))
    return _INSIDE.sub(", ", _ARROW_TO.sub("–", text)).strip()


@lru_cache(maxsize=4096)
def _arrived(sign: str) -> str:
    if sign.isascii() and sign.isprintable():
        return _SAME.get(sign, sign)
    if sign in _SAME:
        return _SAME[sign]
    kind = unicodedata.category(sign)
    if kind in _DROPPED:
        return ""
    if kind in _BLANK:
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign:
        return "".join(map(_arrived, plain))
    return _base(sign) if kind.startswith("L") and sign.lower() not in _LETTERS else sign


def _base(letter: str) -> str:
    """The letters a foreign letter is written with: ü → u; a space for one of another script."""
    plain = _OTHER_BASES.get(letter.lower()) or unicodedata.normalize("NFKD", letter.lower())
    plain = "".join(sign for sign in plain if sign in _LETTERS)
    return (plain.capitalize() if letter.isupper() else plain) or " "
