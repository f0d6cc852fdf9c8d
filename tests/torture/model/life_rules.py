"""Time, and the end and the beginning of programs at any moment."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import rule

from tests.torture.model.hall import Robot
from tests.torture.model.papers import Attempt
from tests.torture.model.site import ONE_DAY, ROBOTS, ZONE
from tests.torture.model.world import World, counters, robots, same, services

TURNS = 6  # of the loop, from asking to the answer; more are after it
FEW_S, SOME_MIN = (1, 2, 3, 5, 9, 11), (1, 3, 10, 50, 150)
passing = st.sampled_from((*FEW_S, *FEW_S, *(minutes * 60 for minutes in SOME_MIN)))


class Life(World):
    """Clocks, crashes, restarts."""

    @rule(seconds=passing, back=st.integers(0, 7))
    def time_passes(self, seconds: int, back: int) -> None:
        """Or the time service sets the clock back a little, within the day."""
        before = self.hall.at - timedelta(seconds=seconds)
        if back == 0 and seconds <= 60 and before.astimezone(ZONE).date() == self.queue.day:
            self.put_clock(before)
            self.reach("the clock was set back")
        else:
            self.put_clock(self.hall.at + timedelta(seconds=seconds))

    @rule(days=st.sampled_from((0, 0, 0, 0, 0, 1, 1, 1, 29)), early=st.booleans())
    def the_office_closes(self, days: int, early: bool) -> None:
        """And opens again on another day, if it does."""
        if days:
            morning = (self.hall.at + days * ONE_DAY).astimezone(ZONE).replace(hour=6 if early else 8)
            self.put_clock(morning.astimezone(self.hall.at.tzinfo))

    @rule(robot=robots, stays=st.booleans())
    def a_robot_dies(self, robot: str, stays: bool) -> None:
        """One that stays dead comes back the next time; one of the two always lives."""
        gone = set(ROBOTS) - set(self.hall.robots)
        if gone and not stays:
            self.begin_life(gone.pop())
            return
        name = self.robot(robot).name
        self.hall.cut(name)
        if gone or not stays:
            self.begin_life(name)

    @rule(
        robot=robots,
        during=st.sampled_from(("calling", "issuing", "intending")),
        counter=counters,
        service=services,
        turns=st.integers(0, TURNS),
    )
    def cut(self, robot: str, during: str, counter: str, service: str, turns: int) -> None:
        """A program ends so many turns after it was asked for something."""
        name = self.robot(robot).name
        planned = [one for one in self.papers.attempts if one.state == "planned"]
        if during == "calling":
            self.cut_while_calling(name, counter, turns)
        elif during == "issuing" and self.queue.open:
            self.cut_while_issuing(name, service, turns)
        elif planned:
            self.cut_while_intending(name, planned[0], turns)
        for told in (self.hall.told, self.queue.told, self.hall.changed, self.papers.changed):
            told.clear()  # the events of an answer nobody heard
        journal = self.robot(name).journal
        assert self.hall.do(journal.recover()) == self.papers.recover(name, set(self.hall.robots))

    def cut_while_calling(self, name: str, counter: str, turns: int) -> None:
        """Whether or not it was kept: asked again it is done once."""
        request = self.new_request()

        def act(life: Robot) -> Any:
            return life.desk.call_next(counter, request_id=request, actor="an")

        ticket, called = self.cut_and_ask_again(name, act, turns), self.queue.call(counter, "an")
        assert same(ticket, called.ticket_id if called else None)

    def cut_while_issuing(self, name: str, service: str, turns: int) -> None:
        """Whether or not it was kept: asked again it is one number with one paper."""
        request = self.new_request()
        issued = self.cut_and_ask_again(name, lambda life: life.desk.issue(service, request), turns)
        self.papers.plan(self.queue.add(issued.place.ticket.ticket_id, service, None, "citizen"), name)
        assert issued.place.ticket.number == self.queue.people[-1].number
        self.reach("cut after the commit, before the answer" if issued.repeated else "cut before the commit")

    def cut_and_ask_again(self, name: str, act: Callable[[Robot], Any], turns: int) -> Any:
        """The answer of the next life."""
        life = self.hall.robots[name]
        self.hall.cut(name, lambda: act(life), turns)
        return self.hall.do(act(self.hall.start(name)))

    def cut_while_intending(self, name: str, attempt: Attempt, turns: int) -> None:
        """Between the intent and the proof: what may have begun is a doubt, what did not is still planned."""
        life = self.hall.robots[name]
        self.hall.cut(name, lambda: life.journal.sent(attempt.effect_id), turns)
        store = self.hall.start(name).store
        found = self.hall.do(store.read(lambda unit: unit.effects.get(attempt.effect_id)))
        assert found is not None
        assert found.state in ("planned", "sent")
        if found.state == "sent":
            self.papers.move(attempt, "sent")
            self.reach("cut between the intent and the first byte")
