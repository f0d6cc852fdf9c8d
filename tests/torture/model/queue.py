"""The queue as plain lists: it really calls until a ticket is called. Naive on purpose."""

import copy
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.torture.model.site import CLOSES, COUNTERS, OPENS, PREFIXES, SERVED, START, UNDO_S, ZONE
from tests.torture.model.waits import Wait, wait

PARTS = ("state", "service", "counter", "called_at", "finished_at", "calls")


@dataclass(eq=False)
class Person:
    """Somebody with a number."""

    ticket_id: str
    number: str
    day: date
    service: str
    reason: str | None
    arrival: int
    state: str = "waiting"
    counter: str | None = None
    called_at: datetime | None = None
    finished_at: datetime | None = None
    calls: int = 0

    @property
    def urgent(self) -> bool:
        """True for a priority ticket."""
        return self.reason is not None


@dataclass(eq=False)
class Step:
    """One line of the log of what was done."""

    deed: int
    kind: str
    at: datetime
    day: date
    counter: str
    person: Person
    before: Person
    undone: bool = False

    @property
    def call(self) -> bool:
        """A call that counts."""
        return self.kind == "call" and not self.undone


@dataclass
class QueueModel:
    """The rules of the queue as the reference tells them."""

    in_a_row: int
    training: bool
    audit: list[tuple[str, str, str | None, str | None]]
    at: datetime = START
    people: list[Person] = field(default_factory=list)
    log: list[Step] = field(default_factory=list)
    numbers: Counter[tuple[date, str]] = field(default_factory=Counter)
    told: list[tuple[str, str | None]] = field(default_factory=list)  # event and number
    deeds: int = 0

    @property
    def day(self) -> date:
        """The site's day."""
        return self.at.astimezone(ZONE).date()

    @property
    def open(self) -> bool:
        """True when numbers are given."""
        return self.training or OPENS <= self.at.astimezone(ZONE).hour < CLOSES

    def person(self, ticket_id: str) -> Person:
        """The one with this ticket."""
        return next(person for person in self.people if person.ticket_id == ticket_id)

    def today(self) -> list[Person]:
        """Those of today."""
        return [person for person in self.people if person.day == self.day]

    def waiting(self, services: tuple[str, ...]) -> list[Person]:
        """Those who wait, by arrival."""
        line = [one for one in self.today() if one.state == "waiting" and one.service in services]
        return sorted(line, key=lambda one: one.arrival)

    def order(self, services: tuple[str, ...], newcomer: Person | None = None) -> list[Person]:
        """Call until nobody waits."""
        line, row, order = self.waiting(services), 0, []
        line += [newcomer] if newcomer else []
        for step in self.log:
            if step.call and step.day == self.day and step.before.service in services:
                row = row + 1 if step.before.urgent else 0
        while line:
            normal = [one for one in line if not one.urgent]
            urgent = [one for one in line if one.urgent]
            chosen = urgent[0] if urgent and (not normal or row < self.in_a_row) else normal[0]
            row = row + 1 if chosen.urgent else 0
            line.remove(chosen)
            order.append(chosen)
        return order

    def ahead(self, person: Person, *, new: bool = False) -> int:
        """How many are called before, of all services that share a counter with this one's."""
        pool = pool_of(person.service)
        return self.order(pool, person if new else None).index(person)

    def wait(self, service: str, ahead: int) -> Wait:
        """The estimate as the reference has its formula."""
        pool, since = pool_of(service), self.at - timedelta(minutes=45)
        counters = [counter for counter in COUNTERS if service in SERVED[counter]]
        busy = {step.counter for step in self.log if step.call and step.at > since}
        times: dict[bool, list[int]] = {True: [], False: []}
        for one in self.people:
            if one.state == "finished" and one.finished_at and one.called_at and one.service in pool:
                served_s = int((one.finished_at - one.called_at).total_seconds())
                if 0 <= served_s <= 7200:
                    times[one.day == self.day].append(served_s)
        return wait(ahead, times[True], times[False], len(busy.intersection(counters)) or len(counters))

    def current(self, counter: str) -> Person | None:
        """Who is at the counter."""
        there = (one for one in self.today() if one.state == "called" and one.counter == counter)
        return next(there, None)

    def missed(self, services: tuple[str, ...]) -> list[Person]:
        """Today's no-shows, latest first."""
        gone = [one for one in self.today() if one.state == "no_show" and one.service in services]
        return sorted(gone, key=lambda one: (one.finished_at, one.arrival), reverse=True)

    def last_called(self, person: Person) -> datetime:
        """When the number was last called out."""
        steps = (step for step in reversed(self.log) if step.person is person and not step.undone)
        return next(step.at for step in steps if step.kind in ("call", "recall"))

    def last_calls(self, most: int) -> list[Step]:
        """The last called numbers, latest first, each once."""
        latest: dict[str, Step] = {}
        for step in reversed(self.log):
            if step.day == self.day and step.kind in ("call", "recall") and not step.undone:
                latest.setdefault(step.person.number, step)
        return list(latest.values())[:most]

    def most_used(self, services: tuple[str, ...]) -> list[str]:
        """By the tickets of the four weeks before today."""
        days = [one for one in self.people if self.day - timedelta(days=28) <= one.day < self.day]
        tickets = Counter(one.service for one in days)
        return sorted(services, key=lambda service: -tickets[service])

    def undoable(self, counter: str) -> list[Step]:
        """The steps of the deed that can be taken back now; none when none can."""
        there = [step for step in self.log if step.counter == counter and step.day == self.day]
        deed = [step for step in there if step.deed == there[-1].deed]
        if not deed or deed[-1].kind in ("recall", "undo"):
            return []
        if (self.at - deed[-1].at).total_seconds() > UNDO_S:
            return []
        last = {step.person: step.deed for step in self.log}
        return deed if all(last[step.person] == step.deed for step in deed) else []

    def close_earlier_days(self) -> None:
        """The first action of a day ends what was left open."""
        left = [one for one in self.people if one.day < self.day and one.state in ("waiting", "called")]
        for one in sorted(left, key=lambda one: (one.day, one.arrival)):
            one.state = "no_show" if one.state == "waiting" else "finished"
            self.audit.append(("day", one.state, one.ticket_id, None))
        self.told += [("day", None)] if left else []

    def add(self, ticket_id: str, service: str, reason: str | None, actor: str) -> Person:
        """Somebody takes a number."""
        self.close_earlier_days()
        row = self.day, PREFIXES[service]
        self.numbers[row] += 1
        number = f"{row[1]}{self.numbers[row]:03d}"
        person = Person(ticket_id, number, self.day, service, reason, len(self.people))
        self.people.append(person)
        if reason:
            self.audit.append((actor, "priority", ticket_id, reason))
        self.told.append(("issued", number))
        return person

    def do(self, counter: str, actor: str, *changes: tuple[str, Person, dict[str, object]]) -> None:
        """One deed of one or more steps."""
        self.deeds += 1
        for kind, person, new in changes:
            step = Step(self.deeds, kind, self.at, self.day, counter, person, copy.copy(person))
            for name, value in new.items():
                setattr(person, name, value)
            self.log.append(step)
            self.audit.append((actor, kind, person.ticket_id, person.service if kind == "transfer" else None))
            self.told.append((EVENTS[kind], person.number))

    def call(self, counter: str, actor: str) -> Person | None:
        """Finish who is there and call who is next."""
        self.close_earlier_days()
        current, following = self.current(counter), next(iter(self.order(SERVED[counter])), None)
        changes: list[tuple[str, Person, dict[str, object]]] = []
        if current:
            changes.append(("finish", current, {"state": "finished", "finished_at": self.at}))
        if following:
            new = {"state": "called", "counter": counter, "called_at": self.at, "finished_at": None}
            changes.append(("call", following, {**new, "calls": following.calls + 1}))
        if changes:
            self.do(counter, actor, *changes)
        return following

    def step(self, counter: str, actor: str, kind: str, service: str) -> Person | None:
        """A step of who is at the counter; None when it must be refused."""
        current = self.current(counter)
        if current:
            self.close_earlier_days()
            new: dict[str, dict[str, object]] = {
                "recall": {"calls": current.calls + 1},
                "finish": {"state": "finished", "finished_at": self.at},
                "no_show": {"state": "no_show", "finished_at": self.at},
                "transfer": {"state": "waiting", "service": service},
            }
            self.do(counter, actor, (kind, current, new[kind]))
        return current

    def back(self, person: Person, actor: str) -> bool:
        """Somebody called or missed waits again; False when it must be refused."""
        allowed = person.state in ("called", "no_show") and person.day == self.day
        if allowed and person.counter:
            self.close_earlier_days()
            self.do(person.counter, actor, ("back", person, {"state": "waiting", "finished_at": None}))
        return allowed

    def undo(self, counter: str, actor: str) -> Person | None:
        """Take back the last deed; None when it must be refused."""
        deed = self.undoable(counter)
        if not deed:
            return None
        self.close_earlier_days()
        for step in deed:
            step.undone = True
        before = [(step.person, {part: getattr(step.before, part) for part in PARTS}) for step in deed]
        self.do(counter, actor, *(("undo", person, parts) for person, parts in reversed(before)))
        return before[0][0]


EVENTS = {
    "call": "called",
    "recall": "recalled",
    "finish": "finished",
    "no_show": "no_show",
    "transfer": "transferred",
    "back": "back",
    "undo": "undone",
}


def pool_of(service: str) -> tuple[str, ...]:
    """All services that share a counter with this one."""
    return tuple({name for served in SERVED.values() if service in served for name in served})
