"""The desk: gives numbers, calls them, tells who is ahead.

Responsible for the order of the waiting and for what is durable when it answers.
Not responsible for printing (the journal), for who may do it (the staff door), or for wording (the texts).
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from kiosk.config.schema import Counter, DeskSettings, Service
from kiosk.desk import issuing, serving, steps, undoing, views
from kiosk.desk.assignment import Assignment
from kiosk.desk.calendar import Calendar
from kiosk.desk.issuing import Wish
from kiosk.desk.listeners import Listeners
from kiosk.desk.model import (
    Board,
    CounterView,
    DeskEvent,
    Issued,
    Place,
    ServiceLoad,
    Ticket,
    UnknownName,
)
from kiosk.desk.outcome import Outcome
from kiosk.desk.rules import Moment, Rules
from kiosk.desk.serving import Tap
from kiosk.desk.steps import Change
from kiosk.desk.store import Store
from kiosk.desk.unit import Unit
from state_machines.interfaces import Clock

T = TypeVar("T")
WATCH_PERIOD_S = 0.5


class Desk:
    """Every action is durable when it returns; a repeated request id is answered as the first time."""

    def __init__(
        self,
        store: Store,
        services: Sequence[Service],
        counters: Sequence[Counter],
        settings: DeskSettings,
        calendar: Calendar,
        clock: Clock,
        new_ticket_id: Callable[[], str],
        robot: str,
        with_paper: bool,
    ) -> None:
        self._store = store
        self._clock = clock
        self._assignment = Assignment(services, counters)
        self._reasons = frozenset(reason.id for reason in settings.priority_reasons)
        self._rules = Rules(self._assignment, settings, calendar, new_ticket_id, robot, with_paper)
        self._listeners: Listeners[DeskEvent] = Listeners()
        self._most_used: tuple[date | None, tuple[str, ...]] = (None, ())

    async def issue(
        self,
        service: str,
        request_id: str,
        *,
        priority: str | None = None,
        language: str = "vi",
        actor: str = "citizen",
    ) -> Issued:
        """A number for `service`, once per `request_id`. Raises `UnknownName`, `Closed`, `StoreError`."""
        self._assignment.service(service)
        if priority is not None and priority not in self._reasons:
            raise UnknownName("unknown_reason", f"there is no priority reason {priority!r}")
        wish, moment = Wish(service, request_id, priority, language, actor), self._moment()
        return await self._act(lambda unit: issuing.issue(unit, self._rules, moment, wish))

    async def call_next(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket | None:
        """Finish what is at `counter` and call the next ticket; None when nobody waits."""
        self._assignment.served_at(counter)
        tap, moment = Tap(f"call:{counter}", request_id, actor), self._moment()
        return await self._act(lambda unit: serving.call_next(unit, self._rules, moment, tap, counter))

    async def recall(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket:
        """Call the current ticket once more."""
        return await self._at_current(
            counter, "recall", request_id, actor, lambda ticket, _: steps.recall(ticket)
        )

    async def finish(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket:
        """The current ticket was served."""
        return await self._at_current(
            counter, "finish", request_id, actor, lambda ticket, moment: steps.finish(ticket, moment.at)
        )

    async def no_show(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket:
        """Nobody came with the current ticket."""
        return await self._at_current(
            counter, "no_show", request_id, actor, lambda ticket, moment: steps.no_show(ticket, moment.at)
        )

    async def transfer(
        self, counter: str, service: str, *, request_id: str | None = None, actor: str
    ) -> Ticket:
        """The current ticket waits for `service`, with the arrival it has."""
        self._assignment.service(service)
        return await self._at_current(
            counter, "transfer", request_id, actor, lambda ticket, _: steps.transfer(ticket, service)
        )

    async def back_to_waiting(self, ticket_id: str, *, request_id: str | None = None, actor: str) -> Ticket:
        """A no-show or called ticket waits again at its old place."""
        tap, moment = Tap(f"back:{ticket_id}", request_id, actor), self._moment()
        return await self._act(lambda unit: serving.back_to_waiting(unit, moment, tap, ticket_id))

    async def undo(self, counter: str, *, request_id: str | None = None, actor: str) -> Ticket:
        """Take back the last step at `counter`."""
        self._assignment.served_at(counter)
        tap, moment = Tap(f"undo:{counter}", request_id, actor), self._moment()
        return await self._act(lambda unit: undoing.undo(unit, self._rules, moment, tap, counter))

    async def place(self, ticket_id: str) -> Place:
        """A ticket and its place; raises `UnknownName`."""
        moment = self._moment()
        return await self._store.read(lambda unit: views.ticket_place(unit, self._rules, moment, ticket_id))

    async def board(self) -> Board:
        """What the hall sees."""
        moment = self._moment()
        return await self._store.read(lambda unit: views.board(unit, self._rules, moment))

    async def counter_view(self, counter: str) -> CounterView:
        """What a counter's staff see."""
        self._assignment.served_at(counter)
        moment = self._moment()
        return await self._store.read(lambda unit: views.counter_view(unit, self._rules, moment, counter))

    async def loads(self) -> tuple[ServiceLoad, ...]:
        """How busy each service is."""
        moment = self._moment()
        return await self._store.read(lambda unit: views.loads(unit, self._rules, moment))

    async def most_used(self) -> tuple[str, ...]:
        """The services in the order of need, learnt from the days before today: the same all day."""
        moment = self._moment()
        if self._most_used[0] != moment.day:
            order = await self._store.read(lambda unit: views.most_used(unit, self._rules, moment))
            self._most_used = moment.day, order
        return self._most_used[1]

    def on_event(self, listener: Callable[[DeskEvent], None]) -> None:
        """Call `listener` on the event loop after each commit."""
        self._listeners.add(listener)

    async def watch(self, period_s: float = WATCH_PERIOD_S) -> None:
        """Until cancelled: tell `external` when another process committed, `day` when a new day began."""
        seen, day = await self._store.foreign_commits(), self._moment().day
        while True:
            await asyncio.sleep(period_s)
            seen, day = await self._look(seen, day)

    async def _look(self, seen: int, day: date) -> tuple[int, date]:
        now_seen, today = await self._store.foreign_commits(), self._moment().day
        if now_seen != seen:
            self._listeners.tell([DeskEvent("external")])
        if today != day:
            self._listeners.tell([DeskEvent("day")])
        return now_seen, today

    def _moment(self) -> Moment:
        now = self._clock.now()
        return Moment(now, self._rules.calendar.day(now))

    async def _at_current(
        self,
        counter: str,
        what: str,
        request_id: str | None,
        actor: str,
        step: Callable[[Ticket, Moment], Change],
    ) -> Ticket:
        self._assignment.served_at(counter)
        tap, moment = Tap(f"{what}:{counter}", request_id, actor), self._moment()
        return await self._act(
            lambda unit: serving.at_current(unit, moment, tap, counter, lambda ticket: step(ticket, moment))
        )

    async def _act(self, work: Callable[[Unit], Outcome[T]]) -> T:
        outcome = await self._store.transact(work)
        self._listeners.tell(outcome.events)
        return outcome.answer
