"""Everybody is called once, in the calling order, and every step follows from where the ticket stood."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date

from kiosk.rehearsal.facts import Fact
from kiosk.rehearsal.judges.book import Book, StepRow, TicketRow
from kiosk.rehearsal.judges.judge import Bench, Judge
from kiosk.rehearsal.judges.line import CALLED, WAITING, Call, Line, Person

ORDER, ONCE, STEPS = "calling_order", "called_once", "steps"
FROM = {
    "recalled": (CALLED,),
    "finished": (CALLED,),
    "no_show": (CALLED,),
    "transferred": (CALLED,),
    "back": (CALLED, "no_show"),
}
STATE_AFTER = {
    "recalled": CALLED,
    "finished": "finished",
    "no_show": "no_show",
    "transferred": WAITING,
    "back": WAITING,
}
STEP_OF = {
    "called": "call",
    "recalled": "recall",
    "finished": "finish",
    "no_show": "no_show",
    "transferred": "transfer",
    "back": "back",
    "undone": "undo",
}
Changed = Callable[[Fact, Person], None]


class Queue(Judge):
    """Holds the naive line. After a crash it is taken from the database, which may know more than people."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.line = Line()
        self._day: date | None = None
        self._unsure = False  # something may have been committed that nobody told
        self._copied_s = -1.0  # when it was last taken from the database: what is told then may be known
        self._steps: Counter[tuple[str, str]] = Counter()
        self._listeners: list[Changed] = []
        self.hears = {
            "kept": self._issued,
            "issued": self._issued,
            "called": self._called,
            "undone": self._undone,
            **dict.fromkeys(FROM, self._stepped),
            "life_ended": self._life_ended,
        }

    @property
    def is_sure(self) -> bool:
        """Whether the line is known."""
        return not self._unsure

    def on_change(self, listener: Changed) -> None:
        """Call `listener` after every change of a person's place."""
        self._listeners.append(listener)

    def find(self, ticket: str) -> Person | None:
        """Somebody in today's line, also one whom only the database knows."""
        if ticket not in self.line.people:
            self.learn()
        return self.line.people.get(ticket)

    def learn(self) -> None:
        """Let those join who were given a number that nobody told."""
        with self.bench.book() as book:
            if book is not None and self._day is not None:
                self._learn(book.tickets_of(self._day))

    def look(self, book: Book) -> None:
        """What was told is there; what was not told is learnt."""
        day = self.bench.wall.day(self.bench.scene.now_s)
        if day is None:
            return
        if self._unsure or day != self._day:
            self._keep_the_steps(book)
            self._copy(book, day)
        else:
            self._learn(book.tickets_of(day))

    def end_of_day(self) -> None:
        """Nothing crosses days."""
        with self.bench.book() as book:
            if book is not None:
                self._keep_the_steps(book)
        self._forget(None)

    def _life_ended(self, fact: Fact) -> None:
        self._unsure = self._unsure or fact["how"] != "stop"

    def _is_blind(self, fact: Fact) -> bool:
        day = self.bench.wall.day(fact.at_s)
        if day != self._day and not self._unsure:
            self._forget(day)
        if fact.kind in STEP_OF:
            self._steps[str(fact["ticket"]), STEP_OF[fact.kind]] += 1
        return self._unsure

    def _issued(self, fact: Fact) -> None:
        if self._is_blind(fact) or str(fact["ticket"]) in self.line.people:
            return
        arrival = max((p.arrival for p in self.line.people.values()), default=0) + 1
        priority = fact["priority"] is not None
        number, service = str(fact["number"]), str(fact["service"])
        person = Person(str(fact["ticket"]), number, service, priority, arrival, fact.at_s)
        self.line.join(person)
        self._tell(fact, person)

    def _called(self, fact: Fact) -> None:
        person, counter = self._person(fact), str(fact["counter"])
        if person is None:
            return
        if self._is_known(fact, person, CALLED):
            self.line.count(person)
            return
        if person.state != WAITING:
            self.bench.accuse(ONCE, f"{person.number} was called, and was {person.state} already")
        else:
            self._check_order(person, counter)
        self._check_counter(person, counter)
        self.line.call(person, counter)
        self._tell(fact, person)

    def _check_order(self, person: Person, counter: str) -> None:
        expected = self._next_of(counter)
        if expected is not person:
            self.learn()
            expected = self._next_of(counter)
        if expected is not person:
            number = expected.number if expected else "nobody"
            self.bench.accuse(ORDER, f"counter {counter} called {person.number}, {number} was next")

    def _next_of(self, counter: str) -> Person | None:
        rules = self.bench.rules
        return self.line.next_of(rules.served_at(counter), rules.priority_in_a_row)

    def _check_counter(self, person: Person, counter: str) -> None:
        for other in self.line.people.values():
            if other.state == CALLED and other.counter == counter and other is not person:
                self.bench.accuse(STEPS, f"{other.number} and {person.number} are both at counter {counter}")

    def _stepped(self, fact: Fact) -> None:
        person, after = self._person(fact), STATE_AFTER[fact.kind]
        if person is None or self._is_known(fact, person, after):
            return
        if person.state not in FROM[fact.kind]:
            self.bench.accuse(STEPS, f"{person.number} was {person.state}, and then {fact.kind}")
        elif person.counter != fact["counter"]:
            self.bench.accuse(
                STEPS, f"{person.number} at counter {person.counter} was {fact.kind} at {fact['counter']}"
            )
        if fact.kind == "recalled":
            person.before = None  # only the last step of a ticket can be undone, and this one cannot
        else:
            self.line.move(person, after, str(fact["service"]), person.counter)
            self._tell(fact, person)

    def _undone(self, fact: Fact) -> None:
        person = self._person(fact)
        if person is None or self._copied_s == fact.at_s:
            return
        if person.before is None:
            self.bench.accuse(STEPS, f"nothing of {person.number} could be undone")
            return
        self.line.take_back(person, person.before)
        if person.service != fact["service"]:
            self.bench.accuse(STEPS, f"{person.number} waits for {fact['service']} after an undo")
        self._tell(fact, person)

    def _person(self, fact: Fact) -> Person | None:
        if self._is_blind(fact):
            return None
        person = self.find(str(fact["ticket"]))
        if person is None:
            self.bench.accuse(STEPS, f"{fact['number']} was {fact.kind}, and was never issued today")
        return person

    def _is_known(self, fact: Fact, person: Person, state: str) -> bool:
        return fact.at_s in (self._copied_s, person.joined_s) and person.state == state

    def _tell(self, fact: Fact, person: Person) -> None:
        for listener in self._listeners:
            listener(fact, person)

    def _forget(self, day: date | None) -> None:
        self._day, self.line, self._unsure = day, Line(), False
        self._steps.clear()

    def _keep_the_steps(self, book: Book) -> None:
        """No step that was told may be missing."""
        if self._day is None:
            return
        kept = Counter((step.ticket, step.kind) for step in book.steps_of(self._day))
        for (ticket, kind), times in self._steps.items():
            if kept[ticket, kind] < times:
                self.bench.accuse(
                    "none_lost", f"the step {kind} of {ticket} was told and is not in the database"
                )

    def _copy(self, book: Book, day: date) -> None:
        self._unsure, self._copied_s = False, self.bench.scene.now_s
        if day != self._day:
            self._forget(day)
        people, self.line = self.line.people, Line()
        steps = book.steps_of(day)
        last = {step.ticket: step for step in steps}
        for row in book.tickets_of(day):
            known = people.get(row.ticket)
            person = _person_of(row, known.joined_s if known else self._copied_s, last.get(row.ticket))
            self.line.join(person)
        for step in steps:
            if step.kind == "call" and not step.undone:
                self._count(step, last[step.ticket] is step)

    def _count(self, step: StepRow, is_last: bool) -> None:
        call = Call(step.service, bool(step.priority))
        self.line.calls.append(call)
        if is_last and (person := self.line.people.get(step.ticket)):
            person.call = call

    def _learn(self, rows: list[TicketRow]) -> None:
        for row in rows:
            person = self.line.people.get(row.ticket)
            if person is None:
                self.line.join(_person_of(row, self.bench.scene.now_s, None))
            else:
                person.arrival = row.arrival


def _person_of(row: TicketRow, joined_s: float, last: StepRow | None) -> Person:
    person = Person(row.ticket, row.number, row.service, row.priority is not None, row.arrival, joined_s)
    person.state, person.counter = row.state, row.counter
    if last is not None and last.kind not in ("undo", "recall"):
        state, service, counter = json.loads(last.before)[:3]
        person.before = (state, service, counter)
    return person
