"""The nights in which clocks are set, and the end of the year the calendar looks ahead."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.config.schema import Hours
from kiosk.desk.calendar import Calendar

BERLIN, HANOI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Ho_Chi_Minh")
# Clocks are set on from 2:00 to 3:00 on 29 March 2026 at 01:00 UTC, back from 3:00 to 2:00 on 25 October.


def sundays(opens: str, closes: str) -> Calendar:
    return Calendar(Hours.model_validate({"sunday": [{"opens": opens, "closes": closes}]}), BERLIN)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("opens", "closes", "now", "opening"),
    [
        ("2:30", "4:00", "2026-03-28 12:00", "2026-03-29 01:00"),  # begins in the gap: opens where it ends
        ("3:30", "4:00", "2026-03-28 12:00", "2026-03-29 01:30"),
        ("1:30", "2:30", "2026-03-28 12:00", "2026-03-29 00:30"),
        ("2:15", "2:45", "2026-10-24 12:00", "2026-10-25 00:15"),  # in the hour that comes twice
        ("2:15", "2:45", "2026-10-25 00:15", "2026-10-25 01:15"),
        ("2:30", "5:00", "2026-10-25 00:45", "2026-10-25 01:30"),  # open, closed by the clock, open again
        ("1:00", "2:30", "2026-10-24 23:30", "2026-10-25 01:00"),  # opened by the clock that goes back
    ],
)
def test_openings_in_the_night_the_clocks_are_set(opens, closes, now, opening):
    found = sundays(opens, closes).next_opening(utc(now))
    assert found.astimezone(UTC) == utc(opening)
    assert found.tzinfo is BERLIN


@pytest.mark.parametrize(("days_ahead", "is_found"), [(366, True), (367, False)])
def test_an_opening_is_looked_for_a_year_ahead_and_no_further(days_ahead, is_found):
    monday = date(2027, 11, 29)
    closed = [monday - timedelta(weeks=week) for week in range(1, 60)]
    hours = Hours.model_validate(
        {
            "monday": [{"opens": "8:00", "closes": "9:00"}],
            "closed_days": [{"day": day.isoformat(), "name": {"vi": "nghỉ", "en": "no"}} for day in closed],
        }
    )
    now = datetime(2027, 11, 29, 12, tzinfo=HANOI) - timedelta(days=days_ahead)
    opening = Calendar(hours, HANOI).next_opening(now)
    assert opening == (datetime(2027, 11, 29, 8, tzinfo=HANOI) if is_found else None)
