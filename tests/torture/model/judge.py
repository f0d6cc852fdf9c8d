"""What the product shows is what the judge knows: a part of it every other step, all of it now and then."""

from typing import Any

from hypothesis.stateful import invariant

from kiosk.desk.audit import first_broken
from kiosk.desk.model import Place, ServiceLoad
from tests.torture.model.hall import Robot
from tests.torture.model.queue import Person
from tests.torture.model.site import COUNTERS, SERVED, SERVICES
from tests.torture.model.waits import agrees
from tests.torture.model.world import World

PART_EVERY, ALL_EVERY = 2, 48  # steps; every answer is judged at once
LAST_CALLS = 8


class Judged(World):
    """The invariants."""

    @invariant()
    def listeners_heard_what_happened(self) -> None:
        for heard, due in (
            (self.hall.told, self.queue.told),
            (self.hall.changed, self.papers.changed),
            (self.hall.alarms, self.door.alarms),
        ):
            assert heard == due
            heard.clear()
            due.clear()

    @invariant()
    def the_product_shows_what_the_judge_knows(self) -> None:
        looks = [self.see_counter, self.see_board, self.see_loads, self.see_people, self.see_effects]
        self.tally.steps += 1
        self.looks += 1
        if self.looks % PART_EVERY:
            return
        life = list(self.hall.robots.values())[self.looks // PART_EVERY % len(self.hall.robots)]
        if self.looks % ALL_EVERY == 0:
            self.see_all(life)
        else:
            self.hall.do(looks[self.looks // PART_EVERY % len(looks)](life))

    def see_all(self, life: Robot) -> None:
        """Everything, and the audit."""

        async def everything() -> None:
            for counter in COUNTERS:
                await self.see_one_counter(life, counter)
            await self.see_board(life)
            await self.see_loads(life)
            for person in self.queue.people:
                await self.see_person(life, person)
            for number in range(len(self.papers.attempts)):
                await self.see_effect(life, number)
            await self.see_audit(life)

        self.hall.do(everything())

    async def see_counter(self, life: Robot) -> None:
        """One of them."""
        await self.see_one_counter(life, COUNTERS[self.looks % len(COUNTERS)])

    async def see_one_counter(self, life: Robot, counter: str) -> None:
        """What the staff of one counter see."""
        view, services = await life.desk.counter_view(counter), SERVED[counter]
        current, deed = self.queue.current(counter), self.queue.undoable(counter)
        assert ids([view.current] if view.current else []) == ids([current] if current else [])
        assert ids(view.waiting) == ids(self.queue.order(services))
        assert ids(view.missed) == ids(self.queue.missed(services))
        assert view.undo == (deed[-1].kind if deed else None)
        assert view.undo_until is None or view.undo_until >= self.hall.at

    async def see_board(self, life: Robot) -> None:
        """What the hall sees."""
        board, queue = await life.desk.board(), self.queue
        there = [(queue.current(counter), counter) for counter in COUNTERS]
        assert [(one.number, one.counter, one.called_at, one.calls) for one in board.serving] == [
            (person.number, counter, queue.last_called(person), person.calls)
            for person, counter in there
            if person
        ]
        assert [(one.number, one.counter, one.called_at, one.calls) for one in board.last] == [
            (step.person.number, step.counter, step.at, step.person.calls)
            for step in queue.last_calls(LAST_CALLS)
        ]
        following = [queue.order((service,))[:1] for service in SERVICES]
        assert list(board.next) == [person.number for first in following for person in first]

    async def see_loads(self, life: Robot) -> None:
        """How busy each service is."""
        for load in await life.desk.loads():
            self.see_load(load)
        assert list(await life.desk.most_used()) == self.queue.most_used(SERVICES)

    def see_load(self, load: ServiceLoad) -> None:
        """One service: who waits, and what somebody who came now would be told."""
        assert load.waiting == len(self.queue.waiting((load.service,)))
        newcomer = Person("", "", self.queue.day, load.service, None, len(self.queue.people))
        ahead = self.queue.ahead(newcomer, new=True)
        wait = load.wait and (load.wait.low, load.wait.high)
        assert agrees(wait, self.queue.wait(load.service, ahead))
        if wait:
            self.reach("a wait was estimated")

    async def see_people(self, life: Robot) -> None:
        """The phone pages of two people."""
        for step in range(min(2, len(self.queue.people))):
            await self.see_person(life, self.queue.people[(self.looks + step) % len(self.queue.people)])

    async def see_person(self, life: Robot, person: Person) -> None:
        """One phone page."""
        place = await life.desk.place(person.ticket_id)
        ticket = place.ticket
        assert (ticket.number, ticket.service, ticket.day) == (person.number, person.service, person.day)
        assert (ticket.counter, ticket.calls) == (person.counter, person.calls)
        assert (ticket.called_at, ticket.finished_at) == (person.called_at, person.finished_at)
        over = {"waiting": "no_show", "called": "finished"} if person.day < self.queue.day else {}
        assert ticket.state == over.get(person.state, person.state)
        self.see_place(place, person)

    def see_place(self, place: Place, person: Person) -> None:
        """Who comes before."""
        if place.ticket.state != "waiting":
            assert place.people_ahead is place.wait is None
            return
        ahead = self.queue.ahead(person)
        assert place.people_ahead == ahead
        wait = place.wait and (place.wait.low, place.wait.high)
        assert agrees(wait, self.queue.wait(person.service, ahead))

    async def see_effects(self, life: Robot) -> None:
        """The newest attempts, and all doubts."""
        for number in range(max(0, len(self.papers.attempts) - 2), len(self.papers.attempts)):
            await self.see_effect(life, number)
        doubts = [one.effect_id for one in self.papers.attempts if one.state == "uncertain"]
        assert [effect.effect_id for effect in await life.journal.uncertain_effects()] == doubts

    async def see_effect(self, life: Robot, number: int) -> None:
        """One attempt."""
        expected = self.papers.attempts[number]
        effect = await life.store.read(lambda unit: unit.effects.get(expected.effect_id))
        assert effect is not None
        assert (effect.kind, effect.ticket_id) == (expected.kind, expected.person.ticket_id)
        assert (effect.owner, effect.copy, effect.job_number, effect.state, effect.note) == (
            expected.owner,
            expected.copy,
            expected.job,
            expected.state,
            expected.note,
        )
        papers = self.papers.of(expected.person)
        state = papers[-1].state if papers else "off"
        assert await life.journal.paper_state(expected.person.ticket_id) == state

    async def see_audit(self, life: Robot) -> None:
        """Everything anybody did, in order, in an unbroken chain."""
        rows = await life.store.read(lambda unit: unit.audit.rows())
        assert first_broken(rows) is None
        entries = [(entry.actor, entry.step, entry.ticket_id, entry.reason) for entry, _ in rows]
        assert entries == self.queue.audit


def ids(tickets: Any) -> list[str]:
    """The ids of tickets or people."""
    return [one.ticket_id for one in tickets]
