"""Nobody starves: whoever waits is called after a bounded number of calls, and no counter overlooks them."""

from dataclasses import dataclass

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.bounds import JOINED_S
from kiosk.rehearsal.judges.judge import Bench, Judge
from kiosk.rehearsal.judges.line import WAITING, Person
from kiosk.rehearsal.judges.queue import Queue

RULE = "nobody_starves"


@dataclass(slots=True)
class Patience:
    """How many others may still be called first."""

    person: Person
    pool: tuple[str, ...]
    others: int


class Starving(Judge):
    """Judged where all counters of a pool serve the same services: there is one line, and the bound is exact.

    With k priority calls in a row at most, a normal ticket with n normal ones before it is called within
    (n + 1) · (k + 1) calls, a priority one with p before it within 2 · (p + 1).
    """

    def __init__(self, bench: Bench, queue: Queue) -> None:
        super().__init__(bench)
        self._queue = queue
        self._pools = {s: bench.rules.pool(s) for s in bench.rules.counters_of if bench.rules.is_uniform(s)}
        self._patience: dict[str, Patience] = {}
        self._unanswered: dict[
            str, None
        ] = {}  # counters whose last call was not answered: it may be repeated
        self.hears = {"staff": self._staff, "life_began": lambda _: self._patience.clear()}
        queue.on_change(self._changed)

    def end_of_day(self) -> None:
        """Nothing crosses days."""
        self._patience.clear()
        self._unanswered.clear()

    def _changed(self, fact: Fact, person: Person) -> None:
        pool = self._pools.get(person.service)
        gone = self._patience.pop(person.ticket, None)
        if pool is None:
            return
        if person.state == WAITING:
            self._give(pool, calls=fact.kind == "undone")  # of a call: nobody was called
            self._joined(person, pool)
        elif fact.kind == "called" and gone is not None:
            self._somebody_called(person, pool)

    def _give(self, pool: tuple[str, ...], calls: int) -> None:
        for other in self._patience.values():
            if other.pool == pool:
                other.others += calls

    def _joined(self, person: Person, pool: tuple[str, ...]) -> None:
        k = self.bench.rules.priority_in_a_row
        normals, priorities = self._queue.line.lines(pool)
        before = (priorities if person.priority else normals).index(person)
        calls = 2 * (before + 1) if person.priority else (before + 1) * (k + 1)
        self._patience[person.ticket] = Patience(person, pool, calls - 1)
        for other in self._patience.values():
            if other.pool == pool and other.person.arrival > person.arrival:
                other.others += k + 1

    def _somebody_called(self, person: Person, pool: tuple[str, ...]) -> None:
        for other in self._patience.values():
            if other.pool != pool:
                continue
            other.others -= 1
            if other.others == -1:
                self.bench.accuse(
                    RULE, f"{other.person.number} still waits, and now {person.number} was called"
                )

    def _staff(self, fact: Fact) -> None:
        counter = str(fact["counter"])
        if fact["act"] != "call_next":
            return
        repeated = counter in self._unanswered
        self._unanswered.pop(counter, None)
        if fact["how"] != "ok":
            self._unanswered[counter] = None
        elif fact["ticket"] is None and not repeated and self._queue.is_sure:
            self._check_nobody(fact, counter)

    def _check_nobody(self, fact: Fact, counter: str) -> None:
        services = self.bench.rules.served_at(counter)
        for person in self._queue.line.waiting.values():
            if person.service in services and person.joined_s < fact.at_s - JOINED_S:
                self.bench.accuse(RULE, f"counter {counter} was told that nobody waits, {person.number} does")
