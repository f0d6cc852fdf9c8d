"""Texts, hours, days and waits as people of one language write them."""

from datetime import datetime, time
from math import ceil
from zoneinfo import ZoneInfo

from dialogs.advice.days import hour_in_words
from dialogs.interfaces import Responses


class Phrases:
    """The wording of one language in one time zone."""

    def __init__(self, responses: Responses, language: str, zone: ZoneInfo) -> None:
        self._responses = responses
        self.language = language
        self._zone = zone

    def text(self, key: str, **slots: object) -> str:
        """The text `key` with its slots filled."""
        return self._responses.text(self.language, key, **slots)

    def text_or(self, key: str, fallback: str, **slots: object) -> str:
        """The text `key`, or the text `fallback` where nobody has written it yet."""
        try:
            return self.text(key, **slots)
        except LookupError:
            return self.text(fallback, **slots)

    def local(self, instant: datetime) -> datetime:
        """`instant` on the site's clock."""
        return instant.astimezone(self._zone)

    def hour(self, moment: datetime | time) -> str:
        """`8 giờ 30`, `8:30`; an aware instant is shown on the site's clock."""
        at = self.local(moment) if isinstance(moment, datetime) else moment
        return hour_in_words(at.time() if isinstance(at, datetime) else at, self.language)

    def day(self, instant: datetime) -> str:
        """`thứ Ba 24/11`, `Tuesday 24/11`."""
        at = self.local(instant)
        return f"{self.text(f'weekday_{at.weekday()}')} {at.day}/{at.month}"

    def wait(self, wait_minutes: tuple[int, int] | None) -> str:
        """`10–15 phút`; empty while there is nothing to learn from."""
        if wait_minutes is None:
            return ""
        low, high = wait_minutes
        if high <= 1:
            return self.text("wait_short")
        key = "wait_range" if 0 < low < high else "wait_about"
        return self.text(key, low=low, high=high)

    def duration(self, seconds: float) -> str:
        """`40 giây`, `2 phút`: never shorter than it is."""
        if seconds <= 90:
            return self.text("seconds", count=ceil(seconds))
        return self.text("minutes", count=ceil(seconds / 60))
