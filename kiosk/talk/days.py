"""Days as people name them."""

from datetime import date, timedelta

from kiosk.config.schema import WEEKDAYS

NEAR = {"today": 0, "tomorrow": 1, "day_after_tomorrow": 2}


def meant_day(word: str, today: date) -> date:
    """The day of `word`: today, tomorrow, a weekday or `MM-DD` to come; today for anything else."""
    if word in NEAR:
        return today + timedelta(days=NEAR[word])
    if word in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(word) - today.weekday()) % 7)
    return _in_year(word, today.year, today) or _in_year(word, today.year + 1, today) or today


def _in_year(month_and_day: str, year: int, today: date) -> date | None:
    try:
        day = date.fromisoformat(f"{year}-{month_and_day}")
    except ValueError:
        return None
    return day if day >= today else None
