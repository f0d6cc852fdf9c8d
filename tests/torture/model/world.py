"""What all rules share: the product, the judge, and how an action is asked of both."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from unittest import mock

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from kiosk.desk import pins
from kiosk.desk.model import DeskError, NotAllowed, Ticket
from tests.torture.model.door import DoorModel
from tests.torture.model.hall import Hall, Robot
from tests.torture.model.papers import PaperModel
from tests.torture.model.queue import QueueModel
from tests.torture.model.site import COUNTERS, ROBOTS, SERVICES, STAFF

REMEMBERED = 12  # answered requests that may be asked again
QUICK_SCRYPT_N = 2

counters = st.sampled_from(COUNTERS)
services = st.sampled_from(SERVICES)
robots = st.sampled_from(ROBOTS)
actors = st.sampled_from(STAFF)


@dataclass(frozen=True)
class Asked:
    """A request that was answered: how to ask it again, and which ticket it was answered with."""

    request_id: str
    what: str
    again: Callable[[Robot], Any]
    ticket_id: str | None


@dataclass
class Tally:
    """What all runs of this process did."""

    steps: int = 0
    reached: set[str] = field(default_factory=set)


class World(RuleBasedStateMachine):
    """The product and the judge side by side."""

    tally: ClassVar[Tally] = Tally()

    def begin(self, in_a_row: int, training: bool) -> None:
        """An empty office with two robots."""
        self.scrypt = mock.patch.object(pins, "SCRYPT_N", QUICK_SCRYPT_N)
        self.scrypt.start()
        self.hall = Hall(in_a_row, training)
        self.queue = QueueModel(in_a_row, training, [])
        self.papers, self.door = PaperModel(self.queue), DoorModel(self.queue)
        self.asked: list[Asked] = []
        self.requests = self.looks = 0
        for name in ROBOTS:
            self.begin_life(name)
        self.hall.do(self.robot(ROBOTS[0]).door.set_pin(STAFF[0], "135791"))
        self.door.set_pin(STAFF[0], "135791")

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            self.hall.close()
            self.scrypt.stop()

    def robot(self, name: str) -> Robot:
        """The robot of this name, or one that lives."""
        living = self.hall.robots
        return living[name] if name in living else next(iter(living.values()))

    def begin_life(self, name: str) -> None:
        """A program starts: doubts first."""
        robot = self.hall.start(name)
        assert self.hall.do(robot.journal.recover()) == self.papers.recover(name, set(self.hall.robots))

    def put_clock(self, at: datetime) -> None:
        """Both look at the same clock."""
        self.hall.at = self.queue.at = at

    def new_request(self) -> str:
        """A request id nobody has used."""
        self.requests += 1
        return f"request-{self.requests}"

    def remember(self, asked: Asked) -> None:
        """This was answered and may be asked again."""
        self.asked = [*self.asked, asked][-REMEMBERED:]

    def refused(self, work: Any, code: str, kind: type[DeskError] = NotAllowed) -> None:
        """The product must refuse with this code."""
        try:
            self.hall.do(work)
        except kind as error:
            assert error.code == code, f"{error.code} instead of {code}"
            return
        raise AssertionError(f"this should have been refused: {code}")

    def reach(self, what: str) -> None:
        """A rare thing happened; the run counts which ones did."""
        self.tally.reached.add(what)


def same(ticket: Ticket | None, ticket_id: str | None) -> bool:
    """True when the product's ticket is the judge's."""
    return (ticket.ticket_id if ticket else None) == ticket_id
