"""The words of everything a conversation says, also of what is told from data."""

from collections.abc import Sequence
from typing import Protocol

from dialogs.flows.state import Say
from dialogs.flows.wording import meant_by
from kiosk.config.schema import Config, ServicePlan
from kiosk.desk.calendar import Calendar
from kiosk.desk.model import ServiceLoad
from kiosk.talk.answers import Answers
from kiosk.talk.days import meant_day
from kiosk.talk.dialog_set import DialogSet
from state_machines.interfaces import Clock

QUEUE = "tell_queue"  # the one thing that only the desk knows


def answers_of(config: Config, dialogs: DialogSet, calendar: Calendar) -> Answers:
    """The answers of the robot at work."""
    plan = ServicePlan(services=config.services, counters=config.counters)
    return Answers(dialogs.knowledge, dialogs.responses, calendar, plan, config.cards, config.hall)


class Loads(Protocol):
    """How many wait (kiosk.desk.desk.Desk)."""

    async def loads(self) -> tuple[ServiceLoad, ...]:
        """One entry a service."""


class Teller:
    """Words a conversation for one dialog set."""

    def __init__(
        self, config: Config, dialogs: DialogSet, calendar: Calendar, clock: Clock, desk: Loads
    ) -> None:
        self._answers = answers_of(config, dialogs, calendar)
        self._dialogs = dialogs
        self._calendar = calendar
        self._clock = clock
        self._desk = desk

    async def lines(self, says: Sequence[Say], language: str) -> list[str]:
        """The sentences of `says`, in order."""
        return [line for say in says for line in await self._said(say, language)]

    async def _said(self, say: Say, language: str) -> Sequence[str]:
        if not say.told:
            return (self._dialogs.wording.text(say, language),)
        if say.key == QUEUE:
            return (await self._queue(say.slots.get("service"), language),)
        day = meant_day(say.slots.get("date", ""), self._calendar.day(self._clock.now()))
        return self._answers.say(language, meant_by(say), day).lines

    async def _queue(self, service: str | None, language: str) -> str:
        count = sum(load.waiting for load in await self._desk.loads() if service in (None, load.service))
        key = "say_queue_status" if count else "say_queue_status_nobody"
        return self._dialogs.responses.text(language, key, **({"count": count} if count else {}))
