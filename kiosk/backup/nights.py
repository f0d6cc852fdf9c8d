"""Which night's copy is due and which are superseded. Pure.

A clock that is wrong for a while costs no good copy: copies of later nights than tonight are never touched.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

_NAME = re.compile(r"kiosk-(\d{4}-\d\d-\d\d)\.db")


def file_name(night: date) -> str:
    """The name of a night's copy."""
    return f"kiosk-{night.isoformat()}.db"


def night_of(file: Path) -> date | None:
    """The night of a copy by its name; None for other files."""
    found = _NAME.fullmatch(file.name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def last_night(now: datetime, at: time, zone: ZoneInfo) -> date:
    """The night whose hour came last."""
    today = now.astimezone(zone).date()
    return today if now >= datetime.combine(today, at, zone) else today - timedelta(days=1)


def superseded(files: Iterable[Path], night: date, keep: int) -> list[Path]:
    """The copies to delete once that of `night` is made: all but the newest `keep` up to it."""
    nights = {file: found for file in files if (found := night_of(file)) is not None and found <= night}
    return sorted(nights, key=lambda file: nights[file], reverse=True)[keep:]
