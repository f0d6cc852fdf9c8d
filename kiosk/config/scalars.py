"""Days and times as people write them."""

import re
from datetime import date, time

from kiosk.config.codes import Code

_DAY = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<D>\d\d?)/(?P<M>\d\d?)/(?P<Y>\d{4})")


class Wrong(ValueError):
    """A value that a rule of ours refuses, with the code of the problem."""

    def __init__(self, code: Code, message: str) -> None:
        self.code = code
        super().__init__(message)


def read_time(value: object) -> time:
    """A time of the day, 7:30 or 7h30. Raises `Wrong`."""
    match = re.fullmatch(r"(\d{1,2})[:hg](\d{2})", value.strip()) if isinstance(value, str) else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise Wrong("bad-time", "must be a time of the day from 0:00 to 23:59")
    return time(int(match[1]), int(match[2]))


def read_day(value: object) -> date:
    """A day, 2026-09-02 or 2/9/2026. Raises `Wrong`."""
    match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Wrong("bad-date", "must be a day, year-month-day or day/month/year")
    year, month, day = (int(match[part] or match[part.swapcase()]) for part in "ymd")
    try:
        return date(year, month, day)
    except ValueError:
        raise Wrong("bad-date", "is not a day of the calendar") from None
