"""Numbers as they are said, for grammars: a recogniser gives words, never figures."""

from collections.abc import Iterator

_VI = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_VI_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_EN = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def numbers(language: str) -> Iterator[str]:
    """0 to 99, a few hundreds, and every digit behind every other, as in a number read digit by digit."""
    digits = _VI if language == "vi" else _EN[:10]
    yield from _vietnamese() if language == "vi" else _english()
    for first in digits:
        for second in digits:
            yield f"{first} {second}"


def _vietnamese() -> Iterator[str]:
    yield from _VI
    yield "mười"
    for ones in range(1, 10):
        yield f"mười {'lăm' if ones == 5 else _VI[ones]}"
    for tens in range(2, 10):
        yield f"{_VI[tens]} mươi"
        for ones in range(1, 10):
            yield f"{_VI[tens]} mươi {_VI_AFTER_TENS.get(ones, _VI[ones])}"
    yield "một trăm linh năm"
    yield "hai trăm lẻ bảy"
    yield "ba trăm mười"


def _english() -> Iterator[str]:
    yield from _EN
    for tens in _EN_TENS:
        yield tens
        for ones in range(1, 10):
            yield f"{tens} {_EN[ones]}"
    yield "one hundred and five"
    yield "two hundred ten"
