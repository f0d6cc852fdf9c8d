"""A seeded day at the office: what citizens, staff and the robot do, with each promise noted in the trace."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random
from typing import TypeVar

from kiosk.desk.effects import Effect, EffectState
from kiosk.desk.model import Issued, NotAllowed
from state_machines.interfaces import PaperOrder
from tests.torture.power.office import COUNTERS, SERVICES, Office, read_contents
from tests.torture.power.trace import Given, Moved, Settled, Trace

TOGETHER = 3  # so many ask at once and share one commit
PROOF = "job_id"
STAFF = "an"
Act = Callable[[], Awaitable[object]]
T = TypeVar("T")


class Day:
    """Each act is what somebody does at the door, also for tickets of earlier days."""

    def __init__(self, office: Office, trace: Trace, random: Random, *, intent_first: bool) -> None:
        self._office = office
        self._trace = trace
        self._random = random
        self._intent_first = intent_first
        self._tickets = [given.ticket_id for given in trace.promised.given]
        self._ids = itertools.count()
        self._day = len(trace.steps)
        self._acts: tuple[Act, ...] = (
            *(self._issue, self._issue, self._issue_together),
            *(self._print, self._print, self._print, self._print_in_doubt),
            *(self._treat, self._call, self._call, self._finish, self._transfer, self._undo),
            *(self._close_doubt, self._reprint),
        )

    async def live(self, acts: int) -> None:
        """Recover as at every start, do so many acts; the last one leaves a paper half way."""
        self._settle()
        await self._settled(self._office.journal.recover())
        await self._issue()
        for act in self._random.choices(self._acts, k=acts):
            with suppress(NotAllowed):
                await act()
        await self._issue()
        if order := await self._settled(self._office.journal.next_order()):
            await self._send(order)

    async def _issue(self) -> None:
        self._give(*await self._settled(self._ask()))

    async def _issue_together(self) -> None:
        asked = [self._ask() for _ in range(TOGETHER)]
        for request_id, issued in await self._settled(asyncio.gather(*asked)):
            self._give(request_id, issued)

    async def _ask(self) -> tuple[str, Issued]:
        request_id = f"request-{self._day}-{next(self._ids)}"
        service = self._random.choice(SERVICES).id
        return request_id, await self._office.desk.issue(service, request_id)

    def _give(self, request_id: str, issued: Issued) -> None:
        ticket = issued.place.ticket
        self._tickets.append(ticket.ticket_id)
        self._trace.add(Given(request_id, ticket.ticket_id, ticket.number))

    async def _print(self) -> None:
        if order := await self._settled(self._office.journal.next_order()):
            await self._send(order)
            await self._settled(self._office.journal.done(order.effect_id, PROOF))

    async def _print_in_doubt(self) -> None:
        if order := await self._settled(self._office.journal.next_order()):
            await self._send(order)
            await self._settled(self._office.journal.uncertain(order.effect_id, "no proof came"))

    async def _treat(self) -> None:
        treat = await self._settled(self._office.journal.plan_treat(self._random.choice(self._tickets)))
        await self._send(treat)
        await self._settled(self._office.journal.done(treat.effect_id, "sensor"))
        await self._settled(self._office.journal.presented(treat.effect_id))
        await self._settled(self._office.journal.ended(treat.effect_id, EffectState.TAKEN))

    async def _call(self) -> None:
        await self._settled(self._office.desk.call_next(self._counter(), actor=STAFF))

    async def _finish(self) -> None:
        await self._settled(self._office.desk.finish(self._counter(), actor=STAFF))

    async def _transfer(self) -> None:
        await self._settled(self._office.desk.transfer("2", "papers", actor=STAFF))

    async def _undo(self) -> None:
        await self._settled(self._office.desk.undo(self._counter(), actor=STAFF))

    async def _close_doubt(self) -> None:
        for doubt in (await self._office.journal.uncertain_effects())[:1]:
            moved = self._random.random() < 0.5
            await self._settled(self._office.journal.close(doubt.effect_id, moved, STAFF))

    async def _reprint(self) -> None:
        await self._settled(self._office.journal.reprint(self._random.choice(self._tickets), STAFF))

    async def _send(self, effect: Effect | PaperOrder) -> None:
        kind = effect.kind.value if isinstance(effect, Effect) else "paper"
        moved = Moved(effect.effect_id, effect.ticket_id, kind)
        if not self._intent_first:
            self._trace.add(moved)
        await self._settled(self._office.journal.sent(effect.effect_id))
        if self._intent_first:
            self._trace.add(moved)

    def _counter(self) -> str:
        return self._random.choice(COUNTERS)

    async def _settled(self, call: Awaitable[T]) -> T:
        answer = await call
        self._settle()
        return answer

    def _settle(self) -> None:
        self._trace.add(Settled(read_contents(self._office.connection)))
