"""Days as people read and hear them."""

from datetime import date, time

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date, language: str) -> str:
    """`8/10/2026` in Vietnamese, `8 October 2026` in English."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day}/{day.month}/{day.year}"


def hour_in_words(at: time, language: str) -> str:
    """`8 giờ 30` in Vietnamese, `8:30` in English."""
    if language == "en":
        return f"{at.hour}:{at.minute:02}"
    return f"{at.hour} giờ {at.minute:02}" if at.minute else f"{at.hour} giờ"
