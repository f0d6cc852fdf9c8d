"""The number of people ahead that a person is told is the number who would really be called before them."""

from collections import deque
from dataclasses import dataclass

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.book import Book
from kiosk.rehearsal.judges.bounds import ANSWER_S, READ_S
from kiosk.rehearsal.judges.judge import Bench, Judge
from kiosk.rehearsal.judges.line import Person, call_all
from kiosk.rehearsal.judges.queue import Queue

RULE = "people_ahead"


@dataclass(frozen=True, slots=True)
class Moment:
    """Who waited in a pool from `at_s` on."""

    at_s: float
    normals: tuple[Person, ...]
    priorities: tuple[Person, ...]
    run: int

    def ahead_of(self, person: Person, in_a_row: int) -> int:
        """How many are called before them; 0 when they do not wait."""
        order = call_all(self.normals, self.priorities, self.run, in_a_row)
        return order.index(person) if person in order else 0


class PeopleAhead(Judge):
    """An answer was right at some moment between the commit and its being shown."""

    def __init__(self, bench: Bench, queue: Queue) -> None:
        super().__init__(bench)
        self._queue = queue
        self._moments: dict[tuple[str, ...], deque[Moment]] = {}
        self._pools = {service: bench.rules.pool(service) for service in bench.rules.counters_of}
        self._shown: dict[str, float] = {}  # tickets on the screen, since when
        self._visit: tuple[object, object] = (None, None)  # and ticket, on the screen
        self.hears = {
            "answered": self._answered,
            "screen": self._screen,
            "life_ended": lambda _: self._moments.clear(),
        }
        queue.on_change(self._changed)

    def look(self, book: Book) -> None:
        """After a crash the line is new."""
        if not self._moments and self._queue.is_sure:
            for pool in self._pools.values():
                self._note(pool, self.bench.scene.now_s)

    def end_of_day(self) -> None:
        """Nothing crosses days."""
        self._moments.clear()
        self._shown.clear()

    def _screen(self, fact: Fact) -> None:
        now = fact["visit"], fact["ticket"]
        if now != self._visit and fact["ticket"] is not None:
            self._shown[str(fact["ticket"])] = fact.at_s
        self._visit = now

    def _changed(self, fact: Fact, person: Person) -> None:
        for pool in {self._pools[service]: None for service in (person.service, person.was_in) if service}:
            self._note(pool, fact.at_s)

    def _note(self, pool: tuple[str, ...], at_s: float) -> None:
        moments = self._moments.setdefault(pool, deque())
        moments.append(self._now(pool, at_s))
        while len(moments) > 1 and moments[1].at_s < at_s - ANSWER_S - READ_S:
            moments.popleft()

    def _now(self, pool: tuple[str, ...], at_s: float) -> Moment:
        line = self._queue.line
        normals, priorities = line.lines(pool)
        run = line.run(pool, self.bench.rules.priority_in_a_row)
        return Moment(at_s, tuple(normals), tuple(priorities), run)

    def _answered(self, fact: Fact) -> None:
        if fact["ticket"] is None or not self._queue.is_sure:
            return
        ticket, told = str(fact["ticket"]), int(fact["ahead"] or 0)
        person, seen_s = self._queue.find(ticket), self._shown.get(ticket, fact.at_s)
        if person is None or self._was_right(person, told, seen_s):
            return
        self._queue.learn()
        self._note(self._pools[person.service], seen_s)
        if not self._was_right(person, told, seen_s):
            self._accuse(person, told)

    def _was_right(self, person: Person, told: int, seen_s: float) -> bool:
        in_a_row = self.bench.rules.priority_in_a_row
        for moment in reversed(self._moments.get(self._pools[person.service], ())):
            if moment.at_s <= seen_s and moment.ahead_of(person, in_a_row) == told:
                return True
            if moment.at_s < seen_s - ANSWER_S:
                return False
        return False

    def _accuse(self, person: Person, told: int) -> None:
        now = self._now(self._pools[person.service], self.bench.scene.now_s)
        right = now.ahead_of(person, self.bench.rules.priority_in_a_row)
        self.bench.accuse(RULE, f"{person.number} was told {told} people ahead, there are {right}")
