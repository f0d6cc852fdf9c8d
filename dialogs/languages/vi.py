"""Vietnamese: accents, spellings that are both right, sounds that are mistaken, numbers, dates."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from dialogs.languages.counting import figures_of
from dialogs.languages.language import Language

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_TONE = re.compile(f"(o(?=.[ae])|u(?=.y))([{_TONES}])([aey])$")  # hòa, hòe, thủy → hoà, hoè, thuỷ
_I_OR_Y = re.compile(f"^([hklmst]|qu)i([{_TONES}]?)$")  # kí, lí, kĩ, quí → ký, lý, kỹ, quý
_SOUNDS = (
    (re.compile("^tr"), "ch"),
    (re.compile("^x"), "s"),
    (re.compile("^(gi(?=[aeouy])|r|v)"), "d"),
    (re.compile("^n(?![gh])"), "l"),
    (re.compile("^(k(?!h)|q)"), "c"),
    (re.compile("ng$"), "n"),
    (re.compile("c$"), "t"),
)
_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4,
    "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_DAYS = {
    ("hôm", "nay"): "today", ("bữa", "nay"): "today", ("mai",): "tomorrow", ("ngày", "mai"): "tomorrow",
    ("sáng", "mai"): "tomorrow", ("chiều", "mai"): "tomorrow", ("ngày", "kia"): "day_after_tomorrow",
    ("hôm", "qua"): "yesterday", ("chủ", "nhật"): "sunday", ("chúa", "nhật"): "sunday",
    ("thứ", "hai"): "monday", ("thứ", "ba"): "tuesday", ("thứ", "tư"): "wednesday",
    ("thứ", "năm"): "thursday", ("thứ", "sáu"): "friday", ("thứ", "bảy"): "saturday",
    ("thứ", "2"): "monday", ("thứ", "3"): "tuesday", ("thứ", "4"): "wednesday",
    ("thứ", "5"): "thursday", ("thứ", "6"): "friday", ("thứ", "7"): "saturday",
}  # fmt: skip


_WEAK = """
    thì là mà của cho với và ở tại này đó kia ấy tôi em anh chị cháu con ông bà cô chú bác mình
    chúng ta họ nó các những một cái chiếc cũng đã đang sẽ vừa mới rồi được bị phải có không nào gì
    sao đâu ai khi nếu để vì nên do từ đến vào ra lên xuống về qua trong ngoài trên dưới theo như
    thế vậy xin muốn cần làm đề nghị bây giờ hôm nay
"""
_REFUSALS = (
    ("đừng",), ("khỏi",), ("không", "cần"), ("không", "muốn"), ("không", "phải"), ("chưa", "cần"),
    ("chưa", "muốn"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def usual(word: str) -> str:
    """One spelling where two are right: hòa → hoà, kí → ký."""
    taken_apart = unicodedata.normalize("NFD", word)
    taken_apart = _OLD_TONE.sub(r"\1\3\2", _I_OR_Y.sub(r"\1y\2", taken_apart))
    return unicodedata.normalize("NFC", taken_apart)


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Without accents."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare.replace("đ", "d")


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """What regions and recognisers mix up, written alike: s/x, ch/tr, d/gi/r/v, l/n, endings n/ng and t/c."""
    for pattern, written in _SOUNDS:
        word = pattern.sub(written, word)
    return word


def number(words: Sequence[str]) -> int | None:
    """The number that all of `words` say, up to 999; None where they say none."""
    if len(words) == 1 and words[0].isdecimal() and len(words[0]) <= 6:
        return int(words[0])
    if words and all(word in _DIGITS for word in words):
        return int("".join(str(_DIGITS[word]) for word in words[:6]))
    for position, word in enumerate(words):
        if word == "trăm" and position == 1 and words[0] in _DIGITS:
            rest = [w for w in words[2:] if w not in ("linh", "lẻ")]
            below = number(rest) if rest else 0
            return None if below is None or below > 99 else 100 * _DIGITS[words[0]] + below
    return _tens(words)


def _tens(words: Sequence[str]) -> int | None:
    match [*words]:
        case ["mười"]:
            return 10
        case ["mười", ones] if ones in _DIGITS:
            return 10 + _DIGITS[ones]
        case [tens, "mươi"] if tens in _DIGITS:
            return 10 * _DIGITS[tens]
        case [tens, "mươi", ones] | [tens, "mươi", "lẻ", ones] if tens in _DIGITS and ones in _DIGITS:
            return 10 * _DIGITS[tens] + _DIGITS[ones]
    return None


def figures(words: Sequence[str]) -> list[str]:
    """`words` with "mười bốn" as "14"; single digits stay, for "ba" and "năm" are other words as well."""
    return figures_of(words, number, {"mười", "mươi", "trăm"}, longest=5)


def date(words: Sequence[str]) -> str | None:
    """today, tomorrow, monday …, or MM-DD; None where `words` say no day."""
    if tuple(words) in _DAYS:
        return _DAYS[tuple(words)]
    named = [word for word in words if word not in ("ngày", "mùng", "mồng")]
    if "tháng" in named:
        middle = named.index("tháng")
        day, month = number(named[:middle]), number(named[middle + 1 :])
        if day and month and day <= 31 and month <= 12:
            return f"{month:02}-{day:02}"
    return None


VIETNAMESE = Language("vi", usual, plain, sound, number, date, figures, frozenset(_WEAK.split()), _REFUSALS)
