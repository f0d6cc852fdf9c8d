"""One day in the hall, as everybody in it shares it."""

import asyncio
from datetime import datetime, time
from random import Random

from kiosk.desk.calendar import Calendar
from kiosk.rehearsal.people.floor import Floor
from kiosk.rehearsal.people.interfaces import HallSeenByPeople
from kiosk.rehearsal.people.senses import Senses
from kiosk.rehearsal.plan import DayPlan

HOME_S = 30.0  # everybody is out of the house this long before the robot is switched off


class Scene:
    """`slots` are the hours numbers are issued in, seconds after midnight."""

    def __init__(self, hall: HallSeenByPeople, plan: DayPlan) -> None:
        self.hall = hall
        self.plan = plan
        self.day = plan.day.isoformat()
        self.senses = Senses(hall.config, hall.witness)
        self.floor = Floor(lambda counter: self.senses.queues[counter].ring())
        self.home_s = plan.off_s - HOME_S
        self.staff_until_s = max((shift.until_s for shift in plan.shifts), default=plan.on_s)
        noon = datetime.combine(plan.day, time(12), hall.config.site.zone)
        slots = Calendar(hall.config.hours, hall.config.site.zone).today(noon)
        self.slots = tuple((seconds(slot.opens), seconds(slot.closes)) for slot in slots)

    def chance(self, *name: object) -> Random:
        """The chance of one person of this day: whoever else comes does not change it."""
        return self.hall.chance.stream("people", self.day, *name)

    async def until(self, day_s: float) -> None:
        """Wait for this time of the day."""
        await asyncio.sleep(max(0.0, day_s - self.hall.day_s()))

    def opens_in_s(self) -> float | None:
        """How long until numbers are issued: 0 while they are, None when no more today."""
        now = self.hall.day_s()
        waits = [max(0.0, opens - now) for opens, closes in self.slots if now < closes]
        return min(waits, default=None)

    def closes_s(self, at_s: float) -> float:
        """When the hours end that `at_s` lies in or before; the end of the day after the last."""
        return min((closes for _, closes in self.slots if at_s < closes), default=self.home_s)


def seconds(wall: time) -> float:
    """Seconds after midnight."""
    return wall.hour * 3600.0 + wall.minute * 60.0 + wall.second


def drawn_s(chance: Random, low_s: float, high_s: float) -> float:
    """A time between the two, in whole milliseconds: the same on every machine."""
    return round(chance.uniform(low_s, high_s), 3)
