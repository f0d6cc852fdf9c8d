"""The office's true time, and the robot's clock, which can be set wrong."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class OfficeClock:
    """`now` is what the robot believes (state_machines.interfaces.Clock); the rest is what is true."""

    def __init__(self, first_day: date, zone: ZoneInfo) -> None:
        self._zone = zone
        self._begin = datetime.combine(first_day, time(), zone).astimezone(UTC)
        self._wrong_by = timedelta()

    def now(self) -> datetime:
        """The robot's clock."""
        return self.truth() + self._wrong_by

    def truth(self) -> datetime:
        """The true time, in UTC."""
        return self._begin + timedelta(seconds=asyncio.get_running_loop().time())

    def day_s(self) -> float:
        """True seconds after the day's midnight."""
        now = self.truth().astimezone(self._zone)
        return (now - now.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds()

    def set_wrong(self, by_s: float) -> None:
        """The robot's clock is set to the true time and `by_s` seconds."""
        self._wrong_by = timedelta(seconds=by_s)
