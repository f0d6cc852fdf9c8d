"""From … to …: two values of one kind with a dash between them; the values are left to the rules behind."""

import re
from collections.abc import Callable
from functools import partial

from dialogs.reading.numbers import NUMBER, names_by_number
from dialogs.reading.rule import END, Rule, after, any_of, before
from dialogs.reading.tongue import Tongue

_DASH = r" ?[-–~] ?"
_IN_CHAIN = re.compile(r"\d(?: ?[-–~/] ?|[.:])$")
_CHAIN_GOES_ON = re.compile(r"(?: ?[-–~/] ?|[.:])\d")
_FROM_SAID = re.compile(r"(?i:\b(?:từ|from|between)(?: ngày| the)?\s*)$")
_NAMED_AGAIN = re.compile(r"(?i:\b(?:ngày|tháng) )$")
_DAY_SAID = re.compile(r"(?i:\b(?:ngày|date|on)\s+)$")
_DAY = (
    r"(?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2}[.-]\d{1,2}[.-]\d{4}|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}/\d{4}|\d{1,2}/\d{1,2})(?!\d)"
)
_HALF = r"(?: ?(?i:[ap]\.?m)\b\.?)"
_TIME = (
    rf"(?:\d{{1,2}} ?giờ(?: ?\d{{2}})?|\d{{1,2}}:\d{{2}}{_HALF}?|\d{{1,2}}(?:h\d{{0,2}}|g\d{{2}}|g)|"
    rf"\d{{1,2}}{_HALF})(?: ?(?:phút|ph|p|')(?!\w))?(?: (?:sáng|trưa|chiều|tối|đêm)(?!\w))?"
)
_WEEKDAY = r"(?:(?i:thứ (?:[2-7]|hai|ba|tư|năm|sáu|bảy))(?!\w)|T[2-7]|CN|(?i:chủ nhật))"
_CODE = r"[A-ZĐ]{1,2}\d{2,4}"
_COUNTED = r"(?:tháng|quý|ngày|tuần|lớp|khoản|điều|quầy|tầng|phòng|trang|mục|bước|mức)"
_AFTER_NUMBER = (
    r"đồng|nghìn đồng|triệu đồng|tỷ đồng|nghìn|ngàn|triệu|tỷ|ngày|tháng|năm|tuần|giờ|phút|giây|tuổi|người|"
    r"lần|bản|days?|months?|years?|weeks?|hours?|minutes?|people|times|k|tr"
)

# the first, the second, what stands before, the tongue → what is written instead
Shape = Callable[[str, str, str, Tongue], str | None]


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Days, times, weekdays, codes and amounts, each only with its own kind."""
    units = any_of([*tongue.units, *tongue.currencies])
    amount = rf"(?:{NUMBER}(?: ?(?:{units}|{_AFTER_NUMBER})(?!\w))?|[$€]{NUMBER})"
    pairs = (
        (_DAY, _DAY, _joined),
        (_WEEKDAY, rf"(?:{_WEEKDAY}|[2-7](?!\d))", _weekdays),
        (r"\d{1,2}", r"\d{1,2}/\d{1,2}(?:/\d{4})?", _days),
        (_TIME, _TIME, _joined),
        (r"\d{1,2}", _TIME, _hours_behind),
        (_TIME, r"\d{1,2}", _hours_before),
        (_CODE, _CODE, _joined),
        (rf"(?i:{_COUNTED}) \d{{1,4}}", rf"(?i:{_COUNTED}) \d{{1,4}}", _amounts),
        (amount, amount, _amounts),
    )
    return tuple(
        Rule(
            re.compile(rf"(?<![\w.,/:])(?P<a>{first}){_DASH}(?P<b>{second}){END}"),
            partial(_range, tongue=tongue, shape=shape),
        )
        for first, second, shape in pairs
    )


def _range(match: re.Match[str], tongue: Tongue, shape: Shape) -> str | None:
    if _IN_CHAIN.search(before(match)) or _CHAIN_GOES_ON.match(after(match)):
        return None
    return shape(match["a"], match["b"], before(match), tongue)


def _joined(first: str, second: str, text_before: str, tongue: Tongue) -> str:
    """`từ a đến b`, with a capital where `a` has one."""
    to = tongue.words.to
    if _DAY_SAID.search(text_before) or _FROM_SAID.search(text_before):
        return f"{first} {to} {second}"
    lead = tongue.words.from_
    if first[:1].isupper() and first[1:2].islower():
        lead, first, second = lead.capitalize(), _small(first), _small(second)
    return f"{lead} {first} {to} {second}"


def _small(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}" if words[1:2].islower() else words


def _weekdays(first: str, second: str, text_before: str, tongue: Tongue) -> str:
    return _joined(first, f"thứ {second}" if second.isdigit() else second, text_before, tongue)


def _days(first: str, second: str, text_before: str, tongue: Tongue) -> str | None:
    """ngày 5-10/9."""
    return f"{first} {tongue.words.to} {second}" if _DAY_SAID.search(text_before) else None


def _hours_behind(first: str, second: str, text_before: str, tongue: Tongue) -> str | None:
    if second.endswith("giờ"):
        return None  # so many hours
    half = re.search(r"(?i:[ap]\.?m)\b\.?$", second)
    return _joined(f"{first}{half[0] if half else 'h'}", second, text_before, tongue)


def _hours_before(first: str, second: str, text_before: str, tongue: Tongue) -> str | None:
    if ":" in first or "m" in first:
        return None
    return _joined(first, f"{second}h", text_before, tongue)


def _amounts(first: str, second: str, text_before: str, tongue: Tongue) -> str | None:
    if first.isdigit() and second.isdigit() and int(first[:9]) >= int(second[:9]):
        return None
    if tongue.code == "en" or names_by_number(text_before, tongue) or first[:1].isalpha():
        again = _NAMED_AGAIN.search(text_before)
        return f"{first} {tongue.words.to} {again[0].lower() if again else ''}{second}"
    return _joined(first, second, text_before, tongue)
