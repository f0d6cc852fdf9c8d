"""Staff at a counter: one shift, ticket after ticket."""

from contextlib import suppress

from kiosk.desk.model import Ticket
from kiosk.rehearsal.people import steps
from kiosk.rehearsal.people.counter_acts import CounterActs, GoesHome
from kiosk.rehearsal.people.counter_questions import answer_questions
from kiosk.rehearsal.people.floor import SENT_BACK, Meeting
from kiosk.rehearsal.people.scene import Scene, drawn_s
from kiosk.rehearsal.people.serving import Serving
from kiosk.rehearsal.plan import ShiftPlan

LOOKS_UP_S = (0.5, 12.0)  # after somebody new waits
WAITS_S = (20.0, 60.0)  # for the person, before each recall
RECALLS = (1, 1, 1, 2)
NOBODY_CAME = {"no_show": 0.8, "call_next": 0.12, "back": 0.08}  # what staff do then
QUIET_S = 1_800.0  # so long nobody looks at an empty counter page


async def work(scene: Scene, shift: ShiftPlan) -> None:
    """The whole shift; whoever is being served is served to the end."""
    await scene.until(shift.from_s)
    async with scene.floor.seat(shift.counter):
        with suppress(GoesHome):
            await Clerk(scene, shift).work()


class Clerk:
    """Calls, waits, serves; what is at the counter is what the page shows there."""

    def __init__(self, scene: Scene, shift: ShiftPlan) -> None:
        self._scene = scene
        self._counter = shift.counter
        self._until_s = shift.until_s
        self._closes_s = scene.closes_s(shift.from_s)
        self._chance = scene.chance("counter", shift.counter, shift.from_s)
        self._acts = CounterActs(scene, shift, self._chance)
        self._serving = Serving(scene, shift, self._acts, self._chance)

    async def work(self) -> None:
        """Until the shift is over, or the office closed and the hall empty. Raises `GoesHome`."""
        self._acts.tell("begins", "ok")
        ticket = (await self._acts.view()).current
        while ticket is not None or not self._is_over():
            await answer_questions(self._scene, self._counter, self._acts, self._chance)
            if ticket is not None:
                ticket = await self._look_after(ticket)
                continue
            ticket = (await self._acts.take("call_next", steps.call_next(self._counter))).ticket
            if ticket is None and not await self._somebody_new():
                break
        self._acts.tell("goes_home", "ok")

    def _is_over(self) -> bool:
        return self._scene.hall.day_s() >= self._until_s

    async def _somebody_new(self) -> bool:
        """Wait for people; False when it is time to go."""
        now = self._scene.hall.day_s()
        if now >= self._closes_s:
            return False
        if not self._scene.floor.is_asked(self._counter):
            limit_s = min(self._until_s, self._closes_s) - now
            await self._scene.senses.queues[self._counter].heard(max(1.0, min(limit_s, QUIET_S)))
        await self._scene.until(self._scene.hall.day_s() + drawn_s(self._chance, *LOOKS_UP_S))
        return True

    async def _look_after(self, ticket: Ticket) -> Ticket | None:
        """One ticket, from its call to its end; what is at the counter then."""
        meeting = await self._person(ticket)
        if meeting is None:
            return await self._nobody_came(ticket)
        meeting.begun = True
        try:
            return await self._serving.serve(ticket, meeting)
        finally:
            meeting.end(SENT_BACK)

    async def _person(self, ticket: Ticket) -> Meeting | None:
        """Who comes with the ticket; it is called again before nobody does."""
        meeting = await self._scene.floor.comes(ticket.ticket_id, drawn_s(self._chance, *WAITS_S))
        for _ in range(self._chance.choice(RECALLS)):
            if meeting is not None:
                break
            await self._acts.take("recall", steps.recall(self._counter))
            meeting = await self._scene.floor.comes(ticket.ticket_id, drawn_s(self._chance, *WAITS_S))
        return meeting

    async def _nobody_came(self, ticket: Ticket) -> Ticket | None:
        way = self._chance.choices(tuple(NOBODY_CAME), tuple(NOBODY_CAME.values()))[0]
        if way == "call_next":
            return (await self._acts.take(way, steps.call_next(self._counter))).ticket
        if way == "back":
            await self._acts.take(way, steps.back_to_waiting(ticket.ticket_id))
        else:
            await self._acts.take(way, steps.no_show(self._counter))
        await self._serving.maybe_undo(way)
        return (await self._acts.view()).current
