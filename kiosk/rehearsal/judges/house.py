"""What the office has settled, as plain values: judges know nothing of the code that they judge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from kiosk.config.schema import WEEKDAYS, Config, Slot

Slots = tuple[tuple[time, time], ...]
ALWAYS: tuple[Slots, ...] = (((time(), time.max),),) * 7
LOOKED_AHEAD_DAYS = 8


@dataclass(frozen=True, slots=True)
class HouseRules:
    """`counters_of`: who serves each service; `week`: opening slots from Monday on."""

    counters_of: Mapping[str, tuple[str, ...]]
    zone: ZoneInfo
    week: tuple[Slots, ...] = ALWAYS
    closed_days: frozenset[date] = frozenset()
    first_number: int = 1
    digits: int = 3
    priority_in_a_row: int = 2
    language: str = "vi"

    @classmethod
    def of(cls, config: Config) -> Self:
        """Of a site's configuration."""
        hours = config.hours
        week = tuple(_slots(getattr(hours, day)) for day in WEEKDAYS)
        return cls(
            counters_of={service.id: tuple(service.counters) for service in config.services},
            zone=config.site.zone,
            week=ALWAYS if hours.training else week,
            closed_days=frozenset() if hours.training else frozenset(day.day for day in hours.closed_days),
            first_number=config.desk.first_number,
            digits=config.desk.digits,
            priority_in_a_row=config.desk.priority_in_a_row,
            language=config.site.languages[0],
        )

    def served_at(self, counter: str) -> tuple[str, ...]:
        """The services of a counter."""
        return tuple(service for service, counters in self.counters_of.items() if counter in counters)

    def pool(self, service: str) -> tuple[str, ...]:
        """The services that share a counter with this one."""
        mine = self.counters_of.get(service, ())
        return tuple(
            other for other, theirs in self.counters_of.items() if other == service or _meet(mine, theirs)
        )

    def is_uniform(self, service: str) -> bool:
        """Whether all counters of its pool serve the same services, so that there is one line."""
        pool = self.pool(service)
        counters = [counter for other in pool for counter in self.counters_of.get(other, ())]
        return all(self.served_at(counter) == pool for counter in counters)

    def is_open(self, instant: datetime) -> bool:
        """Whether numbers are given at this aware instant."""
        local = instant.astimezone(self.zone)
        return any(opens <= local.time() < closes for opens, closes in self._slots_on(local.date()))

    def next_change(self, instant: datetime) -> datetime:
        """When it next opens or closes; a week later when it does neither."""
        local = instant.astimezone(self.zone)
        for days in range(LOOKED_AHEAD_DAYS):
            day = local.date() + timedelta(days=days)
            for at in sorted(at for slot in self._slots_on(day) for at in slot):
                edge = datetime.combine(day, at, self.zone)
                if edge > local and at != time.max:
                    return edge
        return local + timedelta(days=LOOKED_AHEAD_DAYS)

    def _slots_on(self, day: date) -> Slots:
        return () if day in self.closed_days else self.week[day.weekday()]


def _slots(slots: Sequence[Slot]) -> Slots:
    return tuple((slot.opens, slot.closes) for slot in slots)


def _meet(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(counter in others for counter in some)
