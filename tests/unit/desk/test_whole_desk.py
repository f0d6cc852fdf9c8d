"""The whole desk against a naive model that keeps lists and really calls until a ticket is called."""

import asyncio
import copy
import itertools
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.config.schema import Counter, DeskSettings, Hours, PriorityReason, Service, Text
from kiosk.desk.calendar import Calendar
from kiosk.desk.desk import Desk
from kiosk.desk.model import NotAllowed
from kiosk.desk.sqlite.store import SqliteStore

MEMORY = Path("/dev/shm")
NAME = Text(vi="tên", en="name")
SERVED = {"1": ("papers",), "2": ("papers", "land"), "3": ("land", "cash")}
REASON = PriorityReason(id="old", name=NAME)
SERVICES = ("papers", "land", "cash")
UNDO_S = 10


@dataclass
class Person:
    number: str
    service: str
    priority: bool
    arrival: int
    state: str = "waiting"
    counter: str | None = None
    ended: int = 0
    touched: int = 0


@dataclass
class Deed:
    deed: int
    kind: str
    at: float
    before: list[Person]


@dataclass
class Model:
    """Plain lists and the rules as the reference tells them."""

    in_a_row: int
    people: list[Person] = field(default_factory=list)
    calls: list[tuple[int, str, bool]] = field(default_factory=list)  # deed, service, priority
    deeds: dict[str, Deed] = field(default_factory=dict)
    last_deed: int = 0
    now: float = 0

    def waiting(self, services):
        return [one for one in self.people if one.state == "waiting" and one.service in services]

    def order(self, services):
        """Call until nobody waits."""
        line, row, order = self.waiting(services), 0, []
        line.sort(key=lambda one: one.arrival)
        for _, service, priority in self.calls:
            if service in services:
                row = row + 1 if priority else 0
        while line:
            normal = [one for one in line if not one.priority]
            urgent = [one for one in line if one.priority]
            chosen = urgent[0] if urgent and (not normal or row < self.in_a_row) else normal[0]
            row = row + 1 if chosen.priority else 0
            line.remove(chosen)
            order.append(chosen)
        return order

    def current(self, counter):
        return next((one for one in self.people if one.state == "called" and one.counter == counter), None)

    def do(self, counter, kind, *changes):
        self.last_deed += 1
        before = [copy.copy(person) for person, _ in changes]
        for person, new in changes:
            for name, value in new.items():
                setattr(person, name, value)
            person.touched = person.ended = self.last_deed
        self.deeds[counter] = Deed(self.last_deed, kind, self.now, before)

    def call(self, counter):
        current = self.current(counter)
        following = next(iter(self.order(SERVED[counter])), None)
        changes = [(current, {"state": "finished"})] if current else []
        if following:
            changes.append((following, {"state": "called", "counter": counter}))
        if changes:
            self.do(counter, "call" if following else "finish", *changes)
        if following:
            self.calls.append((self.last_deed, following.service, following.priority))
        return following.number if following else None

    def undoable(self, counter):
        deed = self.deeds.get(counter)
        if deed is None or deed.kind in ("recall", "undo") or self.now - deed.at > UNDO_S:
            return None
        touched = {person.number: person.touched for person in self.people}
        return deed if all(touched[old.number] == deed.deed for old in deed.before) else None

    def undo(self, counter):
        deed = self.undoable(counter)
        self.calls = [call for call in self.calls if call[0] != deed.deed]
        now = {person.number: person for person in self.people}
        fields = ("state", "service", "counter")
        changes = [(now[old.number], {name: getattr(old, name) for name in fields}) for old in deed.before]
        self.do(counter, "undo", *changes)

    def next_day(self):
        self.people, self.calls, self.deeds = [], [], {}


def a_service(name: str) -> Service:
    counters = [counter for counter, served in SERVED.items() if name in served]
    return Service(id=name, prefix=name[0].upper(), name=NAME, counters=counters)


class WholeDesk(RuleBasedStateMachine):
    @initialize(in_a_row=st.integers(1, 3))
    def open(self, in_a_row):
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.runner = asyncio.Runner()
        self.store = self.runner.run(SqliteStore.open(self.folder / "desk.sqlite"))
        self.start = self.at = datetime(2026, 11, 24, 1, tzinfo=UTC)
        self.ids, self.requests = itertools.count(), itertools.count()
        self.model, self.tickets, self.repeat = Model(in_a_row), {}, None
        self.desk = Desk(
            self.store,
            [a_service(name) for name in SERVICES],
            [Counter(id=name, name=NAME) for name in SERVED],
            DeskSettings(priority_in_a_row=in_a_row, undo_s=UNDO_S, priority_reasons=[REASON]),
            Calendar(Hours(training=True), ZoneInfo("Asia/Ho_Chi_Minh")),
            self,
            lambda: f"ticket-{next(self.ids)}",
            "robot.0",
            True,
        )

    def now(self):
        return self.at

    def teardown(self):
        if hasattr(self, "runner"):
            self.runner.run(self.store.close())
            self.runner.close()
            shutil.rmtree(self.folder)

    def ask(self, act, *names, **options):
        """Do it, remember how to repeat it."""
        request = f"request-{next(self.requests)}"
        self.repeat = lambda: self.runner.run(act(*names, request_id=request, **options))
        return self.repeat()

    def refused(self, act, *names, **options):
        try:
            self.runner.run(act(*names, actor="an", **options))
        except NotAllowed:
            return
        raise AssertionError("this should have been refused")

    @rule(service=st.sampled_from(SERVICES), priority=st.booleans())
    def issue(self, service, priority):
        reason = "old" if priority else None
        request = f"request-{next(self.requests)}"
        place = self.runner.run(self.desk.issue(service, request, priority=reason)).place
        again = self.runner.run(self.desk.issue(service, request, priority=reason))
        assert again.repeated
        assert again.place == place
        taken = sum(person.number.startswith(service[0].upper()) for person in self.model.people)
        assert place.ticket.number == f"{service[0].upper()}{taken + 1:03d}"
        self.tickets[place.ticket.number] = place.ticket.ticket_id
        self.model.people.append(Person(place.ticket.number, service, priority, place.ticket.arrival))

    @rule(counter=st.sampled_from(tuple(SERVED)))
    def call(self, counter):
        ticket = self.ask(self.desk.call_next, counter, actor="an")
        assert (ticket.number if ticket else None) == self.model.call(counter)

    @rule(
        counter=st.sampled_from(tuple(SERVED)),
        step=st.sampled_from(("recall", "finish", "no_show", "transfer")),
        service=st.sampled_from(SERVICES),
    )
    def step(self, counter, step, service):
        current = self.model.current(counter)
        act, names = getattr(self.desk, step), (counter, service) if step == "transfer" else (counter,)
        if current is None:
            self.refused(act, *names)
            return
        assert self.ask(act, *names, actor="an").number == current.number
        new = {
            "recall": {},
            "finish": {"state": "finished"},
            "no_show": {"state": "no_show"},
            "transfer": {"state": "waiting", "service": service},
        }
        self.model.do(counter, step, (current, new[step]))

    @precondition(lambda self: self.model.people)
    @rule(data=st.data())
    def back(self, data):
        person = data.draw(st.sampled_from(self.model.people))
        ticket_id = self.tickets[person.number]
        if person.state not in ("called", "no_show"):
            self.refused(self.desk.back_to_waiting, ticket_id)
            return
        self.ask(self.desk.back_to_waiting, ticket_id, actor="an")
        self.model.do(person.counter, "back", (person, {"state": "waiting"}))

    @rule(counter=st.sampled_from(tuple(SERVED)))
    def undo(self, counter):
        if self.model.undoable(counter) is None:
            self.refused(self.desk.undo, counter)
            return
        self.ask(self.desk.undo, counter, actor="an")
        self.model.undo(counter)

    @precondition(lambda self: self.repeat)
    @rule()
    def tap_again(self):
        self.repeat()

    @rule(seconds=st.integers(1, 12))
    def time_passes(self, seconds):
        if (self.at + timedelta(seconds=seconds, hours=7)).date() == (self.at + timedelta(hours=7)).date():
            self.at += timedelta(seconds=seconds)
            self.model.now += seconds

    @rule()
    def a_new_day_begins(self):
        self.at += timedelta(days=1)
        self.model.now += 86400
        self.model.next_day()
        self.tickets, self.repeat = {}, None

    @invariant()
    def every_counter_sees_what_the_model_sees(self):
        for counter, services in SERVED.items():
            view, current = self.runner.run(self.desk.counter_view(counter)), self.model.current(counter)
            assert (view.current.number if view.current else None) == (current.number if current else None)
            assert [one.number for one in view.waiting] == [one.number for one in self.model.order(services)]
            gone = [one for one in self.model.people if one.state == "no_show"]
            missed = {one.number for one in gone if one.service in services}
            assert {one.number for one in view.missed} == missed
            deed = self.model.undoable(counter)
            assert view.undo == (deed.kind if deed else None)

    @invariant()
    def people_ahead_are_those_who_would_really_be_called_before(self):
        for person in self.model.waiting(SERVICES):
            place = self.runner.run(self.desk.place(self.tickets[person.number]))
            pool = {name for served in SERVED.values() if person.service in served for name in served}
            assert place.people_ahead == self.model.order(pool).index(person)

    @invariant()
    def loads_count_the_waiting(self):
        loads = self.runner.run(self.desk.loads())
        assert [load.waiting for load in loads] == [len(self.model.waiting((name,))) for name in SERVICES]


TestWholeDesk = WholeDesk.TestCase
TestWholeDesk.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
