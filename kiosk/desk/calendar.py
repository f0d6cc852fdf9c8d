"""When numbers are issued: opening slots, closed days, and where a day begins. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.config.schema import Hours, Slot

HORIZON_DAYS = 366
INSTANT = timedelta(microseconds=1)


class Calendar:
    """The site's days and opening hours, by the clock on its wall."""

    def __init__(self, hours: Hours, zone: ZoneInfo) -> None:
        self._zone = zone
        self._training = hours.training
        self._closed = {closed.day for closed in hours.closed_days}
        self._week = (
            hours.monday,
            hours.tuesday,
            hours.wednesday,
            hours.thursday,
            hours.friday,
            hours.saturday,
            hours.sunday,
        )

    def day(self, now: datetime) -> date:
        """The site's day."""
        return now.astimezone(self._zone).date()

    def today(self, now: datetime) -> tuple[Slot, ...]:
        """The opening slots of the site's day, earliest first."""
        return self.slots(self.day(now))

    def is_open(self, now: datetime) -> bool:
        """True when numbers are issued; always in training."""
        return self._training or self._in_slot(now)

    def next_opening(self, now: datetime) -> datetime | None:
        """The next instant after `now` at which it opens, site's zone; None when it does not in a year."""
        after = now.astimezone(UTC)
        instants = (instant for instant in self._candidates(self.day(now)) if instant > after)
        opening = next(filter(self._opens_at, instants), None)
        return opening.astimezone(self._zone) if opening else None

    def slots(self, day: date) -> tuple[Slot, ...]:
        """The opening slots of a day, earliest first."""
        slots = () if day in self._closed else self._week[day.weekday()]
        return tuple(sorted(slots, key=lambda slot: slot.opens))

    def _in_slot(self, instant: datetime) -> bool:
        local = instant.astimezone(self._zone)
        return any(slot.opens <= local.time() < slot.closes for slot in self.slots(local.date()))

    def _opens_at(self, instant: datetime) -> bool:
        return self._in_slot(instant) and not self._in_slot(instant - INSTANT)

    def _candidates(self, first: date) -> Iterator[datetime]:
        """Every UTC instant that may be an opening, in order: where slots open and where clocks are set."""
        for days in range(HORIZON_DAYS + 1):
            day = first + timedelta(days=days)
            opens = {self._utc(day, slot.opens, fold) for slot in self.slots(day) for fold in (0, 1)}
            yield from sorted(opens.union(self._clock_set(day)))

    def _utc(self, day: date, wall: time, fold: int = 0) -> datetime:
        return datetime.combine(day, wall.replace(fold=fold), self._zone).astimezone(UTC)

    def _clock_set(self, day: date) -> Iterator[datetime]:
        """The first instant with the new offset, on a day on which the clocks are set."""
        before, after = self._utc(day, time()), self._utc(day + timedelta(days=1), time())
        offset = self._offset(before)
        if offset == self._offset(after):
            return
        while after - before > INSTANT:
            middle = before + (after - before) / 2
            before, after = (middle, after) if self._offset(middle) == offset else (before, middle)
        yield after

    def _offset(self, instant: datetime) -> timedelta | None:
        return instant.astimezone(self._zone).utcoffset()
