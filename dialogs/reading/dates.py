"""Days, months and years: 30-04-2025, 2026-11-24, ngày 5/9, tháng 12/2025, 24 November 2026."""

import re
from functools import partial

from dialogs.reading.rule import Rule, after, before, without_repeat
from dialogs.reading.tongue import Tongue
from dialogs.reading.tongues.en_words import MONTHS

_BOUND = r"(?<![\w.,/-])"
_FULL = rf"{_BOUND}(?P<d>\d{{1,2}})(?P<s> ?[/.-] ?)(?P<m>\d{{1,2}})(?P=s)(?P<y>\d{{4}})(?![\w/-]|\.\d)"
_SHORT_YEAR = rf"{_BOUND}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d{{2}})(?![\w/-]|[.,]\d)"
_ISO = rf"{_BOUND}(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?:T(?=\d)|(?![\w/-]|[.,]\d))"
_MONTH_YEAR = rf"{_BOUND}T?(?P<m>\d{{1,2}})[/-](?P<y>(?:19|20)\d{{2}})(?![\w/-]|[.,]\d)"
_DAY_MONTH = rf"{_BOUND}(?P<d>\d{{1,2}})(?P<s>[/.])(?P<m>\d{{1,2}})(?![\w/-]|[.,]\d)"
_TWO_YEARS = re.compile(rf"{_BOUND}((?:19|20)\d{{2}})/((?:19|20)\d{{2}})(?![\w/-]|[.,]\d)")

_DAY_WORDS = (
    r"ngày|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm|lễ|dịp|tết|nghỉ|quốc khánh|quốc tế|"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|hạn|date|day|on|until|since|holidays?"
)
_DAY_SAID = re.compile(rf"(?i:\b(?:{_DAY_WORDS})(?:[\d /,.()–-]|và|đến|tới|từ|hoặc|ngày|hết|and|to|or)*)$")
_DAY_JUST_SAID = re.compile(r"(?i:\b(?:ngày|mùng|mồng|lễ|dịp|tết|nghỉ|quốc khánh|quốc tế)\s+)$")
_DAY_ALONE = re.compile(r"(?i)\b(?P<lead>ngày|mùng|mồng) 0(?P<d>[1-9])(?!\d|[.,/-]\d)")
_MONTH_ALONE = re.compile(r"(?i)\b(?P<lead>tháng) (?:0(?=\d)|(?=4))(?P<m>\d)(?!\d|[.,/-]\d)")
_QUARTER = re.compile(r"(?i:\b(?P<q>quý|quarter) (?P<n>[IV]{1,3}|[1-4]))/(?P<y>(?:19|20)\d{2})(?!\w)")
_QUARTER_SHORT = re.compile(r"(?<!\w)Q(?P<n>[1-4])/(?P<y>(?:19|20)\d{2})(?!\w)")
HOUSE_SAID = re.compile(
    r"(?i:\b(?:số|ngõ|ngách|hẻm|kiệt|nhà|địa chỉ|đường|phố|lô|căn|hộ|tổ|tờ|thửa|no\.?)\s+)$"
)

_NAMES = "|".join(MONTHS)
_YEAR = r"(?:,? (?P<y>\d{4})(?!\d))?"
_DAY_FIRST = re.compile(
    rf"(?:the )?{_BOUND}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<name>{_NAMES})\b{_YEAR}"
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<name>{_NAMES})(?: the)? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[.,:]\d){_YEAR}"
)
_FROM = re.compile(r"(?i:\b(?:từ|from)\s+)$")
_TO = re.compile(r"\s*(?:đến|tới|to|until)\s+(?:hết\s+)?(?:ngày\s+)?(\d{1,2})/(\d{1,2})(?!\w)")
_OF_A_WHOLE = re.compile(r" (?:ngày|giờ|tháng|năm|day|hour|month|year|working)\b")
_LAST_SHORT_YEAR = 50
_AROUND_THE_CLOCK = (24, 7)


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Full dates, then shorter ones that need words around them."""
    full = partial(_full, tongue=tongue)
    found = [
        *(Rule(re.compile(pattern), full) for pattern in (_FULL, _ISO, _SHORT_YEAR)),
        Rule(_QUARTER, partial(_quarter, tongue=tongue)),
        Rule(_QUARTER_SHORT, partial(_quarter, tongue=tongue)),
        Rule(re.compile(_MONTH_YEAR), partial(_month_year, tongue=tongue)),
        Rule(re.compile(_DAY_MONTH), partial(_day_month, tongue=tongue)),
        Rule(_TWO_YEARS, lambda m: f"{tongue.year(int(m[1]))} {tongue.words.to} {tongue.year(int(m[2]))}"),
    ]
    if tongue.code == "vi":
        found.append(Rule(_DAY_ALONE, lambda m: f"{m['lead']} {tongue.cardinal(int(m['d']))}"))
        found.append(Rule(_MONTH_ALONE, lambda m: f"{m['lead']} {_month_name(int(m['m']), tongue)}"))
    else:
        found.append(Rule(_DAY_FIRST, partial(_named, tongue=tongue)))
        found.append(Rule(_MONTH_FIRST, partial(_named, tongue=tongue)))
    return tuple(found)


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _full(match: re.Match[str], tongue: Tongue) -> str | None:
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    if len(match["y"]) == 2:
        year += 2000 if year < _LAST_SHORT_YEAR else 1900
    return _said(match, tongue.day(day, month, year)) if _is_day(day, month) else None


def _said(match: re.Match[str], day: str) -> str:
    if _DAY_JUST_SAID.search(before(match)):
        return day.removeprefix("ngày ")
    return without_repeat(before(match), day)


def _month_year(match: re.Match[str], tongue: Tongue) -> str | None:
    month, year = int(match["m"]), int(match["y"])
    if not 1 <= month <= 12 or HOUSE_SAID.search(before(match)):
        return None
    return without_repeat(before(match), tongue.month(month, year))


def _day_month(match: re.Match[str], tongue: Tongue) -> str | None:
    """A day only where the words around say so, or where it can be no part of one and no house."""
    day, month = int(match["d"]), int(match["m"])
    if not _is_day(day, month) or (day < month and _OF_A_WHOLE.match(after(match))):
        return None
    if _DAY_SAID.search(before(match)) or (match["s"] == "/" and _between_days(match)):
        return _said(match, tongue.day(day, month, None))
    if (
        match["s"] == "."
        or day < month
        or (day, month) == _AROUND_THE_CLOCK
        or HOUSE_SAID.search(before(match))
    ):
        return None
    return _said(match, tongue.day(day, month, None))


def _between_days(match: re.Match[str]) -> bool:
    """From d/m to d/m, the second of which is too large to be a part of one."""
    second = _TO.match(after(match))
    return bool(_FROM.search(before(match)) and second and int(second[1]) > int(second[2]))


def _quarter(match: re.Match[str], tongue: Tongue) -> str:
    name = match.groupdict().get("q") or tongue.words.quarter
    number = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(match["n"].upper()) or int(match["n"])
    year = "năm " if tongue.code == "vi" else "of "
    return f"{name} {tongue.cardinal(number)} {year}{tongue.year(int(match['y']))}"


def _month_name(month: int, tongue: Tongue) -> str:
    return tongue.month(month, None).removeprefix("tháng ")


def _named(match: re.Match[str], tongue: Tongue) -> str | None:
    day, month = int(match["d"]), MONTHS.index(match["name"]) + 1
    if not 1 <= day <= 31:
        return None
    return tongue.day(day, month, int(match["y"]) if match["y"] else None)
