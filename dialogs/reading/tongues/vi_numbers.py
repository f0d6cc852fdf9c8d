"""Vietnamese numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_UNITS_BEHIND_TENS = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}
_BILLION = 10**9


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words that differ between regions."""

    gap: str  # an empty ten: một trăm linh năm
    thousand: str


DIALECTS = {
    "north": Dialect("linh", "nghìn"),
    "central": Dialect("lẻ", "ngàn"),
    "south": Dialect("lẻ", "ngàn"),
}


def cardinal(number: int, dialect: Dialect) -> str:
    """`number` from 0 on in words: 1005 → một nghìn không trăm linh năm."""
    return " ".join(_words(number, dialect, is_inner=False)) or DIGITS[0]


def _words(number: int, dialect: Dialect, *, is_inner: bool) -> Iterator[str]:
    billions, rest = divmod(number, _BILLION)
    if billions:
        yield f"{cardinal(billions, dialect)} tỷ"
    is_inner = is_inner or billions > 0
    for size, name in ((1_000_000, "triệu"), (1_000, dialect.thousand), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            yield f"{_below_thousand(group, dialect, is_inner)} {name}".rstrip()
            is_inner = True


def _below_thousand(number: int, dialect: Dialect, is_inner: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds and not is_inner:
        return _below_hundred(rest)
    said = f"{DIGITS[hundreds]} trăm"
    if not rest:
        return said
    return f"{said} {dialect.gap} {DIGITS[rest]}" if rest < 10 else f"{said} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    if tens == 1:
        return f"mười {'lăm' if ones == 5 else DIGITS[ones]}" if ones else "mười"
    return f"{DIGITS[tens]} mươi{_UNITS_BEHIND_TENS.get(ones, f' {DIGITS[ones]}')}"
