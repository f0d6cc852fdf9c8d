"""What citizens and staff do with numbers."""

from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import initialize, precondition, rule

from kiosk.desk.model import Closed, DeskError, NotAllowed, UnknownName
from tests.torture.model.hall import Robot
from tests.torture.model.site import COUNTERS, REASONS, ROBOTS, SERVICES
from tests.torture.model.world import Asked, World, actors, counters, robots, same, services

STEPS = ("recall", "finish", "no_show", "transfer")
Wishes = list[tuple[str, str | None]]
Act = Callable[[Robot], Any]
wishes = st.lists(st.tuples(services, st.sampled_from((None, None, *REASONS))), min_size=1, max_size=4)
taps = st.lists(st.sampled_from(("call", "call", *STEPS[:3])), min_size=3, max_size=3)
Wrong = tuple[str, type[DeskError], Callable[[Robot], Any]]
WRONG: tuple[Wrong, ...] = (
    ("unknown_service", UnknownName, lambda life: life.desk.issue("tea", "r")),
    ("unknown_service", UnknownName, lambda life: life.desk.transfer("1", "tea", actor="an")),
    ("unknown_reason", UnknownName, lambda life: life.desk.issue("cash", "r", priority="rich")),
    ("unknown_ticket", UnknownName, lambda life: life.desk.place("none")),
    ("unknown_ticket", UnknownName, lambda life: life.desk.back_to_waiting("none", actor="an")),
    ("unknown_counter", UnknownName, lambda life: life.desk.call_next("9", actor="an")),
    ("unknown_counter", UnknownName, lambda life: life.desk.finish("9", actor="an")),
    ("unknown_counter", UnknownName, lambda life: life.desk.undo("9", actor="an")),
    ("unknown_counter", UnknownName, lambda life: life.desk.counter_view("9")),
    ("unknown_effect", UnknownName, lambda life: life.journal.sent(10**6)),
    ("unknown_effect", UnknownName, lambda life: life.journal.close(10**6, True, "an")),
    ("unknown_ticket", UnknownName, lambda life: life.journal.plan_treat("none")),
    ("paper_not_needed", NotAllowed, lambda life: life.journal.reprint("none", "an")),
)


class AtTheCounters(World):
    """Issue, call, the steps, back, undo, taps that come twice or together."""

    @initialize(in_a_row=st.integers(1, 3), training=st.sampled_from((True, True, False)), wishes=wishes)
    def the_office_opens(self, in_a_row: int, training: bool, wishes: Wishes) -> None:
        self.begin(in_a_row, training)
        self.come(ROBOTS[0], wishes, "vi")

    @rule(robot=robots, wishes=wishes, language=st.sampled_from(("vi", "en")))
    def some_come(self, robot: str, wishes: Wishes, language: str) -> None:
        self.come(robot, wishes, language)

    @rule(robot=robots, service=services)
    def one_comes(self, robot: str, service: str) -> None:
        self.come(robot, [(service, None)], "vi")

    def come(self, robot: str, wishes: Wishes, language: str) -> None:
        """Together: their numbers share a commit."""
        life = self.robot(robot)
        acts = [self._issue_act(service, reason, language) for service, reason in wishes]
        answers = self.hall.at_once([act(life) for _, act in acts])
        for wish, act, answer in zip(wishes, acts, answers, strict=True):
            if self.queue.open:
                self._issued(answer, life.name, *wish, language)
                self.remember(Asked(act[0], "issue", act[1], answer.place.ticket.ticket_id))
            else:
                assert isinstance(answer, Closed)
                self.reach("closed")

    def _issue_act(self, service: str, reason: str | None, language: str) -> tuple[str, Act]:
        request = self.new_request()
        return request, lambda life: life.desk.issue(service, request, priority=reason, language=language)

    def _issued(self, answer: Any, robot: str, service: str, reason: str | None, language: str) -> None:
        ticket = answer.place.ticket
        person = self.queue.add(ticket.ticket_id, service, reason, "citizen")
        self.papers.plan(person, robot)
        assert (answer.repeated, ticket.number, ticket.language) == (False, person.number, language)
        assert (ticket.priority, ticket.day, ticket.issued_at) == (reason, person.day, self.queue.at)
        assert answer.place.people_ahead == self.queue.ahead(person)

    @rule(robot=robots, counter=counters, actor=actors)
    def call(self, robot: str, counter: str, actor: str) -> None:
        request = self.new_request()

        def act(life: Robot) -> Any:
            return life.desk.call_next(counter, request_id=request, actor=actor)

        ticket, called = self.hall.do(act(self.robot(robot))), self.queue.call(counter, actor)
        expected = called.ticket_id if called else None
        assert same(ticket, expected)
        self.remember(Asked(request, f"call:{counter}", act, expected))

    @rule(robot=robots, counter=counters, actor=actors, step=st.sampled_from(STEPS), service=services)
    def step(self, robot: str, counter: str, actor: str, step: str, service: str) -> None:
        names = (counter, service) if step == "transfer" else (counter,)
        person = self.queue.step(counter, actor, step, service)

        def act(life: Robot, request: str) -> Any:
            return getattr(life.desk, step)(*names, request_id=request, actor=actor)

        self._tap(robot, f"{step}:{counter}", act, person and person.ticket_id, "no_current")

    @precondition(lambda self: self.queue.people)
    @rule(robot=robots, actor=actors, back=st.integers(0, 9))
    def back(self, robot: str, actor: str, back: int) -> None:
        person = self.queue.people[-1 - back % len(self.queue.people)]
        expected = person.ticket_id if self.queue.back(person, actor) else None

        def act(life: Robot, request: str) -> Any:
            return life.desk.back_to_waiting(person.ticket_id, request_id=request, actor=actor)

        self._tap(robot, f"back:{person.ticket_id}", act, expected, "not_missed")

    @rule(robot=robots, counter=counters, actor=actors, after=st.sampled_from(("", "call", *STEPS)))
    def undo(self, robot: str, counter: str, actor: str, after: str) -> None:
        """At once after a step, or whenever."""
        if after == "call":
            self.call(robot, counter, actor)
        elif after:
            self.step(robot, counter, actor, after, SERVICES[-1])
        deed = self.queue.undoable(counter)
        person = self.queue.undo(counter, actor)

        def act(life: Robot, request: str) -> Any:
            return life.desk.undo(counter, request_id=request, actor=actor)

        self._tap(robot, f"undo:{counter}", act, person and person.ticket_id, "nothing_to_undo")
        if person:
            self.reach(f"undone: {' and '.join(step.kind for step in deed)}")

    def _tap(
        self, robot: str, what: str, act: Callable[[Robot, str], Any], expected: str | None, code: str
    ) -> None:
        request = self.new_request()
        if expected is None:
            self.refused(act(self.robot(robot), request), code)
            return
        assert same(self.hall.do(act(self.robot(robot), request)), expected)
        self.remember(Asked(request, what, lambda life: act(life, request), expected))

    @precondition(lambda self: self.asked)
    @rule(robot=robots, back=st.integers(0, 11))
    def tap_again(self, robot: str, back: int) -> None:
        asked = self.asked[-1 - back % len(self.asked)]
        answer = self.hall.do(asked.again(self.robot(robot)))
        ticket = answer.place.ticket if asked.what == "issue" else answer
        assert same(ticket, asked.ticket_id)
        assert asked.what != "issue" or answer.repeated
        self.reach("a request was repeated")

    @rule(robot=robots, steps=taps)
    def all_counters_at_once(self, robot: str, steps: list[str]) -> None:
        """Taps that share one commit: one that is refused takes nothing from the others."""
        desk, at = self.robot(robot).desk, tuple(zip(COUNTERS, steps, strict=True))
        acts = {"call": desk.call_next, "recall": desk.recall, "finish": desk.finish, "no_show": desk.no_show}
        answers = self.hall.at_once([acts[step](counter, actor="an") for counter, step in at])
        for (counter, step), answer in zip(at, answers, strict=True):
            called = step == "call"
            person = self.queue.call(counter, "an") if called else self.queue.step(counter, "an", step, "")
            if person is None and not called:
                assert isinstance(answer, NotAllowed)
            else:
                assert same(answer, person.ticket_id if person else None)

    @rule(robot=robots, wrong=st.sampled_from(WRONG), back=st.integers(0, 11))
    def nonsense(self, robot: str, wrong: Wrong, back: int) -> None:
        """A name nobody knows, and an id that was used for something else."""
        (code, kind, act), life = wrong, self.robot(robot)
        self.refused(act(life), code, kind)
        if self.asked:
            asked = self.asked[-1 - back % len(self.asked)]
            other, name = (life.desk.call_next, "1") if asked.what == "issue" else (life.desk.issue, "cash")
            self.refused(other(name, request_id=asked.request_id, actor="an"), "request_reused")
