"""Times of day: 8h, 8h30, 8g30, 08:05, 8 giờ 05, 17:00, 8:30 am."""

import re
from functools import partial

from dialogs.reading.rule import START, Rule
from dialogs.reading.tongue import Clock, Tongue

_HALF = r"(?: ?(?P<half>[AaPp])(?:\.[Mm]\.|\.?[Mm]\b))"
_MINUTES_SAID = r"(?P<said> ?(?:phút|ph|p|')(?!\w))?"
_WRITTEN_OUT = r"(?: ?(?:h|giờ|o'clock)(?!\w))?"
_COLON = (
    rf"{START}(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?! ?[:/]?\d|[.,]\d)"
    rf"{_HALF}?{_WRITTEN_OUT}"
)
_LETTER = rf"{START}(?P<h>\d{{1,2}})(?: ?[hH] ?|g| ?giờ )(?P<m>[0-5]\d)(?!\d|[.,/:]\d){_MINUTES_SAID}{_HALF}?"
_ONE_FIGURE = rf"{START}(?P<h>\d{{1,2}})[hg](?P<m>\d)(?![\w.,]){_MINUTES_SAID}"
_HOUR = rf"{START}(?P<h>\d{{1,2}}) ?[hH](?!\w)"
_HOUR_G = rf"{START}(?P<h>\d{{1,2}})g(?= ?(?:sáng|trưa|chiều|tối|đêm|kém|đến|tới|và)\b)"
_HOUR_HALF = rf"{START}(?P<h>\d{{1,2}}){_HALF}"
_LAST_HOUR = 24


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """The longer writings go first."""
    spoken = partial(_spoken, tongue=tongue)
    patterns = (_COLON, _LETTER, _ONE_FIGURE, _HOUR_HALF, _HOUR, _HOUR_G)
    return tuple(Rule(re.compile(pattern), spoken) for pattern in patterns)


def _spoken(match: re.Match[str], tongue: Tongue) -> str | None:
    groups = match.groupdict()
    hour = int(match["h"])
    if hour > _LAST_HOUR:
        return None
    clock = Clock(
        hour=hour,
        minute=_figures(groups.get("m")),
        second=_figures(groups.get("s")),
        half=f"{groups['half'].lower()}m" if groups.get("half") else "",
        says_minutes=bool(groups.get("said")),
    )
    stop = "." if match[0].endswith(".") and not match.string[match.end() :].strip() else ""
    return tongue.clock(clock) + stop


def _figures(written: str | None) -> int | None:
    return None if written is None else int(written)
