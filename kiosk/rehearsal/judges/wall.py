"""The robot's clock as it hangs on the wall: right, or set wrong for a while."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.rehearsal.facts import Fact


class Wall:
    """Second 0 is the midnight of the first day."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._begin: datetime | None = None
        self._wrong_by = timedelta()
        self.hears: dict[str, Callable[[Fact], None]] = {
            "day_began": self._day_began,
            "clock_jumped": self._jumped,
        }

    def shows(self, at_s: float) -> datetime | None:
        """The robot's clock at virtual second `at_s`; None before the first day."""
        return None if self._begin is None else self._begin + timedelta(seconds=at_s) + self._wrong_by

    def day(self, at_s: float) -> date | None:
        """The day it shows."""
        shown = self.shows(at_s)
        return None if shown is None else shown.astimezone(self._zone).date()

    def _day_began(self, fact: Fact) -> None:
        if self._begin is None:
            first = date.fromisoformat(str(fact["day"]))
            self._begin = datetime.combine(first, time(), self._zone).astimezone(UTC)

    def _jumped(self, fact: Fact) -> None:
        self._wrong_by = timedelta(seconds=float(fact["seconds"] or 0))
