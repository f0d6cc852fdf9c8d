"""Units behind a number: 30m, 5 km, 2m2, 25°C, 1m75, 3x4 cm; and so much a day: 2 lần/ngày."""

import re
from functools import partial

from dialogs.reading.numbers import NUMBER
from dialogs.reading.rule import START, Rule, any_of, before
from dialogs.reading.tongue import Tongue

_TIMES = re.compile(r"(?<=\d) ?[x×X] ?(?=\d)")
_HEIGHT = re.compile(rf"{START}(\d)m(\d{{2}})(?!\w|[.,]\d)")
_COUNTED = re.compile(r"\d[^,;.()/]{0,25}$")
_PER_NOUNS = {
    "vi": ("ngày", "tháng", "năm", "tuần", "quý", "giờ", "phút", "giây", "lần", "người", "hộ", "buổi", "ca",
           "đêm", "trang", "bản", "thẻ", "hồ sơ", "việc", "trường hợp", "xe", "suất", "lượt"),
    "en": ("day", "month", "year", "week", "hour", "minute", "second", "time", "person", "household", "page",
           "copy", "card"),
}  # fmt: skip


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """The unit is said; the number in front stays for the rules behind."""
    units = any_of(tongue.units)
    behind = rf"{START}(?P<n>{NUMBER}) ?(?P<u>{units})(?![\w²³])"
    alone = rf"(?P<per>/ ?)(?P<u>{any_of(unit for unit in tongue.units if unit[0].isalpha())})(?!\w)"
    area = r"(?<!\w)(?P<u>(?:k|c|m)?m[23])(?!\w)"
    nouns = rf"(?<=[\w²³)]) ?/ ?(?P<noun>{any_of(_PER_NOUNS[tongue.code])})(?!\w)"
    return (
        Rule(_TIMES, lambda _: tongue.words.times),
        Rule(_HEIGHT, lambda m: f"{m[1]} {tongue.units['m'][0]} {m[2]}"),
        Rule(re.compile(behind), partial(_behind, tongue=tongue)),
        Rule(re.compile(rf"(?<=\w) ?{alone}"), partial(_per_unit, tongue=tongue)),
        Rule(re.compile(nouns), partial(_per_noun, tongue=tongue)),
        Rule(re.compile(area), lambda m: tongue.units.get(m["u"], (m["u"],))[0]),
    )


def _behind(match: re.Match[str], tongue: Tongue) -> str:
    one, several = tongue.units[match["u"]]
    return f"{match['n']} {one if match['n'] in ('1', '01') else several}"


def _per_unit(match: re.Match[str], tongue: Tongue) -> str:
    return f"{tongue.words.per} {tongue.units[match['u']][0]}"


def _per_noun(match: re.Match[str], tongue: Tongue) -> str | None:
    """So many a day, where a number stands before."""
    return f"{tongue.words.per} {match['noun']}" if _COUNTED.search(before(match)) else None
