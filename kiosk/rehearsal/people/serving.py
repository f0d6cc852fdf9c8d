"""Serving one person at a counter, with the slips of a long day."""

import asyncio
from random import Random

from kiosk.desk.model import Ticket
from kiosk.rehearsal.people import steps
from kiosk.rehearsal.people.counter_acts import CounterActs, Step
from kiosk.rehearsal.people.floor import SENT_ON, SERVED, Meeting
from kiosk.rehearsal.people.scene import Scene, drawn_s
from kiosk.rehearsal.plan import ShiftPlan

SHORTEST_S, USUAL_S, LONGEST_S = 40.0, 150.0, 900.0
SLIPS = 0.03  # so often something is tapped by mistake while serving
REGRETS = 0.02  # so often a step that was meant is taken back
NOTICES_S = (1.0, 9.0)
NOTICES_LATE = 0.15
LATE_S = (0.5, 20.0)  # after the last moment of undoing
SENDS_ON = 0.07
WITH_ANOTHER_PAPER = 0.15
CALLS_NEXT_AT_ONCE = 0.5


class Serving:
    """The answers are tickets: what is at the counter afterwards."""

    def __init__(self, scene: Scene, shift: ShiftPlan, acts: CounterActs, chance: Random) -> None:
        self._config = scene.hall.config
        self._counter = shift.counter
        self._pace = shift.pace
        self._acts = acts
        self._chance = chance

    async def serve(self, ticket: Ticket, meeting: Meeting) -> Ticket | None:
        """Until the person goes."""
        took_s = self._chance.triangular(SHORTEST_S, LONGEST_S, USUAL_S) / self._pace
        if self._chance.random() < SLIPS:
            slip_s = drawn_s(self._chance, 1.0, took_s)
            await asyncio.sleep(slip_s)
            took_s -= slip_s
            current = await self._slip()
        else:
            current = ticket
        await asyncio.sleep(round(took_s, 3))
        if current is None or current.ticket_id != ticket.ticket_id:
            meeting.end(SERVED)  # the slip could not be taken back: the person is served all the same
            return current
        return await self._end(ticket, meeting)

    async def maybe_undo(self, act: str) -> None:
        """Now and then staff think better of it."""
        if self._chance.random() < REGRETS:
            await self._undo(act)

    async def _end(self, ticket: Ticket, meeting: Meeting) -> Ticket | None:
        others = [service.id for service in self._config.services if service.id != ticket.service]
        if others and self._chance.random() < SENDS_ON:
            return await self._send_on(ticket, meeting, self._chance.choice(others))
        meeting.end(SERVED)
        if self._chance.random() < CALLS_NEXT_AT_ONCE:
            return (await self._acts.take("call_next", steps.call_next(self._counter))).ticket
        await self._acts.take("finish", steps.finish(self._counter))
        return None

    async def _send_on(self, ticket: Ticket, meeting: Meeting, service: str) -> Ticket | None:
        """To another service, sometimes with another paper."""
        await self._acts.take("transfer", steps.transfer(self._counter, service))
        meeting.end(SENT_ON)
        if self._chance.random() < WITH_ANOTHER_PAPER:
            await self._acts.take("reprint", steps.reprint(ticket.ticket_id))
        await self.maybe_undo("transfer")
        return (await self._acts.view()).current

    async def _slip(self) -> Ticket | None:
        """A tap that was not meant, and its undoing; what is at the counter then."""
        act, step = self._chance.choice(self._slips())
        await self._acts.take(act, step)
        await self._undo(act)
        return (await self._acts.view()).current

    def _slips(self) -> list[tuple[str, Step]]:
        return [
            ("finish", steps.finish(self._counter)),
            ("no_show", steps.no_show(self._counter)),
            ("call_next", steps.call_next(self._counter)),
            ("transfer", steps.transfer(self._counter, self._config.services[-1].id)),
        ]

    async def _undo(self, act: str) -> None:
        self._acts.tell("regrets", "ok")
        late = self._chance.random() < NOTICES_LATE
        waits_s = drawn_s(self._chance, *(LATE_S if late else NOTICES_S))
        await asyncio.sleep(waits_s + self._config.desk.undo_s if late else waits_s)
        await self._acts.take(f"undo_{act}", steps.undo(self._counter))
