"""What moves in the physical world, and what people say about it."""

from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import precondition, rule

from kiosk.desk.effects import EffectState
from tests.torture.model.papers import Attempt
from tests.torture.model.world import World, actors, robots

ENDS = ("taken", "retracted", "left")
REPORTS = ("sent", "done", "uncertain", "not_sent", "presented", *ENDS)
OUTCOMES = ("done", "done", "uncertain", "not_sent", "nothing")


class OnPaper(World):
    """The print worker's questions and reports, treats, doubts and reprints."""

    def attempt(self, back: int) -> Attempt:
        """One of the last attempts."""
        return self.papers.attempts[-1 - back % len(self.papers.attempts)]

    @rule(robot=robots, outcome=st.sampled_from(OUTCOMES))
    def print_one(self, robot: str, outcome: str) -> None:
        """The worker's way: ask, intend, move, report; `nothing` is a report that has not come yet."""
        life = self.robot(robot)
        order, expected = self.hall.do(life.journal.next_order()), self.papers.next_order(life.name)
        if order is None or expected is None:
            assert order is None
            assert expected is None
            return
        person = expected.person
        assert (order.effect_id, order.copy, order.job_number) == (
            expected.effect_id,
            expected.copy,
            expected.job,
        )
        assert (order.ticket_id, order.number) == (person.ticket_id, person.number)
        self.report(robot, expected, "sent")
        if outcome != "nothing":
            self.report(robot, expected, outcome)
        if outcome == "uncertain" and expected.copy > 1:
            self.reach("a reprint is uncertain too")

    @precondition(lambda self: self.papers.attempts)
    @rule(robot=robots, back=st.integers(0, 9), what=st.sampled_from(REPORTS), way=st.booleans())
    def reports_come(self, robot: str, back: int, what: str, way: bool) -> None:
        """On an attempt that is on its way, or in any order, also one that makes no sense."""
        sent = [one for one in self.papers.attempts if one.state == "sent"]
        if not (way and sent):
            self.report(robot, self.attempt(back), what)
        elif what in ENDS:
            for step in ("done", "presented", what):
                self.report(robot, sent[0], step)
        else:
            self.report(robot, sent[0], what)

    def report(self, robot: str, attempt: Attempt, what: str) -> None:
        """One report to the product and to the judge."""
        life, number = self.robot(robot), attempt.effect_id
        works = {
            "sent": lambda: life.journal.sent(number),
            "not_sent": lambda: life.journal.not_sent(number),
            "done": lambda: life.journal.done(number, "job_id"),
            "presented": lambda: life.journal.presented(number),
            "uncertain": lambda: life.journal.uncertain(number, "silent"),
        }
        work = works.get(what, lambda: life.journal.ended(number, EffectState(what)))
        notes = {"done": "job_id"}
        if what == "uncertain":
            allowed = self.papers.doubt(attempt, "silent", life.name)
        else:
            state = "planned" if what == "not_sent" else what
            allowed = self.papers.move(attempt, state, notes.get(what, ""))
        if allowed:
            self.hall.do(work())
        else:
            self.refused(work(), "effect_state")

    @precondition(lambda self: self.papers.attempts)
    @rule(robot=robots, actor=actors, back=st.integers(0, 9), moved=st.booleans(), doubted=st.booleans())
    def a_person_looks(self, robot: str, actor: str, back: int, moved: bool, doubted: bool) -> None:
        doubts = [one for one in self.papers.attempts if one.state == "uncertain"]
        attempt = doubts[back % len(doubts)] if doubted and doubts else self.attempt(back)
        work = self.robot(robot).journal.close(attempt.effect_id, moved, actor)
        if not self.papers.close(attempt, moved, actor):
            self.refused(work, "effect_state")
            return
        assert self.hall.do(work).effect_id == attempt.effect_id
        self.reach("a doubt was closed")

    @precondition(lambda self: self.queue.people)
    @rule(robot=robots, actor=actors, back=st.integers(0, 9))
    def a_person_wants_another_paper(self, robot: str, actor: str, back: int) -> None:
        life, person = self.robot(robot), self.queue.people[-1 - back % len(self.queue.people)]
        code = "paper_printing" if self.papers.needed(person) else "paper_not_needed"
        work = life.journal.reprint(person.ticket_id, actor)
        self._asked(work, self.papers.reprint(person, life.name, actor), code)

    @precondition(lambda self: self.queue.people)
    @rule(robot=robots, back=st.integers(0, 9), ends=st.sampled_from(("", "done", "uncertain", "not_moved")))
    def a_treat(self, robot: str, back: int, ends: str) -> None:
        """Offered, and maybe given at once; `not_moved` is a doubt that a person settles."""
        life, person = self.robot(robot), self.queue.people[-1 - back % len(self.queue.people)]
        attempt = self.papers.treat(person, life.name)
        self._asked(life.journal.plan_treat(person.ticket_id), attempt, "treat_once")
        if attempt and ends:
            self.report(robot, attempt, "sent")
            self.report(robot, attempt, "done" if ends == "done" else "uncertain")
        if attempt and ends == "not_moved":
            self.papers.close(attempt, False, "an")
            self.hall.do(life.journal.close(attempt.effect_id, False, "an"))

    def _asked(self, work: Any, attempt: Attempt | None, code: str) -> None:
        if attempt is None:
            self.refused(work, code)
            return
        effect = self.hall.do(work)
        assert (effect.effect_id, effect.copy) == (attempt.effect_id, attempt.copy)
        self.reach(f"{'another' if attempt.copy > 1 else 'a first'} {attempt.kind} because a person asked")
