"""The people of one day, as a naive list: who waits, who was called, and who would really be called next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

WAITING, CALLED = "waiting", "called"
Standing = tuple[str, str, str | None]  # state, service, counter


@dataclass(slots=True, eq=False)
class Call:
    """One call that was not taken back."""

    service: str
    priority: bool


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a number; `before` is how they stood before the last step."""

    ticket: str
    number: str
    service: str
    priority: bool
    arrival: int
    joined_s: float
    state: str = WAITING
    counter: str | None = None
    before: Standing | None = None
    was_in: str | None = None  # the service of the line they were in before
    call: Call | None = None


@dataclass(slots=True)
class Line:
    """People by ticket, calls in their order."""

    people: dict[str, Person] = field(default_factory=dict)
    waiting: dict[str, Person] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)

    def join(self, person: Person) -> None:
        """Somebody new."""
        self.people[person.ticket] = person
        if person.state == WAITING:
            self.waiting[person.ticket] = person

    def call(self, person: Person, counter: str) -> None:
        """To `counter`."""
        self.move(person, CALLED, person.service, counter)
        self.count(person)

    def count(self, person: Person) -> None:
        """Their call, once."""
        if person.call is None:
            person.call = Call(person.service, person.priority)
            self.calls.append(person.call)

    def move(self, person: Person, state: str, service: str, counter: str | None) -> None:
        """One step, which can be taken back."""
        person.before = (person.state, person.service, person.counter)
        person.call = None
        self._stand(person, (state, service, counter))

    def take_back(self, person: Person, standing: Standing) -> None:
        """As it was before; a call that is taken back does not count."""
        if person.call is not None and person.state == CALLED:
            self.calls.remove(person.call)
        person.before = person.call = None
        self._stand(person, standing)

    def lines(self, services: Collection[str]) -> tuple[list[Person], list[Person]]:
        """Who waits for any of `services`: the others and the priority ones, each by arrival."""
        here = sorted((p for p in self.waiting.values() if p.service in services), key=_arrival)
        return [p for p in here if not p.priority], [p for p in here if p.priority]

    def run(self, services: Collection[str], most: int) -> int:
        """How many priority calls in a row were the last ones for `services`."""
        run = 0
        for call in reversed(self.calls):
            if call.service in services:
                if not call.priority or run == most:
                    break
                run += 1
        return run

    def next_of(self, services: Collection[str], in_a_row: int) -> Person | None:
        """Who is called next by a counter of `services`."""
        normals, priorities = self.lines(services)
        order = call_all(normals, priorities, self.run(services, in_a_row), in_a_row, most=1)
        return order[0] if order else None

    def _stand(self, person: Person, standing: Standing) -> None:
        person.was_in = person.service
        person.state, person.service, person.counter = standing
        if person.state == WAITING:
            self.waiting[person.ticket] = person
        else:
            self.waiting.pop(person.ticket, None)


def call_all(
    normals: Sequence[Person], priorities: Sequence[Person], run: int, in_a_row: int, most: int | None = None
) -> list[Person]:
    """Call one after the other until nobody is left, or `most` are called."""
    called: list[Person] = []
    normals, priorities = list(normals), list(priorities)
    while (normals or priorities) and len(called) != most:
        if priorities and (run < in_a_row or not normals):
            called.append(priorities.pop(0))
            run = min(run + 1, in_a_row)
        else:
            called.append(normals.pop(0))
            run = 0
    return called


def _arrival(person: Person) -> int:
    return person.arrival
