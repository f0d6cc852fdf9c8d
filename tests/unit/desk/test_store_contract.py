"""What every store must do. Another implementation adds its factory to `FACTORIES`."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.desk import steps
from kiosk.desk.audit import AuditEntry, first_broken
from kiosk.desk.effects import EffectKind, EffectState, moved
from kiosk.desk.estimate import ServiceTimes
from kiosk.desk.model import NotAllowed, TicketState, WaitRange
from kiosk.desk.order import Waiting
from kiosk.desk.sqlite.store import SqliteStore
from kiosk.desk.store import Store, StoreError
from kiosk.desk.unit import NewEffect, NewTicket, PinRecord, Request, Session
from kiosk.rehearsal.stage.store import InLoopStore

NOW = datetime(2026, 11, 24, 2, 0, 0, 123456, tzinfo=UTC)
DAY = date(2026, 11, 24)
Factory = Callable[[], Awaitable[Store]]
FACTORIES: dict[str, Callable[[Path], Awaitable[Store]]] = {
    "sqlite": lambda folder: SqliteStore.open(folder / "desk.sqlite"),
    "in_loop": lambda folder: _in_loop(folder / "desk.sqlite"),
}


async def _in_loop(path: Path) -> Store:
    return InLoopStore(path)


@pytest.fixture(params=FACTORIES)
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Factory:
    return lambda: FACTORIES[request.param](tmp_path)


@pytest.fixture
async def store(open_store: Factory) -> AsyncIterator[Store]:
    store = await open_store()
    yield store
    await store.close()


def new(name: str, service: str = "papers", priority: str | None = None, day: date = DAY) -> NewTicket:
    return NewTicket(name, day, service, name.upper(), NOW, "vi", priority, 2, WaitRange(3, 5))


async def add(store: Store, *news: NewTicket):
    return await store.transact(lambda unit: [unit.tickets.add(one) for one in news])


async def log(store: Store, counter: str, *changes: steps.Change, at: datetime = NOW) -> None:
    deed = steps.Deed(counter, "an", DAY, at, changes)

    def work(unit):
        for change in changes:
            unit.tickets.put(change.after)
        unit.steps.add(deed)

    await store.transact(work)


async def test_what_was_answered_is_there_after_closing_and_opening(open_store):
    store = await open_store()
    (ticket,) = await add(store, new("a"))
    await store.close()
    again = await open_store()
    assert await again.read(lambda unit: unit.tickets.get("a")) == ticket
    await again.close()


async def test_a_unit_that_raises_leaves_nothing(store):
    def work(unit):
        unit.tickets.add(new("a"))
        raise NotAllowed("no", "changed my mind")

    with pytest.raises(NotAllowed, match="changed my mind"):
        await store.transact(work)
    assert await store.read(lambda unit: unit.tickets.get("a")) is None


async def test_a_unit_that_raises_does_not_harm_those_that_wait_with_it(store):
    def fails(unit):
        unit.tickets.add(new("bad"))
        raise ValueError("bad")

    works = [lambda unit, name=f"t{number}": unit.tickets.add(new(name)) for number in range(20)]
    works[7] = fails
    answers = await asyncio.gather(*(store.transact(work) for work in works), return_exceptions=True)
    assert [type(answer) for answer in answers].count(ValueError) == 1
    assert (await store.read(lambda unit: unit.tickets.waiting(DAY, ["papers"]))).normal == 19


async def test_units_run_one_after_another_in_the_order_of_asking(store):
    seen = []
    await asyncio.gather(*(store.transact(lambda unit, n=n: seen.append(n)) for n in range(50)))
    assert seen == list(range(50))


async def test_a_cancelled_caller_harms_nobody(store):
    asked = asyncio.ensure_future(store.transact(lambda unit: unit.tickets.add(new("a"))))
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    await add(store, new("b"))
    assert await store.read(lambda unit: unit.tickets.get("b"))


async def test_a_closed_store_says_so_and_closing_is_safe_to_repeat(open_store):
    store = await open_store()
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await add(store, new("a"))


async def test_closing_finishes_what_was_asked_for(open_store):
    store = await open_store()
    asked = [asyncio.ensure_future(add(store, new(f"t{number}"))) for number in range(10)]
    await asyncio.sleep(0)
    await store.close()
    assert all(ticket for (ticket,) in await asyncio.gather(*asked))


async def test_own_commits_are_not_foreign_and_those_of_others_are(store, open_store):
    seen = await store.foreign_commits()
    await add(store, new("a"))
    assert await store.foreign_commits() == seen
    other = await open_store()
    await add(other, new("b"))
    assert await store.foreign_commits() != seen
    await other.close()


async def test_sequences_begin_at_first_and_begin_again_each_day(store):
    def take(unit):
        days = (DAY, DAY, DAY + timedelta(days=1), None, None)
        return [unit.sequences.take("number:A", day, 5) for day in days]

    assert await store.transact(take) == [5, 6, 5, 5, 6]


async def test_a_ticket_comes_back_as_it_was_written(store):
    (ticket,) = await add(store, new("a", priority="elderly"))
    assert (ticket.state, ticket.calls, ticket.counter) == (TicketState.WAITING, 0, None)
    called = steps.call(ticket, "1", NOW + timedelta(seconds=1)).after
    await store.transact(lambda unit: unit.tickets.put(called))
    assert await store.read(lambda unit: unit.tickets.get("a")) == called


async def test_ticket_ids_and_numbers_of_a_day_are_unique(store):
    await add(store, new("a"))
    for twin in (new("a", day=DAY + timedelta(days=1)), replace(new("b"), number="A")):
        with pytest.raises(StoreError):
            await add(store, twin)


async def test_one_counter_has_one_current_ticket(store):
    tickets = await add(store, new("a"), new("b"))
    calls = [steps.call(ticket, "1", NOW).after for ticket in tickets]
    with pytest.raises(StoreError):
        await store.transact(lambda unit: [unit.tickets.put(called) for called in calls])


async def test_lines_go_by_arrival_and_class(store):
    tickets = await add(
        store, new("a"), new("b", "land"), new("c", priority="elderly"), new("d"), new("e", "cash")
    )

    def look(unit):
        lines = unit.tickets
        pool = ["land", "papers"]
        return (
            [ticket.ticket_id for ticket in lines.line(DAY, pool, priority=False)],
            [ticket.ticket_id for ticket in lines.line(DAY, pool, priority=True)],
            lines.first(DAY, pool, priority=False),
            lines.first(DAY, ["nothing"], priority=True),
            lines.ahead(DAY, pool, tickets[3].arrival, priority=False),
            lines.ahead(DAY, pool, tickets[3].arrival, priority=True),
            lines.waiting(DAY, pool),
        )

    assert await store.read(look) == (["a", "b", "d"], ["c"], tickets[0], None, 2, 1, Waiting(3, 1))


async def test_the_count_of_the_waiting_follows_every_change(store):
    (ticket,) = await add(store, new("a"))

    async def counted(changed):
        await store.transact(lambda unit: unit.tickets.put(changed))
        return await store.read(
            lambda unit: (
                unit.tickets.waiting(DAY, ["papers"]).people,
                unit.tickets.waiting(DAY, ["cash"]).people,
            )
        )

    called = steps.call(ticket, "1", NOW).after
    moved_on = steps.transfer(called, "cash").after
    assert await counted(called) == (0, 0)
    assert await counted(moved_on) == (0, 1)
    assert await counted(replace(moved_on, service="papers")) == (1, 0)
    assert await counted(replace(moved_on, state=TicketState.NO_SHOW)) == (0, 0)


async def test_open_tickets_of_earlier_days_are_found(store):
    _, called, gone = await add(store, *(new(name, day=DAY - timedelta(days=1)) for name in "abc"))
    await add(store, new("d"))
    await store.transact(lambda unit: unit.tickets.put(steps.call(called, "1", NOW).after))
    await store.transact(lambda unit: unit.tickets.put(steps.no_show(gone, NOW).after))
    found = await store.read(lambda unit: unit.tickets.open_before(DAY))
    assert [ticket.ticket_id for ticket in found] == ["a", "b"]


async def test_ended_tickets_come_latest_first(store):
    tickets = await add(store, new("a"), new("b"), new("c", "cash"))
    for place, ticket in enumerate(tickets):
        ended = steps.no_show(ticket, NOW + timedelta(seconds=place)).after
        await store.transact(lambda unit, ended=ended: unit.tickets.put(ended))
    found = await store.read(lambda unit: unit.tickets.ended(DAY, ["papers"], TicketState.NO_SHOW))
    assert [ticket.ticket_id for ticket in found] == ["b", "a"]


async def test_service_times_are_the_latest_of_each_service_without_the_forgotten(store):
    seconds = {"a": 10, "b": 20, "c": 30, "d": 9000}
    for place, (name, lasts) in enumerate(seconds.items()):
        (ticket,) = await add(store, new(name))
        called = steps.call(ticket, "1", NOW + timedelta(minutes=place)).after
        finished = steps.finish(called, NOW + timedelta(minutes=place, seconds=lasts)).after
        await store.transact(lambda unit, finished=finished: unit.tickets.put(finished))

    def times(day, latest):
        return store.read(lambda unit: unit.tickets.service_times(["papers", "cash"], day, latest, 7200))

    none, three = ServiceTimes(), ServiceTimes(3, 60, 1400)
    assert await times(DAY, 200) == (three, none)
    assert await times(DAY + timedelta(days=1), 200) == (none, three)
    assert await times(DAY, 2) == (ServiceTimes(1, 30, 900), none)


async def test_tickets_are_counted_by_service_and_day(store):
    days = [DAY - timedelta(days=ago) for ago in range(4)]
    for day in days:
        number = f"d{day.day}"
        await add(store, new(number, day=day), new(number + "x", "cash", day=day))
    await add(store, new("one more", day=days[2]))

    def issued(since, before):
        return store.read(lambda unit: unit.tickets.issued(since, before))

    assert await issued(days[2], days[0]) == {"papers": 3, "cash": 2}
    assert await issued(days[0], days[0]) == {}


async def test_the_last_deed_of_a_counter_remembers_its_tickets_as_they_were(store):
    first, second = await add(store, new("a"), new("b"))
    call = steps.call(first, "1", NOW)
    await log(store, "1", call)
    finish, call_second = steps.finish(call.after, NOW), steps.call(second, "1", NOW)
    await log(store, "1", finish, call_second)
    deed = await store.read(lambda unit: unit.steps.last(DAY, "1"))
    assert (deed.kind, deed.at, deed.before) == (steps.StepKind.CALL, NOW, (call.after, second))
    assert await store.read(lambda unit: unit.steps.last_of("a")) == deed.deed_id
    assert await store.read(lambda unit: unit.steps.last_of("z")) is None
    assert await store.read(lambda unit: unit.steps.last(DAY, "2")) is None


async def test_the_run_counts_priority_calls_since_the_last_normal_one(store):
    async def runs(pool, most=3):
        return await store.read(lambda unit: unit.steps.run(DAY, pool, most))

    async def call(name, service, priority):
        (ticket,) = await add(store, new(name, service, priority))
        change = steps.call(ticket, name, NOW)
        await log(store, name, change)

    assert await runs(["papers"]) == 0
    await call("a", "papers", "elderly")
    await call("b", "cash", None)
    await call("c", "papers", "elderly")
    assert (await runs(["papers"]), await runs(["papers", "cash"]), await runs(["cash"])) == (2, 1, 0)
    assert await runs(["papers"], most=1) == 1
    last = await store.read(lambda unit: unit.steps.last_of("c"))
    await store.transact(lambda unit: unit.steps.mark_undone(last))
    assert await runs(["papers"]) == 1


async def test_counters_are_at_work_after_a_call(store):
    (ticket,) = await add(store, new("a"))
    await log(store, "1", steps.call(ticket, "1", NOW))
    ago = NOW - timedelta(minutes=1)
    assert await store.read(lambda unit: unit.steps.at_work(["1", "2"], ago)) == 1
    assert await store.read(lambda unit: unit.steps.at_work(["1", "2"], NOW)) == 0


async def test_a_request_is_kept_once(store):
    (ticket,) = await add(store, new("a"))
    request = Request("r", "issue", ticket.ticket_id, NOW)
    assert await store.read(lambda unit: unit.requests.find("r")) is None
    await store.transact(lambda unit: unit.requests.add(request))
    assert await store.read(lambda unit: unit.requests.find("r")) == request
    with pytest.raises(StoreError):
        await store.transact(lambda unit: unit.requests.add(request))


async def test_effects_are_found_by_ticket_owner_and_state(store):
    await add(store, new("a"), new("b"))

    def plan(unit):
        copies = (("a", "r.0", 1), ("a", "r.0", 2), ("b", "r.1", 1))
        return [
            unit.effects.plan(NewEffect(EffectKind.PAPER, ticket, owner, copy, 7, NOW))
            for ticket, owner, copy in copies
        ]

    first, second, other = await store.transact(plan)
    sent = moved(first, EffectState.SENT, NOW + timedelta(seconds=1), "why")
    await store.transact(lambda unit: unit.effects.put(sent))

    def look(unit):
        effects = unit.effects
        return (
            effects.get(first.effect_id),
            effects.get(99),
            effects.first_planned("r.0", EffectKind.PAPER),
            effects.first_planned("r.0", EffectKind.TREAT),
            effects.of_ticket("a", EffectKind.PAPER),
            effects.in_state(EffectState.PLANNED),
            effects.in_state(EffectState.SENT),
        )

    assert await store.read(look) == (sent, None, second, None, (sent, second), (second, other), (sent,))
    with pytest.raises(StoreError):
        await store.transact(plan)


async def test_the_audit_is_chained(store):
    entries = [AuditEntry(NOW, "an", step, "a", "b") for step in ("call", "finish")]
    await store.transact(lambda unit: [unit.audit.add(entry) for entry in entries])
    await store.transact(lambda unit: unit.audit.add(AuditEntry(NOW, "an", "login")))
    rows = await store.read(lambda unit: unit.audit.rows())
    assert [entry for entry, _ in rows] == [*entries, AuditEntry(NOW, "an", "login")]
    assert first_broken(rows) is None
    forged = ((replace(rows[0][0], actor="binh"), rows[0][1]), *rows[1:])
    assert first_broken(forged) == 0


async def test_pins_sessions_and_tokens_are_kept(store):
    record = PinRecord("an", b"salt", b"digest", 3, NOW)
    session = Session(b"hash", "an", NOW, NOW)

    def write(unit):
        unit.staff.put_pin(replace(record, failures=0))
        unit.staff.put_pin(record)
        unit.staff.put_session(session)
        unit.staff.put_session(replace(session, seen_at=NOW + timedelta(hours=1)))
        unit.staff.put_token("robot", b"old", NOW)
        unit.staff.put_token("robot", b"new", NOW)

    await store.transact(write)
    staff = await store.read(
        lambda unit: (
            unit.staff.pin("an"),
            unit.staff.pin("binh"),
            unit.staff.names(),
            unit.staff.session(b"hash"),
            unit.staff.token_label(b"old"),
            unit.staff.token_label(b"new"),
        )
    )
    assert staff == (record, None, ("an",), replace(session, seen_at=NOW + timedelta(hours=1)), None, "robot")


@pytest.mark.parametrize(
    "end",
    [
        lambda unit: unit.staff.end_session(b"hash"),
        lambda unit: unit.staff.end_sessions_of("an"),
        lambda unit: unit.staff.end_sessions_before(NOW + timedelta(seconds=1)),
    ],
)
async def test_sessions_end(store, end):
    def write(unit):
        unit.staff.put_pin(PinRecord("an", b"salt", b"digest"))
        unit.staff.put_session(Session(b"hash", "an", NOW, NOW))

    await store.transact(write)
    await store.transact(end)
    assert await store.read(lambda unit: unit.staff.session(b"hash")) is None
