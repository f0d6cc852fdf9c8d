import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from kiosk.desk.audit import first_broken
from kiosk.desk.model import NotAllowed, TicketState


async def issue(desk, asks, services, priority=None):
    return [(await desk.issue(service, asks(), priority=priority)).place.ticket for service in services]


async def waiting(desk, counter):
    return [ticket.number for ticket in (await desk.counter_view(counter)).waiting]


async def test_nothing_waits_nothing_is_called(desk):
    assert await desk.call_next("1", actor="an") is None


async def test_calls_go_by_arrival_over_all_services_of_the_counter(desk, asks):
    await issue(desk, asks, ["land", "papers", "cash", "land"])
    called = [(await desk.call_next("2", actor="an")).number for _ in range(3)]
    assert called == ["B001", "A001", "B002"]
    assert await desk.call_next("2", actor="an") is None


async def test_a_call_says_where_when_and_how_often(desk, asks, clock):
    await issue(desk, asks, ["papers"])
    ticket = await desk.call_next("1", actor="an")
    assert (ticket.state, ticket.counter, ticket.calls) == (TicketState.CALLED, "1", 1)
    assert ticket.called_at == clock.now()
    clock.pass_s(30)
    again = await desk.recall("1", actor="an")
    assert (again.calls, again.called_at) == (2, ticket.called_at)


async def test_calling_next_finishes_the_one_before(desk, asks, clock):
    first, _ = await issue(desk, asks, ["papers", "papers"])
    await desk.call_next("1", actor="an")
    clock.pass_s(60)
    await desk.call_next("1", actor="an")
    finished = (await desk.place(first.ticket_id)).ticket
    assert finished.state is TicketState.FINISHED
    assert finished.finished_at == clock.now()


async def test_calling_next_finishes_the_last_one_though_nobody_waits(desk, asks):
    (first,) = await issue(desk, asks, ["papers"])
    await desk.call_next("1", actor="an")
    assert await desk.call_next("1", actor="an") is None
    assert (await desk.place(first.ticket_id)).ticket.state is TicketState.FINISHED
    assert (await desk.counter_view("1")).undo == "finish"


async def test_priority_comes_first_but_not_for_ever(desk, asks):
    await issue(desk, asks, ["papers"] * 3)
    await issue(desk, asks, ["papers"] * 5, priority="elderly")
    assert await waiting(desk, "1") == ["A004", "A005", "A001", "A006", "A007", "A002", "A008", "A003"]
    called = [(await desk.call_next("1", actor="an")).number for _ in range(8)]
    assert called == ["A004", "A005", "A001", "A006", "A007", "A002", "A008", "A003"]


@pytest.mark.parametrize("act", ["recall", "finish", "no_show"])
async def test_without_a_current_ticket_there_is_nothing_to_do(desk, act):
    with pytest.raises(NotAllowed) as refused:
        await getattr(desk, act)("1", actor="an")
    assert refused.value.code == "no_current"


async def test_a_transferred_ticket_keeps_its_arrival(desk, asks):
    await issue(desk, asks, ["papers", "cash", "cash"])
    await desk.call_next("1", actor="an")
    moved = await desk.transfer("1", "cash", actor="an")
    assert (moved.service, moved.number, moved.state) == ("cash", "A001", TicketState.WAITING)
    assert await waiting(desk, "3") == ["A001", "C001", "C002"]


async def test_a_missed_ticket_waits_again_at_its_old_place(desk, asks):
    first, *_ = await issue(desk, asks, ["papers"] * 3)
    await desk.call_next("1", actor="an")
    missed = await desk.no_show("1", actor="an")
    assert missed.state is TicketState.NO_SHOW
    assert (await desk.counter_view("2")).missed == (missed,)
    await desk.back_to_waiting(first.ticket_id, actor="an")
    assert await waiting(desk, "1") == ["A001", "A002", "A003"]
    assert (await desk.counter_view("1")).missed == ()


async def test_a_called_ticket_may_wait_again_and_frees_its_counter(desk, asks):
    (first,) = await issue(desk, asks, ["papers"])
    await desk.call_next("1", actor="an")
    await desk.back_to_waiting(first.ticket_id, actor="an")
    view = await desk.counter_view("1")
    assert view.current is None
    assert [ticket.number for ticket in view.waiting] == ["A001"]


async def test_only_missed_or_called_tickets_can_wait_again(desk, asks):
    (first,) = await issue(desk, asks, ["papers"])
    with pytest.raises(NotAllowed, match="is waiting") as refused:
        await desk.back_to_waiting(first.ticket_id, actor="an")
    assert refused.value.code == "not_missed"
    await desk.call_next("1", actor="an")
    await desk.finish("1", actor="an")
    with pytest.raises(NotAllowed, match="is finished"):
        await desk.back_to_waiting(first.ticket_id, actor="an")


async def test_a_repeated_tap_calls_one_ticket(desk, asks):
    await issue(desk, asks, ["papers"] * 3)
    called = [await desk.call_next("1", request_id="tap", actor="an") for _ in range(3)]
    assert [ticket.number for ticket in called] == ["A001"] * 3
    with pytest.raises(NotAllowed):
        await desk.call_next("2", request_id="tap", actor="an")


async def test_a_repeated_tap_that_called_nobody_calls_nobody_again(desk, asks):
    assert await desk.call_next("1", request_id="tap", actor="an") is None
    await issue(desk, asks, ["papers"])
    assert await desk.call_next("1", request_id="tap", actor="an") is None


async def test_counters_that_call_at_the_same_time_get_different_tickets(desk, asks):
    await issue(desk, asks, ["papers"] * 4)
    called = await asyncio.gather(
        *(desk.call_next(name, actor="an") for name in ("1", "2") for _ in range(2))
    )
    assert max(Counter(ticket.number for ticket in called).values()) == 1


@pytest.mark.parametrize("step", ["call", "finish", "no_show", "transfer", "back"])
async def test_the_last_step_can_be_taken_back(desk, asks, step):
    first, _ = await issue(desk, asks, ["papers", "papers"])
    if step != "call":
        await desk.call_next("1", actor="an")
    before = await desk.counter_view("1")
    steps = {
        "call": lambda: desk.call_next("1", actor="an"),
        "finish": lambda: desk.finish("1", actor="an"),
        "no_show": lambda: desk.no_show("1", actor="an"),
        "transfer": lambda: desk.transfer("1", "cash", actor="an"),
        "back": lambda: desk.back_to_waiting(first.ticket_id, actor="an"),
    }
    await steps[step]()
    assert (await desk.counter_view("1")).undo == step
    await desk.undo("1", actor="an")
    after = await desk.counter_view("1")
    assert (after.current, after.waiting, after.missed) == (before.current, before.waiting, before.missed)


async def test_taking_back_a_call_takes_back_the_finish_that_came_with_it(desk, asks):
    await issue(desk, asks, ["papers", "papers"])
    await desk.call_next("1", actor="an")
    await desk.call_next("1", actor="an")
    restored = await desk.undo("1", actor="an")
    assert (restored.number, restored.state) == ("A001", TicketState.CALLED)
    assert await waiting(desk, "1") == ["A002"]
    assert [called.number for called in (await desk.board()).last] == ["A001"]


async def test_a_call_taken_back_does_not_count_in_the_row_of_priority_calls(site, store, clock, asks):
    site.settings = site.settings.model_copy(update={"priority_in_a_row": 1})
    desk = site.desk(store, clock)
    await issue(desk, asks, ["papers"])
    await issue(desk, asks, ["papers"] * 2, priority="elderly")
    await desk.call_next("1", actor="an")
    await desk.undo("1", actor="an")
    assert (await desk.call_next("1", actor="an")).number == "A002"


async def test_undo_ends_after_a_while(desk, asks, clock):
    await issue(desk, asks, ["papers"])
    await desk.call_next("1", actor="an")
    view = await desk.counter_view("1")
    assert view.undo_until == clock.now() + timedelta(seconds=10)
    clock.pass_s(10.001)
    assert (await desk.counter_view("1")).undo is None
    with pytest.raises(NotAllowed) as refused:
        await desk.undo("1", actor="an")
    assert refused.value.code == "nothing_to_undo"


async def test_undo_reaches_one_step_back_and_no_further(desk, asks):
    await issue(desk, asks, ["papers", "papers"])
    await desk.call_next("1", actor="an")
    await desk.finish("1", actor="an")
    await desk.undo("1", request_id="tap", actor="an")
    await desk.undo("1", request_id="tap", actor="an")
    with pytest.raises(NotAllowed):
        await desk.undo("1", actor="an")


async def test_undo_is_refused_when_the_ticket_went_on_elsewhere(desk, asks):
    await issue(desk, asks, ["papers"])
    await desk.call_next("1", actor="an")
    await desk.transfer("1", "land", actor="an")
    await desk.call_next("2", actor="an")
    with pytest.raises(NotAllowed):
        await desk.undo("1", actor="an")


async def test_a_recall_cannot_be_taken_back(desk, asks):
    await issue(desk, asks, ["papers"])
    await desk.call_next("1", actor="an")
    await desk.recall("1", actor="an")
    with pytest.raises(NotAllowed):
        await desk.undo("1", actor="an")


async def test_every_step_is_audited_in_an_unbroken_chain(desk, store, asks):
    first, *_ = await issue(desk, asks, ["papers"] * 3)
    await desk.call_next("1", actor="an")
    await desk.recall("1", actor="an")
    await desk.no_show("1", actor="an")
    await desk.undo("1", actor="binh")
    await desk.transfer("1", "cash", actor="an")
    await desk.call_next("1", actor="an")
    await desk.call_next("1", actor="an")
    await desk.finish("1", actor="an")
    rows = await store.read(lambda unit: unit.audit.rows())
    assert [entry.step for entry, _ in rows] == [
        "call", "recall", "no_show", "undo", "transfer", "call", "finish", "call", "finish"
    ]  # fmt: skip
    assert [entry.actor for entry, _ in rows][3] == "binh"
    assert (rows[4][0].ticket_id, rows[4][0].reason) == (first.ticket_id, "cash")
    assert first_broken(rows) is None
    assert first_broken(rows[1:]) == 0
    assert first_broken((*rows[:4], *rows[5:])) == 4


async def test_the_events_name_the_step_the_ticket_and_the_counter(desk, asks):
    heard = []
    desk.on_event(heard.append)
    first, _ = await issue(desk, asks, ["papers", "papers"])
    await desk.call_next("1", actor="an")
    await desk.recall("1", actor="an")
    await desk.call_next("1", actor="an")
    await desk.undo("1", actor="an")
    await desk.no_show("1", actor="an")
    await desk.back_to_waiting(first.ticket_id, actor="an")
    await desk.call_next("1", actor="an")
    await desk.transfer("1", "cash", actor="an")
    await asyncio.sleep(0)
    assert [event.kind for event in heard] == [
        "issued", "issued", "called", "recalled", "finished", "called", "undone", "undone", "no_show", "back",
        "called", "transferred",
    ]  # fmt: skip
    assert {event.counter for event in heard[2:]} == {"1"}
