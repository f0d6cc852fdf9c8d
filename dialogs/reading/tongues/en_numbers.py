"""English numbers, British: one hundred and five."""

from collections.abc import Iterator

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SIZES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_ODD_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def cardinal(number: int) -> str:
    """1005 → one thousand and five."""
    return " ".join(_words(number)) or ONES[0]


def _words(number: int) -> Iterator[str]:
    began = False
    for size, name in _SIZES:
        group, number = divmod(number, size)
        if group:
            yield f"{cardinal(group)} {name}"
            began = True
    hundreds, rest = divmod(number, 100)
    if hundreds:
        yield f"{ONES[hundreds]} hundred"
        began = True
    if rest:
        yield f"and {_below_hundred(rest)}" if began else _below_hundred(rest)


def _below_hundred(number: int) -> str:
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{ONES[ones]}" if ones else _TENS[tens]


def ordinal(number: int) -> str:
    """24 → twenty-fourth."""
    said = cardinal(number)
    start, sign, last = said[: len(said) - len(_last(said))], "", _last(said)
    if last in _ODD_ORDINALS:
        last = _ODD_ORDINALS[last]
    else:
        last = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return start + sign + last


def _last(said: str) -> str:
    return said.replace("-", " ").rpartition(" ")[2]


def year(number: int) -> str:
    """2026 → twenty twenty-six, 2005 → two thousand and five, 1905 → nineteen oh five."""
    century, rest = divmod(number, 100)
    if not 10 <= century <= 99 or (century % 10 == 0 and rest < 10):
        return cardinal(number)
    if rest == 0:
        return f"{_below_hundred(century)} hundred"
    return f"{_below_hundred(century)} {'oh ' if rest < 10 else ''}{_below_hundred(rest)}"
